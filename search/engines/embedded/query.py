"""A plan, and who asks, translated into tantivy queries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import tantivy
from tantivy import Occur, Query

from search.engines.base import FACETS, PUBLIC
from search.engines.embedded.rows import RESTRICTED
from search.engines.language.french import root
from search.engines.language.plan import Form, Plan, Term
from search.engines.language.weights import WEIGHTS
from search.engines.rows import ALWAYS, facet_field, microseconds

Clause = tuple[Occur, Query]

_MOST_VALUES = 100
"""Values kept of a selection: more are not chosen by hand."""


class QueryWriter:
    """Writes queries for one schema; holds nothing else."""

    def __init__(self, schema: tantivy.Schema, /) -> None:
        self._schema = schema

    def term(self, field: str, value: str, /) -> Query:
        return Query.term_query(self._schema, field, value)

    def scoring_query(self, plan: Plan, /) -> Query:
        """The scoring part: what is asked, without who asks."""
        clauses = [(Occur.Must, self._said(phrase)) for phrase in plan.phrases]
        hard = [(Occur.Should, self._asked(term)) for term in plan.hard_terms]
        if hard:
            clauses.append((Occur.Must, Query.boolean_query(hard, minimum_number_should_match=plan.required)))
        if not clauses:
            clauses.append((Occur.Must, self._unscored(Query.all_query())))
        clauses += [(Occur.Should, Query.boost_query(self._asked(term), WEIGHTS.soft)) for term in plan.soft_terms]
        clauses += [(Occur.Should, self._family(term)) for term in plan.hard_terms]
        for pair in plan.pairs:
            near = Query.phrase_query(self._schema, "text", [pair.first.stem, pair.second.stem], pair.slop)
            clauses.append((Occur.Should, Query.boost_query(near, pair.weight)))
        clauses += [(Occur.MustNot, self._said(words)) for words in plan.excluded]
        return Query.boolean_query(clauses)

    def matching_query(self, plan: Plan, /) -> Query:
        """What `scoring_query` finds, without what only orders it: half of the work when nothing is scored.

        A word of the title or of the keywords is in the text too.
        """
        clauses = [(Occur.Must, self._said(phrase)) for phrase in plan.phrases]
        hard = [(Occur.Should, self._held(term)) for term in plan.hard_terms]
        if hard:
            clauses.append((Occur.Must, Query.boolean_query(hard, minimum_number_should_match=plan.required)))
        if not clauses:
            clauses.append((Occur.Must, Query.all_query()))
        clauses += [(Occur.MustNot, self._said(words)) for words in plan.excluded]
        return Query.boolean_query(clauses)

    def of_weight(self, weight: float, weights: Mapping[str, float], /) -> Clause:
        """Only the documents whose kind has this weight; a kind that is not named has 1."""
        if weight == 1.0:
            others = [kind for kind, other in weights.items() if other != 1.0]
            return Occur.MustNot, self._one_of(facet_field("kind"), others)
        return self._filter(self._one_of(facet_field("kind"), [kind for kind in weights if weights[kind] == weight]))

    def visible_to(self, groups: Iterable[str], now: datetime, /) -> list[Clause]:
        """Only the documents that share a token with the asker, at a moment between their two dates.

        The clauses leave out the few documents that are restricted, ended or not begun, which is quicker than to let
        all the others in. They need another clause that finds something to leave out from.
        """
        moment = microseconds(now)
        integer = tantivy.FieldType.Integer
        later = Query.range_query(self._schema, "visible_from", integer, moment, ALWAYS, include_lower=False)
        ended = Query.range_query(self._schema, "visible_until", integer, -ALWAYS, moment)
        held = list(groups)
        if PUBLIC not in held:
            return [self._filter(self._one_of("groups", held)), (Occur.MustNot, later), (Occur.MustNot, ended)]
        return [(Occur.MustNot, self._kept_from(held)), (Occur.MustNot, later), (Occur.MustNot, ended)]

    def _kept_from(self, groups: list[str]) -> Query:
        """The documents that are not everybody's, nor of these groups."""
        restricted = self.term("restricted", RESTRICTED)
        if len(groups) == 1:
            return restricted
        return Query.boolean_query([(Occur.Must, restricted), (Occur.MustNot, self._one_of("groups", groups))])

    def without_end(self) -> Clause:
        """Documents that no date will hide."""
        integer = tantivy.FieldType.Integer
        return self._filter(Query.range_query(self._schema, "visible_until", integer, ALWAYS, ALWAYS))

    def selected(self, selected: Mapping[str, Sequence[str]], /, *, but: str = "") -> list[Clause]:
        """OR inside a facet, AND between facets; `but` leaves one facet's own selection out."""
        unknown = set(selected) - set(FACETS)
        if unknown:
            raise ValueError(f"no facet is called {', '.join(sorted(unknown))}")
        chosen = {name: values for name, values in selected.items() if values and name != but}
        return [self._filter(self._one_of(facet_field(name), values)) for name, values in chosen.items()]

    def kinds(self, kinds: Sequence[str], /) -> list[Clause]:
        return self.selected({"kind": kinds})

    def resembling(self, shared: Mapping[str, float], /, *, uid: str) -> Query:
        """Documents that hold the same rare words, the document itself left out."""
        if not shared:
            return Query.empty_query()
        should = [(Occur.Should, Query.boost_query(self.term("text", stem), boost)) for stem, boost in shared.items()]
        alike = Query.boolean_query(should, minimum_number_should_match=min(2, len(should)))
        return Query.boolean_query([(Occur.Must, alike), (Occur.MustNot, self.term("uid", uid))])

    def _asked(self, term: Term) -> Query:
        queries = [Query.boost_query(self._said(wording.forms), wording.weight) for wording in term.wordings]
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, 0.0)

    def _held(self, term: Term) -> Query:
        held = [
            (Occur.Should, query)
            for wording in term.wordings
            for query in (
                [self.term("text", wording.forms[0].stem), self.term("text_x", wording.forms[0].exact)]
                if len(wording.forms) == 1
                else [self._said(wording.forms)]
            )
        ]
        return Query.boolean_query(held)

    def _family(self, term: Term) -> Query:
        """Words of the same family move a document up; they never make it found."""
        weighted = [
            Query.boost_query(self.term("roots", root(form.stem)), wording.weight * WEIGHTS.root)
            for wording in term.wordings
            for form in wording.forms
        ]
        return Query.disjunction_max_query(weighted, 0.0)

    def _said(self, forms: Sequence[Form]) -> Query:
        if len(forms) == 1:
            return self._word(forms[0])
        return Query.phrase_query(self._schema, "text", [form.stem for form in forms])

    def _word(self, form: Form) -> Query:
        fields = [
            self.term("text", form.stem),
            Query.boost_query(self.term("title", form.stem), WEIGHTS.title),
            Query.boost_query(self.term("keywords", form.stem), WEIGHTS.keywords),
            Query.boost_query(self.term("text_x", form.exact), WEIGHTS.exact),
        ]
        return Query.boolean_query([(Occur.Should, query) for query in fields])

    def _one_of(self, field: str, values: Iterable[str]) -> Query:
        # A lone surrogate, which only a hostile address bar sends, cannot be handed over; replaced, it matches nothing.
        known = [str(value).encode(errors="replace").decode() for value in values][:_MOST_VALUES]
        if len(known) == 1:
            return self.term(field, known[0])
        return Query.term_set_query(self._schema, field, known)

    def _filter(self, query: Query) -> Clause:
        return (Occur.Must, self._unscored(query))

    def _unscored(self, query: Query) -> Query:
        return Query.const_score_query(query, 0.0)
