"""What every engine decides alike about the order of an answer: the sort, the weights of kinds, what resembles what."""

import math
from collections.abc import Mapping

from search.engines.base import Query, Sort
from search.engines.language.plan import Plan

_MOST_RESEMBLED = 25
"""Words that make two documents alike; the next ones are shared by everybody."""


def sort_of(query: Query, plan: Plan, /) -> Sort:
    """The sort asked for; where nothing is asked there is nothing to be relevant to, and the newest come first."""
    return "date" if query.sort == "relevance" and plan.is_empty else query.sort


def weights_that_reorder(query: Query, plan: Plan, /) -> Mapping[str, float]:
    """The weights that change the order: none without scores, none among documents of one kind."""
    if sort_of(query, plan) != "relevance" or len(query.selected.get("kind", ())) == 1:
        return {}
    return {kind: weight for kind, weight in query.kind_weights.items() if weight != 1.0}


def words_to_share(gist: Mapping[str, int], held: Mapping[str, int], /, *, documents: int) -> Mapping[str, float]:
    """The stems by which others may resemble a document, and the boost of each.

    `gist`: stem → times in the document; `held`: stem → documents that hold it, out of `documents`.
    A stem that only this document holds is left out: it leads to no other document.
    """
    rarity = {stem: math.log(1 + documents / count) for stem, count in held.items() if count > 1}
    telling = sorted(rarity, key=lambda stem: -rarity[stem] * math.sqrt(gist[stem]))
    return {stem: math.sqrt(gist[stem]) for stem in telling[:_MOST_RESEMBLED]}
