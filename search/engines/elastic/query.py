"""A plan, and who asks, translated into Elasticsearch queries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from elasticsearch_dsl import Q, Search
from elasticsearch_dsl.query import Query

from search.engines.base import FACETS, EngineUnavailable
from search.engines.explanation import ScoredPart
from search.engines.language.french import root
from search.engines.language.plan import Form, Pair, Plan, Term
from search.engines.language.weights import WEIGHTS
from search.engines.rows import facet_field, microseconds

_MOST_VALUES = 100
"""Values kept of a selection: more are not chosen by hand."""

_MOST_COUNTED = 500
"""Values counted in a facet: parcours and territories grow, a page shows a few dozen."""

_COUNTED_ON_SHARD = 5_000
"""Values that each shard reports: fewer, and the sums over several shards would not be exact."""

_APART = 1.4
"""What neighbours gain, times this: this engine counts words that stand apart for less than one occurrence, the other
for one. Measured on 1 500 questions: the two answer alike to 0.0003 as typed, 0.0000 mistyped; 0.0010 with 1."""


def term(field: str, value: str, /, boost: float = 1.0) -> Query:
    """Documents whose field holds a word."""
    return Q("term", **{field: {"value": value, "boost": boost}})


def phrase(words: Sequence[str], /, *, slop: int = 0, boost: float = 1.0) -> Query:
    """Documents whose text holds these stems in this order, `slop` words at most between them."""
    return Q("match_phrase", text=_phrase(words, slop, boost))


def part(part: ScoredPart, /, *, name: str) -> Query:
    """One part of an explanation, whose score the server gives under its name."""
    if len(part.words) > 1:
        return Q("match_phrase", **{part.field: _phrase(part.words, part.slop, part.boost) | {"_name": name}})
    return Q("term", **{part.field: {"value": part.words[0], "boost": part.boost, "_name": name}})


def named(uid: str, /) -> Query:
    """The one document of this uid."""
    return Q("ids", values=[_sendable(uid)])


def scoring_query(plan: Plan, /) -> Query:
    """The scoring part: what is asked, without who asks."""
    must = [_said(words) for words in plan.phrases]
    hard = [_asked(one) for one in plan.hard_terms]
    if hard:
        must.append(Q("bool", should=hard, minimum_should_match=plan.required))
    should = [_asked(one, boost=WEIGHTS.soft) for one in plan.soft_terms]
    should += [_family(one) for one in plan.hard_terms]
    should += [_near(pair) for pair in plan.pairs]
    excluded = [_said(words) for words in plan.excluded]
    unscored = [] if must else [Q("match_all")]
    return Q("bool", must=must, filter=unscored, should=should, must_not=excluded)


def weighed(core: Query, weights: Mapping[str, float], /) -> Query:
    """`core`, its scores multiplied by the weight of each document's kind."""
    if not weights:
        return core
    kinds: dict[float, list[str]] = {}
    for kind, weight in weights.items():
        kinds.setdefault(weight, []).append(kind)
    functions = [
        {"filter": one_of(facet_field("kind"), alike).to_dict(), "weight": weight} for weight, alike in kinds.items()
    ]
    return Q("function_score", query=core, functions=functions, score_mode="first", boost_mode="multiply")


def visible_to(groups: Iterable[str], now: datetime, /) -> list[Query]:
    """Only the documents that share a token with the asker, at a moment between their two dates."""
    moment = microseconds(now)
    begun, going = Q("range", visible_from={"lte": moment}), Q("range", visible_until={"gt": moment})
    return [one_of("groups", groups), begun, going]


def chosen(selected: Mapping[str, Sequence[str]], /, *, but: str = "") -> list[Query]:
    """OR inside a facet, AND between facets; `but` leaves one facet's own selection out."""
    unknown = set(selected) - set(FACETS)
    if unknown:
        raise EngineUnavailable(f"no facet is called {', '.join(sorted(unknown))}")
    return [one_of(facet_field(name), values) for name, values in selected.items() if values and name != but]


def one_of(field: str, values: Iterable[str], /) -> Query:
    """Documents whose field holds one of these values."""
    return Q("terms", **{field: [_sendable(str(value)) for value in values][:_MOST_VALUES]})


def all_of(scored: Query, filters: Sequence[Query], /) -> Query:
    """What `scored` finds among what passes every filter."""
    return Q("bool", must=[scored], filter=list(filters))


def count_facets(search: Search, selected: Mapping[str, Sequence[str]], names: Sequence[str], /) -> None:
    """Have the facets counted with the hits: one count for those without a selection, one for each that has one.

    The selections narrow the hits by a post filter, so that a count may leave its own out.
    """
    free = [name for name in names if not selected.get(name)]
    for group in [free, *([name] for name in names if name not in free)]:
        if not group:
            continue
        but = "" if group is free else group[0]
        narrowed = search.aggs.bucket(group[0], "filter", filter=Q("bool", filter=chosen(selected, but=but)))
        for name in group:
            counted: dict[str, Any] = {"field": facet_field(name), "size": _MOST_COUNTED}
            narrowed.bucket(name, "terms", shard_size=_COUNTED_ON_SHARD, **counted)


def read_facets(counted: Mapping[str, Any], names: Sequence[str], /) -> dict[str, dict[str, int]]:
    """The counts in an answer's aggregations, in the order of `names`."""
    told = {name: facet["buckets"] for group in counted.values() for name, facet in group.items() if name in names}
    return {name: {str(each["key"]): int(each["doc_count"]) for each in told[name]} for name in names}


def resembling(shared: Mapping[str, float], /, *, uid: str) -> Query:
    """Documents that hold the same rare words, the document itself left out."""
    should = [term("text", stem, boost) for stem, boost in shared.items()]
    return Q("bool", should=should, minimum_should_match=min(2, len(should)), must_not=[named(uid)])


def _asked(one: Term, *, boost: float = 1.0) -> Query:
    queries = [_said(wording.forms, boost=wording.weight) for wording in one.wordings]
    return Q("dis_max", queries=queries, tie_breaker=0.0, boost=boost)


def _family(one: Term) -> Query:
    """Words of the same family move a document up; they never make it found."""
    weighted = [
        term("roots", root(form.stem), wording.weight * WEIGHTS.root)
        for wording in one.wordings
        for form in wording.forms
    ]
    return Q("dis_max", queries=weighted, tie_breaker=0.0)


def _near(pair: Pair) -> Query:
    return phrase([pair.first.stem, pair.second.stem], slop=pair.slop, boost=pair.weight)


def _phrase(words: Sequence[str], slop: int, boost: float) -> dict[str, Any]:
    return {"query": " ".join(words), "slop": slop, "boost": boost * _APART if slop else boost}


def _said(forms: Sequence[Form], *, boost: float = 1.0) -> Query:
    if len(forms) > 1:
        return phrase([form.stem for form in forms], boost=boost)
    stem, exact = forms[0].stem, forms[0].exact
    fields = [
        term("text", stem),
        term("title", stem, WEIGHTS.title),
        term("keywords", stem, WEIGHTS.keywords),
        term("text_x", exact, WEIGHTS.exact),
    ]
    return Q("bool", should=fields, boost=boost)


def _sendable(value: str) -> str:
    """A lone surrogate, which only a hostile address bar sends, cannot be sent; replaced, it matches nothing."""
    return value.encode(errors="replace").decode()
