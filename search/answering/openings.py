"""When nothing is found: the ways on, each one tried beforehand so that none of them leads to nothing again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from community.kept.generation import leave_nothing
from community.models import Member
from practices.models import Lever
from search.answering.queries import Answer, SearchRequest
from search.answering.synonyms import table
from search.engines.base import EngineUnavailable, Query, Results
from search.engines.language.french import analyse, root
from search.engines.language.plan import Plan, make_plan
from search.engines.language.typed import Shorter, loosened, shorter_ways
from search.things.audience import groups_of
from search.things.registry import kinds
from search.which_engine import Fallback, asked_of_an_engine

MOST_SHORTER = 4
"""Shorter searches tried: with the search without filters and the one for a lever, six questions to the engine."""

IN_THE_NAME, IN_THE_DESCRIPTION, SAME_FAMILY = 3.0, 1.0, 0.5
"""What a word typed is worth in the name of a lever, in its description, and where it only looks like the name."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A search that finds something: what is left aside, what is asked then, and how much it finds."""

    shorter: Shorter
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Openings:
    """What there is to propose; each part may be empty."""

    shorter: Sequence[Opening] = ()
    without_filters: int = 0
    """Results of the same words when no filter is on; 0 when none was on."""
    lever: Lever | None = None
    """The one that speaks of what was asked, as far as words tell."""
    other_levers: Sequence[Lever] = ()


def openings(*, asked: SearchRequest, answer: Answer, member: Member | None) -> Openings:
    """What to propose to somebody who found nothing; at most six questions to the engine, none when it is down."""
    levers = list(Lever.objects.in_use())
    lever = _by_words(asked, answer, levers)
    found = Openings()
    if not answer.is_degraded:
        groups = groups_of(member=member)
        with _whatever_fails():
            lever = lever or _by_results(asked, groups, levers)
            without_filters = _ask(asked.text, groups, replace(asked, selected={})).total if asked.selected else 0
            found = Openings(shorter=_shorter(asked, groups), without_filters=without_filters)
    return replace(found, lever=lever, other_levers=[each for each in levers if each != lever])


@contextmanager
def _whatever_fails() -> Iterator[None]:
    """What has failed since the search leaves the levers; asked again in a moment, there may be more."""
    try:
        yield
    except EngineUnavailable:
        leave_nothing()


def _shorter(asked: SearchRequest, groups: tuple[str, ...]) -> list[Opening]:
    ways = shorter_ways(asked.text)[:MOST_SHORTER]
    tried = (Opening(way, _ask(way.text, groups, asked).total) for way in ways)
    return [opening for opening in tried if opening.total]


def _ask(
    text: str, groups: tuple[str, ...], asked: SearchRequest | None = None, *, counted: tuple[str, ...] = ()
) -> Results:
    """Counts only; with the filters of `asked` where it is given. Without words, what the results page would list."""
    selected = dict(asked.selected) if asked else {}
    if not text:
        selected.setdefault("kind", tuple(kind.name for kind in kinds() if kind.is_browsed))
    query = Query(
        text=text,
        selected=selected,
        groups=groups,
        limit=0,
        counted=counted,
        synonyms=table(),
        exact=bool(asked and asked.exact),
    )
    results, fallback = asked_of_an_engine(lambda engine: engine.search(query))
    if results.may_lag or fallback is not Fallback.NONE:
        leave_nothing()
    return results


def _by_words(asked: SearchRequest, answer: Answer, levers: Sequence[Lever]) -> Lever | None:
    """The lever that holds the words asked, their other ways to be said included; else the one chosen as a filter."""
    plan = make_plan(loosened(answer.corrected_text or asked.text), synonyms=table())
    worth = {lever: _worth(lever, plan) for lever in levers}
    best = max(levers, key=lambda lever: worth[lever], default=None)
    if best is not None and worth[best]:
        return best
    chosen = asked.selected.get("lever", ())
    return next((lever for lever in levers if lever.slug in chosen), None)


def _worth(lever: Lever, plan: Plan) -> float:
    """Each thing asked counts by the best of its ways to be said."""
    named, told = ({token.stem for token in analyse(text)} for text in (lever.name, lever.description))
    families = {root(stem) for stem in named}

    def value(stem: str) -> float:
        if stem in named:
            return IN_THE_NAME
        if stem in told:
            return IN_THE_DESCRIPTION
        return SAME_FAMILY if root(stem) in families else 0.0

    return sum(
        max(wording.weight * value(form.stem) for wording in term.wordings for form in wording.forms)
        for term in plan.hard_terms
    )


def _by_results(asked: SearchRequest, groups: tuple[str, ...], levers: Sequence[Lever]) -> Lever | None:
    """The lever of most of what holds any of the words, whatever the quotes, the exclusions and the filters."""
    words = loosened(asked.text)
    if not words:
        return None
    counts = _ask(words, groups, counted=("lever",)).facets.get("lever", {})
    held = [lever for lever in levers if counts.get(lever.slug)]
    return max(held, key=lambda lever: counts[lever.slug], default=None)
