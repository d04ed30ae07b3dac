"""Inviting one person or many, sending again, revoking: each act in one transaction, a mail with each invitation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.addresses import canonical
from community.invitations.links import hash_of, token_from
from community.invitations.standing import may_give
from community.models import Invitation, Member, Membership, Notification, StructurePage
from community.models.addresses import validate_address
from community.models.invitations import LASTS, new_nonce
from community.notifications.acts import postman
from community.notifications.mails import CommunityMail
from community.permissions import may_review

A_DAY = 30  # letters of one member: a large team, and no mailing
MOST_SENDINGS = 6  # of one invitation by members: who has not answered the sixth will not
ONE_PRESS = timedelta(minutes=1)  # two presses of a button, or two tabs, are one sending


class CannotInvite(Exception):
    """Nothing was sent, and why, in a sentence for the screen."""

    @property
    def sentence(self) -> str:
        return str(self)


class BadAddress(CannotInvite):
    """No mail can be sent there."""


class NothingToGive(CannotInvite):
    """This person has already what the invitation would give, or has a closed account."""


class TooManyInvitations(CannotInvite):
    """Their giver has sent as many as a day takes."""


class NoLongerWaiting(CannotInvite):
    """It was accepted or revoked meanwhile."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Somebody to invite; the address in the spelling of accounts."""

    address: str
    name: str = ""
    structure: StructurePage | None = None
    role: str = ""
    to_facilitate: bool = False

    @property
    def place(self) -> tuple[str, int | None]:
        """What makes two of them one invitation."""
        return self.address, self.structure.pk if self.structure else None


def invite(
    *,
    address: str,
    by: Member,
    structure: StructurePage | None = None,
    role: str = "",
    name: str = "",
    to_facilitate: bool = False,
) -> Invitation:
    """Invite one person, into a structure if one is given (as a member unless `role` says more).

    The same address and structure again, while it waits: the same invitation leaves again, and the older link is dead.
    Raises PermissionDenied, CannotInvite.
    """
    role = (role or Membership.Role.MEMBER) if structure else ""
    wanted = Wanted(address=canonical(address), name=name, structure=structure, role=role, to_facilitate=to_facilitate)
    try:
        validate_address(wanted.address)
    except ValidationError as fault:
        raise BadAddress(*fault.messages) from None
    _refuse_what_gives_nothing(wanted, by)
    return invite_all(wanted=[wanted], by=by)[0]


def invite_all(*, wanted: Iterable[Wanted], by: Member) -> list[Invitation]:
    """Invite all of them at once, or none. Raises PermissionDenied, TooManyInvitations.

    Somebody else may invite one of them at the same instant: the whole is then done once more, and finds theirs.
    """
    once_each = {one.place: one for one in wanted}
    people = [once_each[place] for place in sorted(once_each, key=str)]  # in one order: no two acts wait for each other
    for one in people:
        if not may_give(member=by, structure=one.structure, role=one.role, to_facilitate=one.to_facilitate):
            raise PermissionDenied
    try:
        return _invite_all(people, by)
    except IntegrityError:
        return _invite_all(people, by)


def send_again(*, invitation: Invitation, by: Member) -> Invitation:
    """Send it once more with a new link, for thirty days; the old one is dead. Raises as `invite`, NoLongerWaiting."""
    if invitation.lost_its_structure:
        raise CannotInvite(_("La structure n’existe plus : annulez cette invitation."))
    if not may_give(member=by, structure=invitation.structure, role=invitation.role):
        raise PermissionDenied
    with transaction.atomic():
        held = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation.pk).unanswered().first()
        if held is None:
            raise NoLongerWaiting(_("Cette invitation a été acceptée ou annulée entre-temps."))
        wanted = Wanted(
            address=held.address,
            name=held.name,
            structure=held.structure,
            role=held.role,
            to_facilitate=held.to_facilitate,
        )
        return _invite_all([wanted], by)[0]


@transaction.atomic
def revoke(*, invitation: Invitation, by: Member) -> None:
    """Make the link dead, and keep a mail that waits from leaving. Raises PermissionDenied, NoLongerWaiting."""
    role = "" if invitation.role == Membership.Role.PILOT else invitation.role  # who keeps the team revokes any of it
    if not may_give(member=by, structure=invitation.structure, role=role):
        raise PermissionDenied
    row = Invitation.objects.unanswered().filter(pk=invitation.pk)
    if not row.update(revoked_at=timezone.now()):
        raise NoLongerWaiting(_("Cette invitation a été acceptée ou annulée entre-temps."))
    Notification.objects.waiting().filter(pk__in=[invitation.message_id]).delete()


@transaction.atomic
def _invite_all(people: list[Wanted], by: Member) -> list[Invitation]:
    known = _waiting_for(people)
    again = [(known[one.place], one) for one in people if one.place in known]
    new = [one for one in people if one.place not in known]
    now = timezone.now()
    again = [(row, one) for row, one in again if row.asked_at < now - ONE_PRESS]
    _count(by, new=len(new), again=[row for row, _one in again], now=now)
    renewed = _renew(again, by, now)
    made = _make(new, by, now)
    if renewed or made:
        postman.wake_after_commit()
    rows = {**known, **{one.place: row for one, row in zip(new, made, strict=True)}}
    return [rows[one.place] for one in people]


def _waiting_for(people: list[Wanted]) -> dict[tuple[str, int | None], Invitation]:
    """The invitations of these people to these places that nobody has answered, held until the act ends."""
    rows = Invitation.objects.unanswered().to_addresses({one.address for one in people})
    rows = rows.select_for_update(of=("self",)).order_by("pk")
    return {(row.address, row.structure_id): row for row in rows if not row.lost_its_structure}


def _make(people: list[Wanted], by: Member, now: datetime) -> list[Invitation]:
    letters = _letters([one.address for one in people], by)
    giver, animates = by.pk, may_review(member=by)  # asked once: a session's member is looked at slowly
    rows = []
    for one, letter in zip(people, letters, strict=True):
        nonce = new_nonce()
        rows.append(
            Invitation(
                address=one.address,
                name=one.name,
                structure=one.structure,
                role=one.role,
                to_facilitate=one.to_facilitate,
                by_id=giver,
                made_by_facilitator=animates,
                nonce=nonce,
                token_hash=hash_of(token=token_from(nonce=nonce)),
                message=letter,
                made_at=now,
                asked_at=now,
                expires_at=now + LASTS,
            )
        )
    return Invitation.objects.bulk_create(rows)


def _renew(again: list[tuple[Invitation, Wanted]], by: Member, now: datetime) -> list[Invitation]:
    """New links; the giver of now and what they give, unless a facilitator's invitation is sent again by a member."""
    Notification.objects.waiting().filter(pk__in=[row.message_id for row, _one in again]).delete()
    letters = _letters([row.address for row, _one in again], by)
    for (row, one), letter in zip(again, letters, strict=True):
        row.nonce = new_nonce()
        row.token_hash = hash_of(token=token_from(nonce=row.nonce))
        row.message, row.asked_at, row.expires_at, row.opened_at = letter, now, now + LASTS, None
        row.name = one.name or row.name
        row.sendings += 1
        if may_review(member=by) or not row.made_by_facilitator:
            row.by, row.made_by_facilitator = by, may_review(member=by)
            row.role, row.to_facilitate = one.role, one.to_facilitate
    rows = [row for row, _one in again]
    Invitation.objects.bulk_update(rows, RENEWED, batch_size=100)
    return rows


RENEWED = (
    *("nonce", "token_hash", "message", "asked_at", "expires_at", "opened_at", "name", "sendings"),
    *("by", "made_by_facilitator", "role", "to_facilitate"),
)


def _letters(addresses: list[str], by: Member) -> list[Notification]:
    """A row for each letter, which keeps no text: it is written when it leaves (`links.write_the_invitation`)."""
    subject, giver = _("Invitation"), by.pk
    return Notification.objects.bulk_create(
        Notification(address=address, kind=CommunityMail.INVITATION, subject=subject, about_id=giver)
        for address in addresses
    )


def _count(by: Member, *, new: int, again: list[Invitation], now: datetime) -> None:
    """Raises TooManyInvitations for a member, not a facilitator, who would send more than a day takes.

    Their row is held, so that two presses at once are counted one after the other.
    """
    if may_review(member=by):
        return
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    if any(row.sendings >= MOST_SENDINGS for row in again):
        raise TooManyInvitations(
            _("Cette invitation est déjà partie %(times)s fois. Appelez la personne, ou parlez-en à l’animation.")
            % {"times": MOST_SENDINGS}
        )
    yesterday = now - timedelta(days=1)
    today = Invitation.objects.filter(by=by, asked_at__gt=yesterday).count()
    today += new + sum(row.by_id != by.pk or row.asked_at <= yesterday for row in again)
    if today > A_DAY:
        raise TooManyInvitations(
            _(
                "%(most)s invitations par jour, c’est le plus que l’on peut envoyer. Envoyez les autres demain, ou "
                "demandez à l’animation."
            )
            % {"most": A_DAY}
        )


def _refuse_what_gives_nothing(wanted: Wanted, by: Member) -> None:
    """Raises NothingToGive. Who does not facilitate learns of an account in their own team only."""
    member = Member.objects.filter(email=wanted.address).first()
    if member is None:
        return
    if wanted.structure and member.memberships.filter(structure=wanted.structure).exists():
        raise NothingToGive(_("Cette personne fait déjà partie de l’équipe."))
    if not may_review(member=by):
        return
    if not member.is_active:
        raise NothingToGive(_("Cette personne a un compte fermé : rouvrez-le d’abord."))
    if wanted.structure is None and (not wanted.to_facilitate or member.may_animate):
        raise NothingToGive(_("Cette personne a déjà un compte."))
