"""Whose texts are read before they appear: newcomers, until two are accepted; somebody again, for a reason told."""

from django.db import transaction
from django.utils import timezone

from community.models import AccountAct, Member, TrustSettings
from community.models.members import ReadBefore
from community.moderation.telling import tell_read_again
from community.people.acts import held_to_be_kept, note


class NeverRead(Exception):
    """Facilitators and administrators, who read the others, are read by nobody."""


def welcome(*, member: Member, by: Member | None, is_new: bool) -> None:
    """Somebody has just accepted an invitation of `by`, in the act's transaction.

    A new account's first texts are read, unless facilitators invited it and « Réglages » says that these are trusted;
    their invitation also ends the wait of a newcomer whom a structure had invited.
    """
    is_vouched_for = by is not None and by.is_trusted and TrustSettings.load().invited_are_trusted
    rows = Member.objects.filter(pk=member.pk)
    if is_vouched_for:
        rows.filter(read_before=ReadBefore.FIRST).update(read_before="", read_before_since=None)
    elif is_new:
        rows.update(read_before=ReadBefore.FIRST, read_before_since=timezone.now())


@transaction.atomic
def read_again(*, member: Member, by: Member, reason: str) -> bool:
    """Have what somebody writes read before it appears, until two texts are accepted; they are told, kindly, why.

    False where it was read so already: nothing happens. Raises PermissionDenied, NeverRead.
    """
    person = held_to_be_kept(person=member, by=by)
    if person.is_trusted:
        raise NeverRead
    if person.read_before == ReadBefore.AGAIN:
        return False
    Member.objects.filter(pk=person.pk).update(read_before=ReadBefore.AGAIN, read_before_since=timezone.now())
    note(person=person, by=by, kind=AccountAct.Kind.READ_AGAIN, reason=reason)
    tell_read_again(person=person, reason=reason)
    return True


@transaction.atomic
def trust(*, member: Member, by: Member) -> None:
    """Have what somebody writes appear at once again; what is held stays to be read. Raises PermissionDenied."""
    person = held_to_be_kept(person=member, by=by)
    if not person.read_before:
        return
    Member.objects.filter(pk=person.pk).update(read_before="", read_before_since=None)
    note(person=person, by=by, kind=AccountAct.Kind.TRUSTED)
