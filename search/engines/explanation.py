"""Why a document stands where it does: a plan taken apart into the words that an engine scores one by one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from search.engines.language.french import root
from search.engines.language.plan import Form, Plan, Term
from search.engines.language.weights import WEIGHTS


@dataclass(frozen=True, slots=True)
class ScoredPart:
    """One query on one field. Of the parts of a term, only those of its best wording count."""

    said: str
    """The words, as they are looked up."""
    why: str
    """The reason: typed, spelling, synonym, part, family, neighbours or phrase."""
    field: str
    words: tuple[str, ...]
    boost: float
    slop: int = 0
    rivals: str = ""
    """The name of a competition: of the parts that share it, only those of the best wording count."""
    wording: int = 0
    """The number of the wording in its term."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a part of the plan brought to the score of a document."""

    said: str
    why: str
    field: str
    score: float


@runtime_checkable
class Explains(Protocol):
    """An engine that can say what each part is worth in one document."""

    def worth(self, uid: str, parts: Sequence[ScoredPart], /) -> Sequence[float]:
        """The score of each part in this document, 0 where it does not hold it. Raises EngineUnavailable."""


def parts_of(plan: Plan, /) -> list[ScoredPart]:
    """Everything that a plan scores, in the order of the plan."""
    parts = [part for phrase in plan.phrases for part in _said(phrase, "phrase", 1.0)]
    for number, term in enumerate(plan.terms):
        parts += _asked(term, f"term {number}", WEIGHTS.soft if term.is_soft else 1.0)
        if not term.is_soft:
            parts += _family(term, f"family {number}")
    for pair in plan.pairs:
        said = f"{pair.first.stem} … {pair.second.stem}"
        words = (pair.first.stem, pair.second.stem)
        parts.append(ScoredPart(said, "neighbours", "text", words, pair.weight, pair.slop))
    return parts


def shares(parts: Sequence[ScoredPart], scores: Sequence[float], /, *, times: float = 1.0) -> list[Share]:
    """What counts in the end, the most telling first; `times`: the weight of the document's kind."""
    counted: list[tuple[ScoredPart, float]] = []
    rivals: dict[str, list[tuple[ScoredPart, float]]] = {}
    for scored in zip(parts, scores, strict=True):
        rivals.setdefault(scored[0].rivals, []).append(scored)
    for name, group in rivals.items():
        counted += _best_wording(group) if name else group
    told = [Share(part.said, part.why, part.field, score * times) for part, score in counted if score]
    return sorted(told, key=lambda share: -share.score)


def _best_wording(rivals: Sequence[tuple[ScoredPart, float]]) -> list[tuple[ScoredPart, float]]:
    totals: dict[int, float] = {}
    for part, score in rivals:
        totals[part.wording] = totals.get(part.wording, 0.0) + score
    best = max(totals, key=lambda wording: totals[wording])
    return [(part, score) for part, score in rivals if part.wording == best]


def _asked(term: Term, rivals: str, times: float) -> Iterator[ScoredPart]:
    for number, wording in enumerate(term.wordings):
        yield from _said(wording.forms, wording.origin, wording.weight * times, rivals=rivals, wording=number)


def _said(forms: Sequence[Form], why: str, boost: float, *, rivals: str = "", wording: int = 0) -> Iterator[ScoredPart]:
    said = " ".join(form.exact for form in forms)
    for field, words, weight in _fields(forms):
        yield ScoredPart(said, why, field, words, boost * weight, rivals=rivals, wording=wording)


def _fields(forms: Sequence[Form]) -> Iterable[tuple[str, tuple[str, ...], float]]:
    stems = tuple(form.stem for form in forms)
    yield "text", stems, 1.0
    if len(forms) == 1:
        yield "title", stems, WEIGHTS.title
        yield "keywords", stems, WEIGHTS.keywords
        yield "text_x", (forms[0].exact,), WEIGHTS.exact


def _family(term: Term, rivals: str) -> Iterator[ScoredPart]:
    number = 0
    for wording in term.wordings:
        for form in wording.forms:
            family = root(form.stem)
            yield ScoredPart(
                family, "family", "roots", (family,), wording.weight * WEIGHTS.root, rivals=rivals, wording=number
            )
            number += 1
