"""What the pages about a team ask: its people, the handover that waits, the notes that went along; who has no pilot."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import QuerySet

from community.models import Handover, Member, Membership, StructurePage
from community.paging import page_of
from community.permissions import may_keep_team, may_pass_the_baton, may_review
from community.queries import team_of_structure

A_PAGE_OF_A_TEAM = 50


@dataclass(frozen=True, kw_only=True)
class PlaceShown:
    """Somebody of a team; `may_change`: whether the reader changes their place."""

    place: Membership
    may_change: bool


@dataclass(frozen=True, kw_only=True)
class TeamShown:
    """A team as one of its people, or a facilitator, sees it."""

    structure: StructurePage
    places: Page  # of `PlaceShown`
    may_keep: bool
    may_pass: bool
    has_pilot: bool
    handover: Handover | None
    notes: list[Handover]


def team_shown(*, structure: StructurePage, member: Member, number: int = 1) -> TeamShown:
    """The team for this reader, fifty a page; the handover for those it concerns, the notes for who keeps the team."""
    may_keep = may_keep_team(member=member, structure=structure)
    may_pass = may_pass_the_baton(member=member, structure=structure)
    places = team_of_structure(structure=structure, member=member)
    page = page_of(places, number=number, size=A_PAGE_OF_A_TEAM)
    page.object_list = [
        PlaceShown(place=place, may_change=may_keep and _may_change(member, place)) for place in page.object_list
    ]
    handover = waiting_handover(structure=structure)
    concerned = handover is not None and (may_keep or handover.receiver_id == member.pk)
    return TeamShown(
        structure=structure,
        places=page,
        may_keep=may_keep,
        may_pass=may_pass,
        has_pilot=any(place.role == Membership.Role.PILOT for place in places),
        handover=handover if concerned else None,
        notes=notes_of(structure=structure) if may_keep else [],
    )


def _may_change(member: Member, place: Membership) -> bool:
    """`may_change_place`, without asking the database again for each of a keeper's team."""
    is_theirs, is_a_pilot_s = place.member_id == member.pk, place.role == Membership.Role.PILOT
    return may_review(member=member) or not (is_theirs or is_a_pilot_s)


def waiting_handover(*, structure: StructurePage) -> Handover | None:
    """The one that waits for its answer, if any."""
    return Handover.objects.waiting().filter(structure=structure).select_related("giver", "receiver").first()


def notes_of(*, structure: StructurePage) -> list[Handover]:
    """The handovers that left a note, the latest first."""
    told = Handover.objects.accepted().filter(structure=structure).exclude(note="")
    return list(told.select_related("giver", "receiver")[:10])


def structures_of(*, member: Member) -> list[Membership]:
    """Where somebody has a place, in alphabetical order."""
    return list(member.memberships.select_related("structure").order_by("structure__title", "pk"))


def without_pilot() -> "QuerySet[StructurePage]":
    """The structures on line whose pilots have left, or that never had one."""
    led = Membership.objects.filter(role=Membership.Role.PILOT, member__is_active=True).values("structure")
    found: QuerySet[StructurePage] = StructurePage.objects.live().exclude(pk__in=led).order_by("title", "pk")
    return found
