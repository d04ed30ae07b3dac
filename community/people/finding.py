"""Finding people: by a name or an address, a structure, a parcours, a role, or how their account stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.letters import InPlainLetters
from community.models import Member, Membership, StructurePage
from community.people.states import ASLEEP_AFTER, AccountState, PartPlayed

A_PAGE_OF_PEOPLE = 50


@dataclass(frozen=True, kw_only=True)
class PersonShown:
    """Somebody in a list: how their account stands, and what they do, in words."""

    member: Member
    standing: AccountState
    part: str
    places: list[Membership]


def found(*, asked: Mapping[str, Any]) -> "QuerySet[Member]":
    """Those who match all that is asked (see `PeopleForm`), in alphabetical order, each once."""
    people = Member.objects.all()
    if words := asked.get("q"):
        people = people.filter(_named(words))
    if structure := asked.get("structure"):
        people = people.filter(pk__in=_in_structures(structure__in=StructurePage.objects.called(structure)))
    if parcours := asked.get("parcours"):
        people = people.filter(pk__in=_in_structures(structure__participations__parcours=parcours))
    if role := asked.get("role"):
        people = people.filter(_with_part(role))
    if standing := asked.get("etat"):
        people = people.filter(standing_is(standing))
    return people.order_by(InPlainLetters("display_name"), "pk")


def shown(people: "QuerySet[Member]") -> "QuerySet[Member]":
    """The same with the structures of each, in two queries for all."""
    structures = StructurePage.objects.only("pk", "title")
    places = Membership.objects.order_by("pk").prefetch_related(Prefetch("structure", queryset=structures))
    return people.prefetch_related(Prefetch("memberships", queryset=places))


def as_shown(member: Member) -> PersonShown:
    """One of `shown`, in words."""
    return PersonShown(
        member=member, standing=standing_of(member), part=part_of(member), places=list(member.memberships.all())
    )


def standing_is(standing: str) -> Q:
    """The condition of each standing; they share out everybody, each once."""
    long_ago = timezone.now() - ASLEEP_AFTER
    conditions = {
        AccountState.CLOSED: Q(is_active=False),
        AccountState.INVITED: Q(is_active=True, last_login=None),
        AccountState.ASLEEP: Q(is_active=True, last_login__lt=long_ago),
        AccountState.ACTIVE: Q(is_active=True, last_login__gte=long_ago),
    }
    return conditions[AccountState(standing)]


def standing_of(member: Member) -> AccountState:
    """The same, of somebody in hand."""
    if not member.is_active:
        return AccountState.CLOSED
    if member.last_login is None:
        return AccountState.INVITED
    return AccountState.ASLEEP if member.last_login < timezone.now() - ASLEEP_AFTER else AccountState.ACTIVE


def part_of(member: Member) -> str:
    """What this person does beyond their own structure."""
    if member.is_superuser:
        return _("administration")
    return _("animation") if member.is_facilitator else ""


def _named(words: str) -> Q:
    """Every word in the name, or what was typed in the address."""
    name = Q()
    for word in words.split():
        name &= Q(display_name__icontains=word)
    return name | Q(email__icontains=words)


def _in_structures(**asked: Any) -> Any:
    return Membership.objects.filter(**asked).values("member")


def _with_part(part: str) -> Q:
    if part == PartPlayed.FACILITATOR:
        return Q(is_facilitator=True)
    if part == PartPlayed.ADMINISTRATOR:
        return Q(is_superuser=True)
    if part == PartPlayed.NOWHERE:
        return ~Q(pk__in=_in_structures())
    return Q(pk__in=_in_structures(role=part))
