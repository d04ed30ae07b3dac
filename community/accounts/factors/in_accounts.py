"""What second factors change in the library's accounts: mixed into our adapter of accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse

from community.accounts.factors.asking import send_to_make_one
from community.accounts.factors.due import due_on
from community.models import Member
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail

TOLD = {
    "mfa/email/totp_activated": (CommunityMail.FACTOR_ADDED, {"is_key": False}),
    "mfa/email/totp_deactivated": (CommunityMail.FACTOR_REMOVED, {"is_key": False}),
    "mfa/email/webauthn_added": (CommunityMail.FACTOR_ADDED, {"is_key": True}),
    "mfa/email/webauthn_removed": (CommunityMail.FACTOR_REMOVED, {"is_key": True}),
    "mfa/email/recovery_codes_generated": (CommunityMail.RECOVERY_CODES_MADE, {}),
}
"""The library's mails, by their prefixes, and ours in their place."""


class WithSecondFactors(DefaultAccountAdapter):
    """Who must have a second proof is asked for it as they enter; changes of means are told by our own mails."""

    def post_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if due_on(member=user) is None or is_mfa_enabled(user):
            return response
        return send_to_make_one(request, next_page=getattr(response, "url", "/"))

    def send_notification_mail(
        self, template_prefix: str, user: Member, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        if template_prefix in TOLD:
            kind, said = TOLD[template_prefix]
            notify(recipients=[user], kind=kind, context=said)
        else:
            super().send_notification_mail(template_prefix, user, context, email)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never by the library, which asks nothing of who has no password: our own addresses are `freshly_entered`."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """None of the library's: `account_confirm` is the page that asks."""
        return []
