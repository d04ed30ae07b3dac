"""Coming in by a link that proves one's address: a sign-in like the others, which counts as a fresh proof."""

from allauth.account import app_settings
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from community.models import Member


def come_in(*, request: HttpRequest, member: Member, method: str, next_page: str) -> HttpResponse:
    """Sign in whoever has shown that the address is theirs; the library asks for a second factor where there is one."""
    record_authentication(request, member, method=method)
    answer: HttpResponse = perform_login(request, member, email_verification="none", redirect_url=next_page)
    request.session.set_expiry(app_settings.SESSION_COOKIE_AGE)  # as after a code
    return answer


def go_out(*, request: HttpRequest, keeping: str) -> None:
    """Sign out, and keep one word of the session: what its reader came for."""
    kept = request.session.get(keeping)
    logout(request)
    if kept is not None:
        request.session[keeping] = kept
