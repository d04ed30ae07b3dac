"""Where somebody goes who must prove who they are, and how they come back to what they were doing."""

from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from community.accounts.factors.put_off import is_put_off, put_off

AFTER = "after_second_factor"  # in the session: where to go once a first application or key is made


def ask_again(request: HttpRequest, *, back_to: str = "") -> HttpResponse:
    """The page that asks for a fresh proof, and comes back here, or to the page where what was sent is begun again."""
    if request.method == "POST" and back_to:
        messages.info(request, _("Avant cela, confirmez que c’est bien vous, puis recommencez."))
    elif request.method == "POST" and put_off(request):
        messages.info(request, _("Avant cela, confirmez que c’est bien vous : ce que vous avez envoyé est gardé."))
    return HttpResponseRedirect(_with_next("account_confirm", back_to or request.get_full_path()))


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """The page that asks for the second proof, or the one where it is made, for who has none yet."""
    if request.method == "POST" and put_off(request):
        messages.info(request, _("Ce que vous avez envoyé est gardé : vous le retrouverez juste après."))
    if is_mfa_enabled(request.user):
        return HttpResponseRedirect(_with_next("account_confirm", request.get_full_path()))
    return send_to_make_one(request, next_page=request.get_full_path())


def send_to_make_one(request: HttpRequest, *, next_page: str) -> HttpResponse:
    """The page that says why a second proof is asked, and offers to make it."""
    request.session[AFTER] = next_page
    return HttpResponseRedirect(_with_next("second_factor_asked", next_page))


def where_next(request: HttpRequest) -> str:
    """The page of this site that `next` names, by the page that finishes an act that was put off, where one was."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return way_back(request, page=asked)


def way_back(request: HttpRequest, *, page: str) -> str:
    """The same, of a page that is known."""
    if not page.startswith("/") or not url_has_allowed_host_and_scheme(page, allowed_hosts=None):
        return "/"
    return _with_next("account_resume", page) if is_put_off(request, page=page) else page


def _with_next(name: str, page: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': page})}"
