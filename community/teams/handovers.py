"""« Passer le relais » : asked by the pilot, accepted or declined by the next one, cancelled, or over after a month.

As other acts on a team, these hold the structure's row; a state changes by compare-and-set, so that of two answers one
counts.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from community.at_once import held
from community.models import Handover, Member, Membership, StructurePage
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail
from community.permissions import may_pass_the_baton
from community.teams.spaces import facilitators

PILOT = Membership.Role.PILOT


class AlreadyAsked(Exception):
    """A handover of this structure waits for its answer."""


class CannotReceive(Exception):
    """This person is not in the team, is its pilot already, or has a closed account."""


class HandoverIsOver(Exception):
    """It was answered, cancelled, or is over; or the team has changed meanwhile."""


@transaction.atomic
def pass_the_baton(
    *,
    structure: StructurePage,
    receiver: Member,
    by: Member,
    afterwards: str = Handover.Afterwards.COPILOT,
    note: str = "",
) -> Handover:
    """Ask somebody of the team to be the next pilot; they are told. Nothing changes before they accept.

    `afterwards`: what the pilot of now becomes. Raises PermissionDenied, AlreadyAsked, CannotReceive.
    """
    held(structure)
    if not may_pass_the_baton(member=by, structure=structure):
        raise PermissionDenied
    end_what_is_overdue(of=structure)
    if Handover.objects.waiting().filter(structure=structure).exists():
        raise AlreadyAsked
    if not may_receive(structure=structure).filter(member=receiver).exists():
        raise CannotReceive
    asked = Handover.objects.create(
        structure=structure, giver=_pilot(structure, by), receiver=receiver, afterwards=afterwards, note=note
    )
    _tell([receiver], CommunityMail.HANDOVER_ASKED, asked, by=by)
    return asked


def may_receive(*, structure: StructurePage) -> "QuerySet[Membership]":
    """The places of those who may be asked: the team's active people who are not its pilot."""
    return Membership.objects.filter(structure=structure, member__is_active=True).exclude(role=PILOT)


@transaction.atomic
def accept(*, handover: Handover, by: Member) -> None:
    """Become the pilot: roles change in one go, the one who asked is told. Raises HandoverIsOver."""
    held(handover.structure)
    _end(handover, Handover.State.ACCEPTED, only=Q(receiver=by))
    place = may_receive(structure=handover.structure).filter(member=by).first()
    if place is None:
        raise HandoverIsOver
    _step_back(handover)
    place.role = PILOT
    place.save(update_fields=["role"])
    _tell(_who_asked(handover), CommunityMail.HANDOVER_ANSWERED, handover, by=by)


@transaction.atomic
def decline(*, handover: Handover, by: Member) -> None:
    """Say no: nothing changes, the one who asked is told. Raises HandoverIsOver."""
    _end(handover, Handover.State.DECLINED, only=Q(receiver=by))
    _tell(_who_asked(handover), CommunityMail.HANDOVER_ANSWERED, handover, by=by)


@transaction.atomic
def cancel(*, handover: Handover, by: Member) -> None:
    """Take the question back; who was asked is told. Raises PermissionDenied, HandoverIsOver."""
    if not may_pass_the_baton(member=by, structure=handover.structure):
        raise PermissionDenied
    _end(handover, Handover.State.CANCELLED, only=Q())
    if handover.receiver is not None:
        _tell([handover.receiver], CommunityMail.HANDOVER_OVER, handover, by=by)


def call_off(*, structure: StructurePage, by: Member, concerned: Member | None = None) -> None:
    """The team changes under a handover that waits: it ends, who asked and who was asked are told, but `by`.

    `concerned`: only one that this person asked or was asked. To be called in the act's transaction.
    """
    waiting = Handover.objects.waiting().filter(structure=structure)
    _call_off(waiting.filter(Q(giver=concerned) | Q(receiver=concerned)) if concerned else waiting, by=by)


def call_off_all_of(*, member: Member, by: Member) -> None:
    """The same for somebody whose account closes, in every structure."""
    _call_off(Handover.objects.waiting().filter(Q(giver=member) | Q(receiver=member)), by=by)


def _call_off(waiting: "QuerySet[Handover]", *, by: Member) -> None:
    for handover in list(waiting.select_related("structure", "giver", "receiver")):
        try:
            _end(handover, Handover.State.CANCELLED, only=Q())
        except HandoverIsOver:
            continue
        told = [who for who in (handover.giver, handover.receiver) if who is not None and who.pk != by.pk]
        _tell(told, CommunityMail.HANDOVER_OVER, handover, by=None)


@transaction.atomic
def end_what_is_overdue(*, of: StructurePage | None = None) -> int:
    """End what nobody answered in a month, and tell who asked; returns how many. `of`: of one structure only."""
    overdue = Handover.objects.overdue().select_related("structure", "giver", "receiver")
    ended = 0
    for handover in list(overdue.filter(structure=of) if of else overdue):
        still = Handover.objects.overdue().filter(pk=handover.pk)
        if still.update(state=Handover.State.EXPIRED, ended_at=timezone.now()):
            handover.state = Handover.State.EXPIRED
            _tell(_who_asked(handover), CommunityMail.HANDOVER_OVER, handover, by=None)
            ended += 1
    return ended


def forget_what_came_to_nothing() -> int:
    """Delete what was declined, cancelled or never answered, with its note, a month after; returns how many."""
    deleted, _of_each_type = Handover.objects.to_forget().delete()
    return deleted


def _end(handover: Handover, state: Handover.State, *, only: Q) -> None:
    """Compare and set: of two people who end the same one, the second raises HandoverIsOver."""
    waiting = Handover.objects.waiting().filter(only, pk=handover.pk)
    if not waiting.update(state=state, ended_at=timezone.now()):
        raise HandoverIsOver
    handover.state = state


def _step_back(handover: Handover) -> None:
    """The pilot of until now takes the place that was chosen, unless they have another already."""
    place = Membership.objects.filter(structure=handover.structure, member=handover.giver, role=PILOT).first()
    if place is None or handover.giver is None:
        return
    if handover.afterwards == Handover.Afterwards.LEAVES:
        place.delete()
        return
    place.role = handover.afterwards
    place.save(update_fields=["role"])


def _pilot(structure: StructurePage, by: Member) -> Member | None:
    """Who hands over: whoever asks, when they are the pilot; the pilot, when facilitators ask; None without one."""
    places = Membership.objects.filter(structure=structure, role=PILOT).select_related("member").order_by("pk")
    pilots = [place.member for place in places]
    return by if by in pilots else next(iter(pilots), None)


def _who_asked(handover: Handover) -> list[Member]:
    return [handover.giver] if handover.giver is not None else facilitators()


def _tell(people: list[Member], kind: CommunityMail, handover: Handover, *, by: Member | None) -> None:
    structure = handover.structure
    context = {
        "handover": handover,
        "structure": structure,
        "by": by,
        "before": handover.answer_before,
        "path": reverse("handover", args=[structure.pk, handover.pk]),
        "team_path": reverse("team", args=[structure.pk]),
    }
    notify(recipients=people, kind=kind, context=context, about=by)
