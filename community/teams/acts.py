"""Changing a team: somebody joins, changes role, is removed or leaves; what they wrote stays.

Each act holds the structure's row, so that acts on one team follow each other: each sees what the one before left.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from community.at_once import held
from community.models import Member, Membership, StructurePage
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail
from community.permissions import may_change_place, may_name_pilots, may_review
from community.teams.handovers import call_off

PILOT = Membership.Role.PILOT


class NotInTheTeam(Exception):
    """This person has no place in the structure any more."""


class AlreadyInTheTeam(Exception):
    """This person has a place in the structure."""


@transaction.atomic
def join(*, person: Member, structure: StructurePage, role: str, by: Member) -> Membership:
    """A facilitator places somebody in a structure; they are told. Raises PermissionDenied, AlreadyInTheTeam."""
    if not may_review(member=by):
        raise PermissionDenied
    held(structure)
    place, is_new = Membership.objects.get_or_create(member=person, structure=structure, defaults={"role": role})
    if not is_new:
        raise AlreadyInTheTeam
    if role == PILOT:
        call_off(structure=structure, by=by)
    _tell(person, CommunityMail.TEAM_JOINED, structure, by, place=place)
    return place


@transaction.atomic
def change_role(*, person: Member, structure: StructurePage, role: str, by: Member) -> None:
    """Give somebody another role; they are told. A handover that waits ends where a pilot is named or unnamed.

    Raises NotInTheTeam, PermissionDenied.
    """
    held(structure)
    place = _place(person, structure)
    if not may_change_place(member=by, place=place) or (role == PILOT and not may_name_pilots(member=by)):
        raise PermissionDenied
    if place.role == role:
        return
    if PILOT in (place.role, role):
        call_off(structure=structure, by=by)
    place.role = role
    place.save(update_fields=["role"])
    if person.pk != by.pk:
        _tell(person, CommunityMail.TEAM_ROLE, structure, by, place=place)


@transaction.atomic
def remove(*, person: Member, structure: StructurePage, by: Member) -> None:
    """Take somebody out of a team; they are told, what they wrote stays. Raises NotInTheTeam, PermissionDenied."""
    held(structure)
    place = _place(person, structure)
    if not may_change_place(member=by, place=place):
        raise PermissionDenied
    _end(place, by=by)
    if person.pk != by.pk:
        _tell(person, CommunityMail.TEAM_LEFT, structure, by)


@transaction.atomic
def leave(*, member: Member, structure: StructurePage) -> None:
    """Leave a team by oneself. Raises NotInTheTeam."""
    held(structure)
    _end(_place(member, structure), by=member)


def _end(place: Membership, *, by: Member) -> None:
    concerned = None if place.role == PILOT else place.member
    call_off(structure=place.structure, by=by, concerned=concerned)
    place.delete()


def _place(person: Member, structure: StructurePage) -> Membership:
    place = Membership.objects.filter(member=person, structure=structure).select_related("structure", "member").first()
    if place is None:
        raise NotInTheTeam
    return place


def _tell(
    person: Member, kind: CommunityMail, structure: StructurePage, by: Member, place: Membership | None = None
) -> None:
    context = {
        "structure": structure,
        "by": by,
        "role": place.get_role_display() if place else "",
        "team_path": reverse("team", args=[structure.pk]),
    }
    notify(recipients=[person], kind=kind, context=context, about=by)
