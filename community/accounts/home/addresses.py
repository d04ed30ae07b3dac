"""Another address for an account: asked for on « Mon compte », said yes to in both mailboxes, then done at once.

Whether somebody has the address already is looked at in the very end, when both mailboxes have answered: whoever asks
learns nothing of others. An address changed meanwhile by somebody else, or a closed account, ends the links.
"""

from datetime import timedelta
from enum import Enum, StrEnum, auto
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _

from community.accounts.entry import tell_the_address_left
from community.models import AddressChange, Member, Notification
from community.notifications.acts import ask_for_a_letter, notify
from community.notifications.letters import Letter, letter_from
from community.notifications.mails import CommunityMail

VALID_FOR = timedelta(days=3)  # a week-end, and the mailbox of the office on Monday


class Mailbox(StrEnum):
    """Which of the two mailboxes a link was sent to."""

    BEFORE = "before"
    AFTER = "after"


class Step(Enum):
    """Where a change is after a click."""

    WAITS_FOR_THE_OTHER = auto()
    DONE = auto()
    TAKEN = auto()  # somebody has the address: nothing changes


class LinkIsOver(Exception):
    """The link opens nothing: used, given up, older than three days, or never ours."""


@transaction.atomic
def ask(*, member: Member, address: str) -> AddressChange:
    """Send a link to both mailboxes; what was asked before is given up."""
    # Two clicks at once: the second replaces the first. The address of now: a facilitator may just have changed it.
    before = Member.objects.select_for_update(no_key=True).get(pk=member.pk).email
    AddressChange.objects.filter(member=member).delete()
    nonce = get_random_string(32)
    change = AddressChange.objects.create(
        member=member,
        address_before=before,
        address=address,
        nonce=nonce,
        hash_before=_hash(_token(nonce, Mailbox.BEFORE)),
        hash_after=_hash(_token(nonce, Mailbox.AFTER)),
        expires_at=timezone.now() + VALID_FOR,
    )
    subject = _("Changer l’adresse d’un compte")
    for kind, mailbox in ((CommunityMail.ADDRESS_BEFORE, before), (CommunityMail.ADDRESS_AFTER, address)):
        ask_for_a_letter(address=mailbox, kind=kind, subject=subject, written_from=change.pk, about=member)
    return change


def give_up(*, member: Member) -> None:
    """Forget the change that this person asked for; the links open nothing any more."""
    AddressChange.objects.filter(member=member).delete()


def asked_by(*, member: Member) -> AddressChange | None:
    """The change that waits for a click, if any."""
    return AddressChange.objects.waiting().filter(member=member, address_before=member.email).first()


def opened_by(*, token: str) -> tuple[AddressChange, Mailbox]:
    """The change that a link opens, and the mailbox that it was sent to. Raises LinkIsOver."""
    hashed = _hash(token)
    for mailbox in Mailbox:
        rows = AddressChange.objects.waiting().select_related("member")
        change = rows.filter(**{f"hash_{mailbox}": hashed}, member__is_active=True).first()
        if change is not None and change.member.email == change.address_before:
            return change, mailbox
    raise LinkIsOver


@transaction.atomic
def refuse(*, token: str) -> None:
    """« Je n’ai rien demandé », from either mailbox: the change is given up. Raises LinkIsOver."""
    change, _mailbox = opened_by(token=token)
    change.delete()


@transaction.atomic
def confirm(*, token: str) -> tuple[Step, AddressChange]:
    """Note that this mailbox says yes; the second one makes the change. Raises LinkIsOver."""
    change, mailbox = opened_by(token=token)
    Member.objects.select_for_update(no_key=True).get(pk=change.member_id)  # both clicks at once: one after the other
    AddressChange.objects.filter(pk=change.pk).update(**{f"confirmed_{mailbox}_at": timezone.now()})
    change, _mailbox = opened_by(token=token)
    if not (change.confirmed_before_at and change.confirmed_after_at):
        return Step.WAITS_FOR_THE_OTHER, change
    return (Step.DONE if _is_made(change) else Step.TAKEN), change


def write_to_the_mailbox(message: Notification) -> Letter | None:
    """The letter with the link, for one of the two mailboxes; None when the change was given up meanwhile."""
    change = AddressChange.objects.waiting().filter(pk=message.written_from or 0).select_related("member").first()
    if change is None or not change.member.is_active:
        return None
    is_before = message.kind == CommunityMail.ADDRESS_BEFORE
    token = token_of(change=change, mailbox=Mailbox.BEFORE if is_before else Mailbox.AFTER)
    path = reverse("confirm_address", args=[token])
    return letter_from(
        kind=message.kind,
        member=change.member if is_before else None,  # a mistyped mailbox is somebody else's
        context={"change": change, "link": f"{settings.SITE_URL}{path}"},
    )


def token_of(*, change: AddressChange, mailbox: Mailbox) -> str:
    """What ends the link of this mailbox: made of the row and of the site's secret, kept nowhere."""
    return _token(change.nonce, mailbox)


def forget_those_that_are_over() -> int:
    """Delete the changes that nobody confirmed in time; returns how many."""
    return AddressChange.objects.over().delete()[0]


def _is_made(change: AddressChange) -> bool:
    """Make the change, unless somebody has the address by now; the row goes in both cases."""
    member, before = change.member, change.address_before
    AddressChange.objects.filter(pk=change.pk).delete()
    if Member.objects.filter(email=change.address).exclude(pk=member.pk).exists():
        return False
    try:
        with transaction.atomic():
            member.email = change.address
            member.save(update_fields=["email"])  # sessions and links end: see `renew_entry`
    except IntegrityError:  # taken between the question and the answer
        return False
    tell_the_address_left(member=member, address=before, by_themselves=True)
    notify(recipients=[member], kind=CommunityMail.ADDRESS_IS_NEW, context={})
    return True


def _token(nonce: str, mailbox: Mailbox) -> str:
    return salted_hmac(f"community.AddressChange.{mailbox}", nonce, algorithm="sha256").hexdigest()[:40]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
