"""What may already answer a question that somebody is about to put to the network, while it is typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.models import Member
from search.answering.queries import Found, shown
from search.answering.synonyms import table
from search.engines.base import EngineUnavailable, Hit, Query
from search.engines.language.french import analyse
from search.engines.language.plan import make_plan
from search.things.audience import groups_of
from search.things.registry import kind_weights, split_uid
from search.which_engine import asked_of_an_engine

MOST_SHOWN = 5
SPARE = 3
"""Asked of the engine besides: it may name a page that has just been hidden."""

LONGEST_READ = 200
"""Characters of what is typed: a question holds in one sentence."""

CLOSE_ENOUGH, CLOSE_AMONG_ITS_KIND = 0.35, 0.6
"""Of the score of the closest, and of the closest of its kind: what shares one word with a sentence answers nothing."""

KINDS = ("fiche", "temoignage", "question")


@dataclass(frozen=True, kw_only=True)
class Already:
    """What was found, the closest first; `is_away` when no engine answers, and nobody knows."""

    found: Sequence[Found] = ()
    is_away: bool = False


def already_answered(*, text: str, member: Member | None) -> Already:
    """Sheets, testimonials and questions close to what is typed, that this person may read."""
    text = text[:LONGEST_READ]
    if not (_says_something(text) and make_plan(text).hard_terms):
        return Already()
    query = Query(
        text=text,
        selected={"kind": KINDS},
        groups=groups_of(member=member),
        limit=MOST_SHOWN + SPARE,
        counted=(),
        synonyms=table(),
        kind_weights=kind_weights(),
    )
    try:
        results, _fallback = asked_of_an_engine(lambda engine: engine.search(query))
    except EngineUnavailable:
        return Already(is_away=True)
    return Already(found=shown(uids=_close(results.hits), plan=results.plan, member=member)[:MOST_SHOWN])


def _close(hits: Sequence[Hit]) -> list[str]:
    """Those that may answer, in their order; the first of each kind is its closest."""
    best: dict[str, float] = {}
    for hit in hits:
        best.setdefault(split_uid(hit.uid)[0], hit.score)
    floor = max(best.values(), default=0.0) * CLOSE_ENOUGH
    return [hit.uid for hit in hits if hit.score >= max(floor, best[split_uid(hit.uid)[0]] * CLOSE_AMONG_ITS_KIND)]


def _says_something(text: str) -> bool:
    """Not « le », nor « est-ce que » : the beginning of any sentence."""
    return any(not word.is_stop for word in analyse(text))
