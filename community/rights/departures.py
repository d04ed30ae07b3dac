"""Leaving: the account sleeps for a week, its owner may come back by one click, then everything goes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from community.models import Departure, Member, Notification
from community.notifications.acts import ask_for_a_letter
from community.notifications.letters import Letter, LetterWriter, letter_from
from community.notifications.mails import CommunityMail
from community.teams.handovers import call_off_all_of

TIME_TO_COME_BACK = timedelta(days=7)


class AccountIsClosed(Exception):
    """Facilitators closed the account meanwhile: it is not for its owner to wake it in a week."""


class LastAdministrator(Exception):
    """Nobody else could open an account for the next administrator."""


@transaction.atomic
def ask_to_leave(*, member: Member, words: str) -> Departure:
    """Put an account to sleep: nobody enters by it, its sessions end, and it goes in a week; two clicks are one.

    `words`: what becomes of their comments (`Departure.Words`). A mail holds the link to come back.
    Raises LastAdministrator, AccountIsClosed.
    """
    administrators = (
        Member.objects.select_for_update(no_key=True).filter(is_superuser=True, is_active=True).order_by("pk")
    )
    if member.is_superuser and {one.pk for one in administrators} <= {member.pk}:
        raise LastAdministrator
    # NO KEY, here and below: who answers a handover of theirs at this instant writes a mail that merely names them.
    person = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if not person.is_active and not Departure.objects.filter(member=person, cause=Departure.Cause.ASKED).exists():
        raise AccountIsClosed
    now = timezone.now()
    waiting, is_new = Departure.objects.get_or_create(
        member=person,
        defaults={"cause": Departure.Cause.ASKED, "words": words, "due_at": now + TIME_TO_COME_BACK},
    )
    if not is_new and waiting.cause == Departure.Cause.ASKED:
        return waiting
    if not is_new:  # warned that the account would go by itself: it goes because they say so
        waiting.cause, waiting.words, waiting.asked_at = Departure.Cause.ASKED, words, now
        waiting.due_at = now + TIME_TO_COME_BACK
        waiting.save(update_fields=["cause", "words", "asked_at", "due_at"])
    person.is_active = False
    person.save(update_fields=["is_active"])  # ends sessions and links: `end_what_was_open`
    call_off_all_of(member=person, by=person)
    tell_how_to_come_back(departure=waiting)
    return waiting


@transaction.atomic
def come_back(*, departure: Departure) -> bool:
    """Wake the account of somebody who changed their mind; False where it is too late. They sign in as usual."""
    row = Departure.objects.filter(pk=departure.pk or 0, cause=Departure.Cause.ASKED, begun_at=None)
    person = Member.objects.select_for_update(no_key=True).filter(departure__in=row).first()
    if person is None or not row.delete()[0]:
        return False
    person.is_active = True
    person.save(update_fields=["is_active"])
    return True


def asleep(*, address: str) -> Departure | None:
    """The departure that waits, of the account that has this address and sleeps."""
    return Departure.objects.filter(
        cause=Departure.Cause.ASKED, begun_at=None, member__email=address, member__is_active=False
    ).first()


def tell_how_to_come_back(*, departure: Departure) -> None:
    """Write to somebody who leaves: until when they may come back, and the link."""
    ask_for_a_letter(
        address=departure.member.email,
        kind=CommunityMail.LEAVING,
        subject=_("Vous partez, et vous pouvez revenir"),
        written_from=departure.pk,
    )


def departure_of(*, pk: int, token: str) -> Departure | None:
    """The departure that this link is about, as long as one may come back from it."""
    waiting = Departure.objects.select_related("member").filter(
        pk=pk, cause=Departure.Cause.ASKED, begun_at=None, member__is_active=False
    )
    found = waiting.first()
    return found if found and constant_time_compare(token, token_of(found)) else None


def token_of(departure: Departure) -> str:
    """What the link proves: that it was sent to the mailbox of the account."""
    return salted_hmac("community.rights.come_back", departure.nonce, algorithm="sha256").hexdigest()[:40]


def write_the_way_back(message: Notification) -> Letter | None:
    """The letter with the link, as long as they may come back."""
    departure = Departure.objects.select_related("member").filter(pk=message.written_from or 0, begun_at=None).first()
    return None if departure is None or departure.member.is_active else _way_back(departure)


def _way_back(departure: Departure) -> Letter:
    path = reverse("my_data_back", args=[departure.pk, token_of(departure)])
    context = {"link": f"{settings.SITE_URL}{path}", "until": departure.due_at, "words": departure.words}
    return letter_from(kind=CommunityMail.LEAVING, member=departure.member, context=context)


def or_the_way_back(writer: LetterWriter) -> LetterWriter:
    """A writer of letters to come in by: somebody whose account sleeps is sent the way back instead."""

    def write(message: Notification) -> Letter | None:
        letter = writer(message)
        if letter is not None:
            return letter
        departure = asleep(address=message.address)
        return _way_back(departure) if departure else None

    return write


def due_now(*, now: datetime | None = None) -> list[int]:
    """Departures whose day has come, and those that a killed process had begun."""
    due = Departure.objects.filter(due_at__lte=now or timezone.now()) | Departure.objects.exclude(begun_at=None)
    return list(due.order_by("due_at", "pk").values_list("pk", flat=True))


@transaction.atomic
def begin(*, pk: int) -> Departure | None:
    """From now on nobody comes back from it; None where the person has come, or was opened the door, meanwhile.

    Begun by another process that was killed, it goes on.
    """
    person = Member.objects.select_for_update(no_key=True).filter(departure=pk).first()
    departure = Departure.objects.filter(pk=pk).first()
    if person is None or departure is None:
        return None
    if departure.begun_at is None:
        if _is_called_off(departure, person):
            departure.delete()
            return None
        Departure.objects.filter(pk=pk).update(begun_at=timezone.now())
        Member.objects.filter(pk=person.pk).update(is_active=False)
        call_off_all_of(member=person, by=person)  # of who asked to leave, none waits any more
    departure.member = person
    return departure


def _is_called_off(departure: Departure, person: Member) -> bool:
    """Whoever visits stays; so does an account that facilitators opened again, or made one of theirs."""
    if departure.cause == Departure.Cause.ASKED:
        return person.is_active
    has_come = person.last_login is not None and person.last_login > departure.asked_at
    return has_come or person.is_facilitator or person.is_superuser
