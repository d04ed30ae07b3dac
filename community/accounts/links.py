"""Links to choose a password by: asked for by an address, made when the mail leaves, ended by any change."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _

from community.models import Member, Notification
from community.notifications.acts import postman
from community.notifications.letters import Letter, letter_from
from community.notifications.mails import CommunityMail

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class LinkTokens(PasswordResetTokenGenerator):
    """Django's tokens (dead once used, after a sign-in, a change of password or of address, or three days).

    They die with the account as well, and do not come back with it.
    """

    def _make_hash_value(self, user: "AbstractBaseUser", timestamp: int) -> str:
        assert isinstance(user, Member)  # noqa: S101 the only accounts there are
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}{user.entry_key}"


@transaction.atomic
def ask_for_a_link(*, address: str) -> None:
    """Note that somebody asks to choose a password for this address, whether or not it has an account.

    The same row is written for both, and looked at in the background: neither the answer nor its time tells.
    """
    Notification.objects.create(
        kind=CommunityMail.PASSWORD_LINK, subject=_("Lien pour choisir un mot de passe"), address=address
    )
    postman.wake_after_commit()


def write_the_link(message: Notification) -> Letter | None:
    """The letter with the link, of the open account that has this address now; None when there is none."""
    member = Member.objects.filter(email=message.address, is_active=True).first()
    if member is None:
        return None
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": int_to_base36(member.pk), "key": LinkTokens().make_token(member)},
    )
    return letter_from(
        kind=message.kind,
        member=member,
        context={
            "link": f"{settings.SITE_URL}{path}",
            "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
            "is_first": not member.has_usable_password(),
        },
    )
