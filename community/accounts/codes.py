"""Codes sent by mail: asked for by an address, written when the mail leaves, tried a few times, used once.

Nothing here looks whether the address has an account, but whoever writes the mail: asking, asking again and being wrong
cost the same and answer the same for everybody. The code is in no row and no session: it is derived from a nonce of its
row and the site's secret (HMAC), so that a retry sends the same one, and a copy of the database opens nothing.
"""

import re
import unicodedata
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext as _

from community.models import Member, Notification
from community.models.codes import AskedCode
from community.notifications.acts import ask_for_a_letter
from community.notifications.letters import Letter, letter_from
from community.notifications.mails import CommunityMail

CODE_LENGTH: int = settings.ACCOUNT_LOGIN_BY_CODE_FORMAT["length"]
KEPT_FOR = timedelta(hours=1)  # once over, so that a late answer can still be told what happened
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-‐‑–.·_]+(?=\d)")


class CodeEnded(Exception):
    """It was used, its hour has passed, or it was tried too often."""


class WrongCode(Exception):
    """Not this one; `left`: how many tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries left")
        self.left = left


@transaction.atomic
def ask(*, address: str) -> AskedCode:
    """Note that somebody asks to come in by this address, and have a code sent if it has an open account."""
    now = timezone.now()
    forget_what_is_over()
    lasts = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    asked = AskedCode.objects.create(address=address, nonce=_nonce(), asked_at=now, ends_at=now + lasts)
    _send(asked)
    return asked


@transaction.atomic
def ask_again(*, asked: AskedCode) -> bool:
    """Have another code sent in place of this one, until the same hour; whether it may (thrice, while it lives)."""
    most = settings.ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND
    row = AskedCode.objects.alive().filter(pk=asked.pk, resent__lt=most)
    if not row.update(nonce=_nonce(), asked_at=timezone.now(), resent=F("resent") + 1):
        return False
    _send(asked)
    return True


def enter(*, asked: AskedCode, typed: str) -> str:
    """Use the code; returns the address that it proves. Raises WrongCode or CodeEnded.

    The try is counted before the code is looked at, by the row itself (compare-and-swap): of posts sent all at once, no
    more are looked at than of posts sent in turn, and one alone comes in.
    """
    if not AskedCode.objects.alive().filter(pk=asked.pk).update(tries=F("tries") + 1):
        raise CodeEnded
    row = AskedCode.objects.filter(pk=asked.pk).first()
    if row is None:
        raise CodeEnded
    if not constant_time_compare(digits_of(typed), code_of(row)):
        raise WrongCode(left=max(0, settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS - row.tries))
    same = AskedCode.objects.filter(pk=row.pk, nonce=row.nonce, used_at=None)
    if not same.update(used_at=timezone.now(), address=""):
        raise CodeEnded
    return row.address


def code_of(asked: AskedCode) -> str:
    """The digits that were, or will be, sent."""
    derived = salted_hmac("community.accounts.codes", f"{asked.pk}\n{asked.nonce}", algorithm="sha256").digest()
    return f"{int.from_bytes(derived) % 10**CODE_LENGTH:0{CODE_LENGTH}}"


def digits_of(typed: str) -> str:
    """The code in what was typed or pasted: « 1234 5678 », « Code : 12345678 »; "" when there is none."""
    plain = unicodedata.normalize("NFKC", "".join(sign for sign in typed if unicodedata.category(sign) != "Cf"))
    found = re.findall(rf"(?<!\d)[0-9]{{{CODE_LENGTH}}}(?!\d)", BETWEEN_DIGITS.sub("", plain))
    return found[0] if len(found) == 1 else ""


def forget_what_is_over() -> int:
    """Delete the rows of codes that ended a while ago, with the addresses that they hold; returns how many."""
    deleted, _by_kind = AskedCode.objects.filter(ends_at__lt=timezone.now() - KEPT_FOR).delete()
    return deleted


def forget(*, address: str) -> None:
    """Delete what was asked for an address, whose account goes away."""
    AskedCode.objects.filter(address=address).delete()


def write_the_code(message: Notification) -> Letter | None:
    """The letter with the code, for the open account that has the address now; None when there is none, or too late."""
    asked = AskedCode.objects.alive().filter(pk=message.written_from or 0).first()
    member = Member.objects.filter(email=asked.address, is_active=True).first() if asked else None
    if asked is None or member is None:
        return None
    code = code_of(asked)
    return letter_from(
        kind=message.kind,
        member=member,
        context={
            "code": f"{code[: CODE_LENGTH // 2]} {code[CODE_LENGTH // 2 :]}",
            "asked_at": asked.asked_at,
            "ends_at": asked.ends_at,
            "is_first": member.last_login is None,
        },
    )


def _send(asked: AskedCode) -> None:
    subject = _("Un code pour entrer")
    ask_for_a_letter(address=asked.address, kind=CommunityMail.LOGIN_CODE, subject=subject, written_from=asked.pk)


def _nonce() -> str:
    return get_random_string(32)
