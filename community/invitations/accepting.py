"""Saying yes: a link used once makes an account, or gives a place to one that is there."""

from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from community.at_once import held
from community.invitations.standing import still_given
from community.models import AccountAct, Invitation, Member, Membership
from community.moderation.watching import welcome
from community.people.acts import note
from community.teams.handovers import call_off

Params = ParamSpec("Params")
Answer = TypeVar("Answer")


class End(Enum):
    """Why a link opens nothing (any more)."""

    UNKNOWN = auto()  # sent anew since, or never ours
    ACCEPTED = auto()
    REVOKED = auto()
    EXPIRED = auto()
    STRUCTURE_GONE = auto()
    STRUCTURE_OFF_LINE = auto()  # it was published, and is not
    NOT_THEIRS_TO_GIVE = auto()  # who invited has left, or keeps that team no longer
    ACCOUNT_CLOSED = auto()


class LinkEnded(Exception):
    """The link opens nothing, and why."""

    def __init__(self, end: End) -> None:
        super().__init__(end.name)
        self.end = end


class HasAccount(Exception):
    """The address has an account meanwhile: its owner signs in, then joins."""


class OtherAccount(Exception):
    """The invitation is to another address than this account's."""


def invitation_of(*, key: str) -> Invitation | None:
    """The invitation whose link has this hash, with what its page says."""
    rows = Invitation.objects.select_related("by", "structure", "member")
    return rows.filter(token_hash=key).first() if key else None


def account_of(invitation: Invitation) -> Member | None:
    """The account that its address has."""
    return invitation.member or Member.objects.filter(email=invitation.address).first()


def end_of(invitation: Invitation | None, *, account: Member | None = None) -> End | None:
    """Why the link opens nothing; None when it opens."""
    if invitation is None:
        return End.UNKNOWN
    structure = invitation.structure
    ends = {
        End.ACCEPTED: invitation.accepted_at is not None,
        End.REVOKED: invitation.revoked_at is not None,
        End.EXPIRED: invitation.expires_at <= timezone.now(),
        End.STRUCTURE_GONE: invitation.lost_its_structure,
        End.STRUCTURE_OFF_LINE: structure is not None and not structure.live and bool(structure.first_published_at),
        End.NOT_THEIRS_TO_GIVE: not still_given(invitation),
        End.ACCOUNT_CLOSED: account is not None and not account.is_active,
    }
    return next((end for end, holds in ends.items() if holds), None)


def note_opened(*, key: str) -> None:
    """Somebody, no machine, reads the page."""
    Invitation.objects.alive().filter(token_hash=key, opened_at=None).update(opened_at=timezone.now())


def once_more(act: Callable[Params, Answer]) -> Callable[Params, Answer]:
    """Two links of one new address used at the same instant: the second finds the account that the first has made."""

    @wraps(act)
    def tried(*args: Params.args, **kwargs: Params.kwargs) -> Answer:
        try:
            return act(*args, **kwargs)
        except IntegrityError:
            return act(*args, **kwargs)

    return tried


@once_more
@transaction.atomic
def accept(*, key: str, name: str) -> Member:
    """Open the account of whoever has the link, which proves their address, and give what was promised.

    Raises LinkEnded, HasAccount.
    """
    invitation = _take(key)
    if account_of(invitation) is not None:
        raise HasAccount
    member = Member.objects.create_user(invitation.address, display_name=name)
    _give(invitation, member, is_new=True)
    return member


@once_more
@transaction.atomic
def join(*, key: str, member: Member) -> Invitation:
    """Give somebody who has an account, and is signed in, what was promised. Raises LinkEnded, OtherAccount."""
    invitation = _take(key)
    if invitation.address != member.email:
        raise OtherAccount
    _give(invitation, member, is_new=False)
    return invitation


def _take(key: str) -> Invitation:
    """Note that it is accepted (compare-and-set: of presses all at once, one counts), the structure's row held."""
    invitation = invitation_of(key=key)
    if invitation is not None and invitation.structure is not None:
        with suppress(Page.DoesNotExist):  # gone at this instant: the row says so when it is read again
            held(invitation.structure)
        invitation = invitation_of(key=key)
    end = end_of(invitation, account=account_of(invitation) if invitation else None)
    if invitation is None or end is not None:
        raise LinkEnded(end or End.UNKNOWN)
    now = timezone.now()
    row = Invitation.objects.alive().filter(pk=invitation.pk, token_hash=key)
    if not row.update(accepted_at=now, opened_at=Coalesce("opened_at", Value(now)), address=""):
        raise LinkEnded(end_of(invitation_of(key=key)) or End.UNKNOWN)
    return invitation


def _give(invitation: Invitation, member: Member, *, is_new: bool) -> None:
    """The place in the structure, the trust; the row now says who has it."""
    Invitation.objects.filter(pk=invitation.pk).update(member=member)
    welcome(member=member, by=invitation.by, is_new=is_new)
    structure = invitation.structure
    if structure is not None:
        place, has_come = Membership.objects.get_or_create(
            member=member, structure=structure, defaults={"role": invitation.role}
        )
        if has_come and place.role == Membership.Role.PILOT:
            call_off(structure=structure, by=member)
    if invitation.to_facilitate and not member.is_facilitator:
        member.is_facilitator = True
        member.save(update_fields=["is_facilitator"])
        note(person=member, by=invitation.by or member, kind=AccountAct.Kind.ENTRUSTED)
