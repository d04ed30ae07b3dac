"""One answer of the embedded index: the hits of a page in their order, how many there are, the counts of each facet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy
from tantivy import Occur

from search.engines.base import Hit, Query
from search.engines.embedded.query import Clause
from search.engines.embedded.reader import Snapshot
from search.engines.embedded.rows import column, values_in
from search.engines.language.plan import Plan
from search.engines.ranking import sort_of, weights_that_reorder

_MOST_COUNTED = 500
"""Values counted in a facet: parcours and territories grow, a page shows a few dozen."""

MOST_HITS = 1_000
"""Hits given at once: a page has ten, an export asks again."""

_MOST_SETS = 20_000
"""Sets of values that documents have together in a facet: a few hundred at most, but counts must be exact."""

_LOOKED_AT = 500
"""Hits that may be read beyond those shown, to put them in the order of their weights; 50 are most often enough."""

_AT_ONCE = 50

Scored = Sequence[tuple[float, tantivy.DocAddress]]
"""Scores before the weights of kinds, best first, each with the address of its document in the index."""


@dataclass(frozen=True, slots=True)
class SnapshotQuestion:
    """A question put to one snapshot: what is asked, and who asks."""

    snapshot: Snapshot
    query: Query
    plan: Plan
    visible: Sequence[Clause]

    def page(self) -> tuple[int, tuple[Hit, ...]]:
        """How many documents answer, and those of the window asked for."""
        limit, offset = min(self.query.limit, MOST_HITS), max(self.query.offset, 0)
        if limit < 1 or offset >= self.snapshot.searcher.num_docs:
            # The library panics on a limit of 0, and reserves room for the offset.
            return self.snapshot.counts(self._matching()), ()
        sort = sort_of(self.query, self.plan)
        if sort != "relevance":
            total, found = self._search(self._matching(), limit, offset=offset, order=sort)
            return total, tuple(Hit(self.snapshot.uid(address), 0.0) for _, address in found)
        weights = weights_that_reorder(self.query, self.plan)
        if weights:
            total, hits = self._weighted(weights, offset + limit)
            return total, tuple(hits[offset:])
        total, found = self._search(self._scored(), limit, offset=offset)
        return total, tuple(self._read(found))

    def facets(self) -> Mapping[str, Mapping[str, int]]:
        """One pass for the facets without a selection, one more for each that has one: its own is left out."""
        counted, selected = self.query.counted, self.query.selected
        free = [name for name in counted if not selected.get(name)]
        counts = dict(_counts(self.snapshot, self._matching(), free)) if free else {}
        for name in set(counted) - set(free):
            counts.update(_counts(self.snapshot, self._matching(but=name), [name]))
        return {name: counts[name] for name in counted}

    def _matching(self, *, but: str = "") -> list[Clause]:
        """The clauses that decide whether a document answers, without those that only score it."""
        write = self.snapshot.write
        return [
            (Occur.Must, write.matching_query(self.plan)),
            *self.visible,
            *write.selected(self.query.selected, but=but),
        ]

    def _scored(self) -> list[Clause]:
        write = self.snapshot.write
        return [(Occur.Must, write.scoring_query(self.plan)), *self.visible, *write.selected(self.query.selected)]

    def _search(self, clauses: Sequence[Clause], limit: int, *, offset: int = 0, order: str = "") -> tuple[int, Scored]:
        wanted = tantivy.Query.boolean_query(clauses)
        searcher = self.snapshot.searcher
        found = searcher.search(wanted, limit, count=True, order_by_field=order or None, offset=offset)
        return int(found.count), found.hits  # type: ignore[attr-defined]

    def _weighted(self, weights: Mapping[str, float], wanted: int) -> tuple[int, list[Hit]]:
        """The first `wanted`, scores multiplied by the weights of kinds.

        Hits are read in the order of bare scores until no weight can bring a later one forward. With ten wanted and
        1.9 as the largest weight: once the tenth has a weighted score of 5.7, a bare score below 3 (5.7 / 1.9) stays
        behind whatever its kind, and reading stops. Where that takes too many hits, the kinds whose weights could
        still bring one forward are asked again, alone.
        """
        total, found = self._search(self._scored(), wanted + _LOOKED_AT)
        order = _Order(weights)
        best: list[Hit] = []
        for start in range(0, len(found), _AT_ONCE):
            best = order.best([*best, *self._read(found[start : start + _AT_ONCE])], wanted)
            following = found[start + _AT_ONCE :][:1]
            if following and not order.able_to_pass(best, wanted, following[0][0]):
                return total, order.weighted(best)
        if total > len(found):
            doubtful = order.able_to_pass(best, wanted, found[-1][0])
            best = [hit for hit in best if order.weight(hit) not in doubtful]
            for weight in doubtful:
                alike = self.snapshot.write.of_weight(weight, weights)
                best += self._read(self._search([*self._scored(), alike], wanted)[1])
        return total, order.weighted(order.best(best, wanted))

    def _read(self, found: Scored) -> list[Hit]:
        return [Hit(self.snapshot.uid(address), float(score)) for score, address in found]


@dataclass(frozen=True, slots=True)
class _Order:
    """The order of weighted scores; among equals the bare score, then the order of the index (sorts are stable)."""

    weights: Mapping[str, float]

    def weight(self, hit: Hit) -> float:
        return self.weights.get(hit.uid.partition(":")[0], 1.0)

    def best(self, hits: list[Hit], wanted: int) -> list[Hit]:
        return sorted(hits, key=self._rank)[:wanted]

    def weighted(self, hits: list[Hit]) -> list[Hit]:
        return [Hit(hit.uid, hit.score * self.weight(hit)) for hit in hits]

    def able_to_pass(self, best: list[Hit], wanted: int, score: float) -> list[float]:
        """The weights with which a document of this bare score, or less, would be among the best."""
        every = sorted({1.0, *self.weights.values()})
        if len(best) < wanted:
            return every
        worst = self._rank(best[-1])
        return [weight for weight in every if (-score * weight, -score) < worst]

    def _rank(self, hit: Hit) -> tuple[float, float]:
        return -hit.score * self.weight(hit), -hit.score


def _counts(snapshot: Snapshot, clauses: Sequence[Clause], names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    each = {name: {"terms": {"field": column(name), "size": _MOST_SETS}} for name in names}
    answer = snapshot.searcher.aggregate(tantivy.Query.boolean_query(clauses), each)
    return {name: _one_by_one(answer[name]["buckets"]) for name in names}


def _one_by_one(buckets: Iterable[Mapping[str, Any]]) -> Mapping[str, int]:
    """Documents by value, most frequent first, given documents by set of values."""
    counts: Counter[str] = Counter()
    for bucket in buckets:
        for value in values_in(str(bucket["key"])):
            counts[value] += int(bucket["doc_count"])
    return dict(sorted(counts.items(), key=lambda count: (-count[1], count[0]))[:_MOST_COUNTED])
