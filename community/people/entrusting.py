"""Who facilitates the network: trusted by another facilitator, relieved by one, never the last."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from community.models import AccountAct, Member
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail
from community.people.acts import held_to_be_kept, note
from community.permissions import may_keep_accounts


class LastFacilitator(Exception):
    """Nobody would facilitate the network any more."""


class AccountClosed(Exception):
    """A closed account is opened first."""


@transaction.atomic
def entrust(*, member: Member, by: Member) -> None:
    """Make somebody a facilitator; they are told. Raises PermissionDenied, AccountClosed."""
    person = held_to_be_kept(person=member, by=by)
    if not person.is_active:
        raise AccountClosed
    if person.is_facilitator:
        return
    person.is_facilitator = True
    person.save(update_fields=["is_facilitator"])
    note(person=person, by=by, kind=AccountAct.Kind.ENTRUSTED)
    notify(recipients=[person], kind=CommunityMail.FACILITATOR_MADE, context={"by": by}, about=by)


@transaction.atomic
def relieve(*, member: Member, by: Member) -> None:
    """Take the part of facilitator away, one's own too. Raises PermissionDenied, LastFacilitator."""
    person = _oneself(by) if member.pk == by.pk else held_to_be_kept(person=member, by=by)
    if not person.is_facilitator:
        return
    if not Member.objects.filter(is_facilitator=True, is_active=True).exclude(pk=person.pk).exists():
        raise LastFacilitator
    person.is_facilitator = False
    person.save(update_fields=["is_facilitator"])
    note(person=person, by=by, kind=AccountAct.Kind.RELIEVED)


def _oneself(by: Member) -> Member:
    """One's own row, held after those of the other facilitators, as `held_to_be_kept` does."""
    if not may_keep_accounts(member=by):
        raise PermissionDenied
    rows = Member.objects.select_for_update(no_key=True).filter(is_facilitator=True, is_active=True)
    row = {one.pk: one for one in rows.order_by("pk")}.get(by.pk)
    if row is None:
        raise PermissionDenied
    return row
