"""What is proposed while somebody types: titles that hold the words begun, grouped by kind."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from community.models import Member
from community.visibility import reader
from search.answering.readable import Readable, readable
from search.answering.titles import titled
from search.engines.base import EngineUnavailable
from search.engines.language.extracts import marked_beginnings
from search.engines.language.french import analyse
from search.things.audience import groups_of
from search.things.registry import Label, kind_named, kind_of, kinds
from search.which_engine import asked_of_an_engine

MOST_PROPOSED = 8
"""Lines proposed: what a telephone shows above its keyboard, with a little to scroll."""

SPARE = 4
"""Asked of the engine besides: it may name a page that has just been hidden."""

LONGEST_TYPED = 100
"""Characters read; a longer text is pasted, and no title begins so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One title, its letters found marked, and where it leads."""

    title: str
    marked: SafeString
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The proposals of one kind."""

    label: Label
    proposals: Sequence[Proposal]


def suggestions(*, text: str, request: HttpRequest) -> list[Group]:
    """What this reader may open whose title holds the words typed, the last one perhaps unfinished; best kind first."""
    text = _telling(text[:LONGEST_TYPED])
    if not text:
        return []
    member = reader(request)
    grouped: dict[str, list[Proposal]] = defaultdict(list)
    for one in _named(text, member)[:MOST_PROPOSED]:
        grouped[one.kind.name].append(_proposal(one, text, request))
    return [Group(label=kind_named(name).plural, proposals=proposals) for name, proposals in grouped.items()]


def count(groups: Iterable[Group]) -> int:
    """How many lines are proposed."""
    return sum(len(group.proposals) for group in groups)


def _telling(text: str) -> str:
    """The words typed without « le », « de »…, but for the last one, which may be the beginning of another."""
    words = analyse(text)
    return " ".join(word.word for word in words if not word.is_stop or word is words[-1])


def _named(text: str, member: Member | None) -> list[Readable]:
    groups = groups_of(member=member)
    try:
        suggested, _fallback = asked_of_an_engine(
            lambda engine: engine.suggest(text, groups=groups, limit=MOST_PROPOSED + SPARE)
        )
    except EngineUnavailable:
        return _by_title(text, member)
    return readable(uids=[one.uid for one in suggested], member=member)


def _by_title(text: str, member: Member | None) -> list[Readable]:
    """When no engine answers."""
    findable = Page.objects.type(*(kind.model for kind in kinds() if kind.is_page))
    pages = titled(findable, text=text, member=member)[:MOST_PROPOSED]
    known = ((kind_of(page.specific_class), page) for page in pages)
    return [Readable(kind, page, page) for kind, page in known if kind]


def _proposal(one: Readable, text: str, request: HttpRequest) -> Proposal:
    title = one.kind.headline(one.thing, one.page)
    return Proposal(
        title=title,
        marked=mark_safe(marked_beginnings(text=title, typed=text)),
        address=f"{one.page.get_url(request)}{one.kind.anchor(one.thing)}",
    )
