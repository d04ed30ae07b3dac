"""What django-allauth asks of us: no sign-up, our sentences, no mail that we have not written."""

import logging
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.accounts.factors.in_accounts import WithSecondFactors
from community.models.members import Member

logger = logging.getLogger(__name__)


class MemberAccountAdapter(WithSecondFactors):
    """Accounts are opened by the network, for people of its structures."""

    error_messages = WithSecondFactors.error_messages | {
        "account_inactive": _("Ce compte est fermé."),
        "email_password_mismatch": _("L’adresse e-mail ou le mot de passe ne sont pas les bons."),
        "incorrect_password": _("Ce n’est pas le bon mot de passe."),
        "too_many_login_attempts": _("Trop de tentatives de connexion. Attendez cinq minutes, ou entrez par un code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """All the library's mails pass here, and none leaves: ours are asked for where they are caused."""
        logger.error("a mail of the library that nobody has written here was not sent: %s", template_prefix)

    def set_password(self, user: Member, password: str) -> None:
        """A password chosen anew ends the wait that wrong tries of the old one had begun.

        Its column alone is written: the library saves the whole person of the request, and would open an account that
        was closed meanwhile.
        """
        user.set_password(password)
        user.save(update_fields=["password"])
        self._delete_login_attempts_cached_email(self.request, email=user.email)


def displayed_name(member: Member) -> str:
    """The name people chose to show."""
    return member.display_name
