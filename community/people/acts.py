"""What facilitators do to an account: close it, open it again, change its name or address. Each act is in the journal.

The rows of all who may animate are held with the person's own, in one order: of two facilitators who close each other,
the second finds that they may no longer.
"""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from community.accounts.entry import tell_the_address_left
from community.models import AccountAct, Departure, Member
from community.notifications.acts import notify, write_to
from community.notifications.mails import CommunityMail
from community.permissions import may_keep_account
from community.teams.handovers import call_off_all_of


class AddressTaken(Exception):
    """Another account has this address."""


def held_to_be_kept(*, person: Member, by: Member) -> Member:
    """The person's row of now, held until the act ends. Raises PermissionDenied when `by` may not keep it."""
    keepers = Q(is_facilitator=True, is_active=True) | Q(is_superuser=True)
    rows = Member.objects.select_for_update(no_key=True).filter(keepers | Q(pk__in=(person.pk, by.pk)))
    now = {row.pk: row for row in rows.order_by("pk")}
    # What a session has proved is known of `by` alone; whether they still animate, of their row.
    if not (by.pk in now and person.pk in now and now[by.pk].may_animate):
        raise PermissionDenied
    if not may_keep_account(member=by, person=now[person.pk]):
        raise PermissionDenied
    return now[person.pk]


@transaction.atomic
def close(*, member: Member, reason: str, by: Member) -> bool:
    """Close an account: nobody enters by it, its sessions end, what was written stays; the person is told by mail.

    The reason is kept for facilitators. False where it is closed already: nothing happens. Raises PermissionDenied.
    """
    person = held_to_be_kept(person=member, by=by)
    if not person.is_active:
        return False
    person.is_active = False
    person.save(update_fields=["is_active"])  # ends sessions and links: `end_what_was_open`
    call_off_all_of(member=person, by=by)
    note(person=person, by=by, kind=AccountAct.Kind.CLOSED, reason=reason)
    write_to(address=person.email, kind=CommunityMail.ACCOUNT_CLOSED, context={}, about=person)
    return True


@transaction.atomic
def reopen(*, member: Member, by: Member) -> bool:
    """Open a closed account again, with its places; the person is told, and enters anew. Raises PermissionDenied.

    False where it is open already: nothing happens.
    """
    person = held_to_be_kept(person=member, by=by)
    if person.is_active:
        return False
    person.is_active = True
    person.save(update_fields=["is_active"])
    Departure.objects.filter(member=person, begun_at=None).delete()  # they asked to stay
    note(person=person, by=by, kind=AccountAct.Kind.REOPENED)
    notify(recipients=[person], kind=CommunityMail.ACCOUNT_REOPENED, context={})
    return True


@transaction.atomic
def rename(*, member: Member, name: str, by: Member) -> None:
    """Change the displayed name of somebody who asked for it. Raises PermissionDenied."""
    person = held_to_be_kept(person=member, by=by)
    if person.display_name == name:
        return
    person.display_name = name
    person.save(update_fields=["display_name"])
    note(person=person, by=by, kind=AccountAct.Kind.RENAMED)


def move(*, member: Member, address: str, by: Member) -> None:
    """Change the address of an account at once: the mailbox left is told, sessions end.

    Raises PermissionDenied, AddressTaken.
    """
    try:
        with transaction.atomic():
            _move(held_to_be_kept(person=member, by=by), address, by)
    except IntegrityError:  # somebody took it a moment ago
        raise AddressTaken from None


def _move(person: Member, address: str, by: Member) -> None:
    before = person.email
    if before == address:
        return
    if Member.objects.filter(email=address).exclude(pk=person.pk).exists():
        raise AddressTaken
    person.email = address
    person.save(update_fields=["email"])  # renews the entry key, as above
    note(person=person, by=by, kind=AccountAct.Kind.MOVED)
    if person.is_active:
        tell_the_address_left(member=person, address=before)


@transaction.atomic
def remind(*, member: Member, by: Member) -> bool:
    """Write again to somebody whose account is open and who never came. Raises PermissionDenied."""
    if not may_keep_account(member=by, person=member):
        raise PermissionDenied
    if not member.is_active or member.last_login is not None:
        return False
    return bool(notify(recipients=[member], kind=CommunityMail.ACCOUNT_WAITS, context={"by": by}, about=by))


def note(*, person: Member, by: Member | None, kind: AccountAct.Kind, reason: str = "") -> None:
    """Write a line of the journal, in the act's transaction."""
    AccountAct.objects.create(member=person, by=by, kind=kind, reason=reason)
