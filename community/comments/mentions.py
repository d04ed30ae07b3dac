"""Naming a person or a structure by « @ »: who is meant, who may be proposed, and the links that readers see.

A name that is nobody's, or that of two people, is a text like another.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from community.comments.models import PeerComment
from community.comments.whose import structures_of
from community.letters import plain
from community.models.conversation import Mention
from community.models.members import Member
from community.models.structures import StructurePage
from community.teams.spaces import members_of

MOST_NAMED = 5  # a comment that names more people is a letter
MOST_LOOKED_AT = 200  # names that begin alike
LONGEST_NAME = 255
MOST_WORDS = 4
SHORTEST_TYPED = 2  # letters
MOST_PROPOSED = 8
_AT = re.compile(r"(?<![\w@/.])@(?=\w)")
_FIRST_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A name as it is spelled in a text, without « @ », and who it is: a person, or a structure with its people."""

    spelled: str
    member: Member | None = None
    structure: StructurePage | None = None
    team: Sequence[Member] = field(default=())


def named_in(*, text: str, member: Member) -> list[Named]:
    """The people and structures that this person names; two queries and one a structure, none without « @ »."""
    ends = [text[found.end() : found.end() + LONGEST_NAME].split("\n")[0] for found in _AT.finditer(text)]
    ends = ends[:MOST_NAMED]
    if not ends:
        return []
    known = _known_by(words={word[0] for end in ends if (word := _FIRST_WORD.match(end))}, member=member)
    named: dict[tuple[str, int], Named] = {}
    for end in ends:
        if found := _longest(end, known):
            named.setdefault((type(found[1]).__name__, found[1].pk), _named(*found))
    return list(named.values())


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A name to write after « @ », and what tells it from another."""

    name: str
    about: str


def proposed(*, typed: str, member: Member) -> list[Proposed]:
    """The people and structures whose name holds what was typed, those that begin so first; three queries.

    Of two people of one name none is proposed: nobody would know who is meant.
    """
    words = typed.split()[:MOST_WORDS]
    if len("".join(words)) < SHORTEST_TYPED:
        return []
    people, places = Member.objects.filter(is_active=True), StructurePage.objects.all()
    for word in words:
        people, places = people.filter(display_name__icontains=word), places.filter(title__icontains=word)
    members = list(people[:MOST_PROPOSED])
    about = structures_of(members=[one.pk for one in members], reader=member)
    found = [Proposed(name=one.display_name, about=about.get(one.pk, "")) for one in members]
    found += [Proposed(name=one.title, about=one.place) for one in _seen(places, member)[:MOST_PROPOSED]]
    alone = Counter(plain(each.name) for each in found)
    sole = [each for each in found if alone[plain(each.name)] == 1]
    return sorted(sole, key=lambda each: not plain(each.name).startswith(plain(typed.strip())))[:MOST_PROPOSED]


def name_in(*, comment: PeerComment, named: Iterable[Named]) -> None:
    """Write down whom a comment names."""
    rows = [
        Mention(comment=comment, spelled=each.spelled, member=each.member, structure=each.structure) for each in named
    ]
    if rows:
        Mention.objects.bulk_create(rows)


def _known_by(*, words: set[str], member: Member) -> list[tuple[str, Any]]:
    """People and structures whose name holds one of these words: name, and who."""
    people, places = Q(), Q()
    for word in words:
        people |= Q(display_name__icontains=word)
        places |= Q(title__icontains=word)
    members = Member.objects.filter(people, is_active=True)[:MOST_LOOKED_AT]
    structures = _seen(StructurePage.objects.filter(places), member)
    return [*((one.display_name, one) for one in members), *((one.title, one) for one in structures)]


def _seen(places: Any, member: Member) -> Any:
    """Those of these structures that this person sees: the rule is asked of those that have the name, not of all."""
    named = places.order_by("pk").values("pk")[:MOST_LOOKED_AT]
    return StructurePage.objects.visible_to(member).filter(pk__in=named)


def _longest(end: str, known: Sequence[tuple[str, Any]]) -> tuple[str, Any] | None:
    """The longest known name with which this text begins; None when it is nobody's, or more than one's."""
    bare = plain(end)
    found: list[tuple[str, Any]] = []
    for name, who in known:
        begins = bare.startswith(plain(name)) and not bare[len(plain(name)) :][:1].isalnum()
        if begins and (not found or len(name) >= len(found[0][0])):
            found = [(name, who)] if not found or len(name) > len(found[0][0]) else [*found, (name, who)]
    return (_spelled(end, found[0][0]), found[0][1]) if len(found) == 1 else None


def _spelled(end: str, name: str) -> str:
    """The beginning of this text that says the name: « Coeur » has a letter more than « Cœur »."""
    wanted = plain(name)
    return next((end[:size] for size in range(1, len(end) + 1) if plain(end[:size]) == wanted), end[: len(name)])


def _named(spelled: str, who: Member | StructurePage) -> Named:
    if isinstance(who, Member):
        return Named(spelled=spelled, member=who)
    return Named(spelled=spelled, structure=who, team=members_of(structure=who))
