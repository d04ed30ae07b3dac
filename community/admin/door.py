"""The doors of Wagtail: visitors sign in by the site's own page, members without a part in the admin are told so."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _


def admin_door(request: HttpRequest) -> HttpResponseBase:
    """Where Wagtail sends whoever it refuses.

    Its own sign-in page is not used: it is neither throttled nor told when a password changes. A signed-in member
    is not sent to sign in again, which would send them back here, for ever.
    """
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return HttpResponseRedirect(f"{resolve_url('account_login')}?{urlencode({'next': wanted})}")
    if request.user.has_perm("wagtailadmin.access_admin"):
        return HttpResponseRedirect(wanted)
    list(messages.get_messages(request))  # Wagtail left one that says the same, less kindly
    raise PermissionDenied(
        _("Cet espace est réservé à l’animation du réseau. Vos fiches vous attendent dans « Mes contributions ».")
    )


def closed(request: HttpRequest, **_parts: Any) -> HttpResponseBase:
    """An address that Wagtail brings and that this site does not open."""
    raise Http404
