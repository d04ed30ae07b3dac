"""Accounts in Wagtail's admin: its own screens give way to « Les personnes »; « Compte » leads to « Mon compte »."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import (
    AvatarSettingsPanel,
    ChangePasswordPanel,
    NameEmailSettingsPanel,
    NotificationsSettingsPanel,
)
from wagtail.users.views.users import UserViewSet

from community.models import Member
from community.people.door import for_keepers


@for_keepers
def lead_to_people(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Where Wagtail keeps accounts, by none of our rules: « Les personnes » does; « edit/5/ » is the page of one."""
    number = rest.strip("/").rpartition("/")[2]
    if number.isascii() and number.isdigit() and len(number) < 19:
        return HttpResponseRedirect(reverse("person", args=[int(number)]))
    return HttpResponseRedirect(f"{reverse('people')}?{request.GET.urlencode()}".rstrip("?"))


class MemberViewSet(UserViewSet):
    """Wagtail asks for one: its names of addresses are used all over the admin, and lead to our pages."""

    model = Member
    ordering = "display_name"
    add_to_settings_menu = False

    def register_search_area(self) -> None:
        """None: people are found in « Les personnes »."""


class NothingToFill(forms.Form):
    """What Wagtail's panel of names asks here: nothing, and nothing is saved."""

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def save(self) -> None:
        """Wagtail saves each form of its page."""


def fit_the_account_page() -> None:
    """Leave to Wagtail's « Compte » how the admin looks to somebody, and lead to « Mon compte » for all the rest.

    Its panels are fixed in the view, which no hook replaces: their classes are where it can be told.
    """
    NameEmailSettingsPanel.form_class = NothingToFill
    NameEmailSettingsPanel.title = _("Nom, photo, adresse, connexion")
    NameEmailSettingsPanel.template_name = "community/admin/own_account.html"
    for panel in (AvatarSettingsPanel, NotificationsSettingsPanel, ChangePasswordPanel):
        panel.is_active = lambda panel: False
