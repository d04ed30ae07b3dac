"""What a page of results asks of an engine: the ids, every facet, the weights of kinds, synonyms, ten extracts."""

from collections.abc import Mapping

from bench.corpus import Question
from home.words_of_search import VOCABULARY
from search.engines.base import Query, Results, SearchEngine
from search.engines.language.extracts import best_extract, marked
from search.engines.language.synonyms import SynonymTable
from search.things.registry import kind_weights

Texts = Mapping[str, tuple[str, str]]
"""uid → title and text, as the database would give them."""


def vocabulary() -> tuple[Mapping[str, float], SynonymTable]:
    """The weights of kinds that are in force, and the words that a new site takes for the same."""
    return kind_weights(), SynonymTable([[term.strip() for term in group.split(",")] for group in VOCABULARY])


def full_answer(
    engine: SearchEngine,
    question: Question,
    /,
    *,
    texts: Texts,
    weights: Mapping[str, float],
    synonyms: SynonymTable,
) -> Results:
    """Everything but the reading of the database and the template."""
    results = engine.search(
        Query(text=question.text, selected=question.selected, kind_weights=weights, synonyms=synonyms)
    )
    for hit in results.hits:
        title, text = texts[hit.uid]
        marked(text=title, plan=results.plan)
        best_extract(text=text, plan=results.plan)
    return results
