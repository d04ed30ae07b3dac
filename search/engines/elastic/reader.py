"""Asking Elasticsearch: questions and their answers, whole or not at all; and the words that the index knows."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from elasticsearch_dsl import A, MultiSearch, Q, Search
from elasticsearch_dsl.aggs import Agg
from elasticsearch_dsl.query import Query

from search.engines.base import PUBLIC
from search.engines.elastic.query import term, visible_to
from search.engines.elastic.server import Connection
from search.engines.language.french import Token, analyse
from search.engines.language.known_words import KnownWords
from search.engines.language.plan import Candidate, Form, Plan
from search.engines.language.spelling import Correction

_VOCABULARY_PART = 20_000
"""Words asked of the server at once, about: 190 000 are read in 8 s."""

_MOST_BUCKETS = 60_000
"""Parts are not quite alike; the server refuses more than 65 535."""

_MOST_ROUNDS = 5
"""Requests for the words of one question: those typed, what resembles the unknown ones, the synonyms of these."""

_PAGE_OF_DIGESTS = 5_000

ServerAnswer = dict[str, Any]
Lookup = tuple[str, str, bool]
"""A field, a word, and whether it must stand in a public document."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks one alias; an answer that some shard did not contribute to is an error."""

    connection: Connection
    alias: str

    def blank(self, *, like: str = "") -> Search:
        """A search to fill. Those of the same `like` go to the same copies of the index, so that pages follow on."""
        search = Search(using=self.connection.reading, index=self.alias).source(False)
        options: dict[str, Any] = {"allow_partial_search_results": False}
        if like:
            options["preference"] = hashlib.blake2b(like.encode(errors="replace"), digest_size=8).hexdigest()
        if self.connection.server.shards > 1:
            options["search_type"] = "dfs_query_then_fetch"  # rarity is then the same on every shard
        return search.params(**options)

    def answer(self, search: Search, /) -> ServerAnswer:
        """The server's answer to one question."""
        found: ServerAnswer = search.execute().to_dict()
        return found

    def answers(self, searches: Sequence[Search], /) -> list[ServerAnswer]:
        """The answers to several questions, put in one request."""
        together = MultiSearch(using=self.connection.reading, index=self.alias)
        for search in searches:
            together = together.add(search)
        return [found.to_dict() for found in together.execute()]

    def any_of_each(self, conditions: Sequence[Sequence[Query]], /) -> list[bool]:
        """For each set of conditions, whether a document satisfies them all: one request."""
        return (
            [_is_any(found) for found in self.answers([self.any_of(each) for each in conditions])] if conditions else []
        )

    def any_of(self, conditions: Sequence[Query], /) -> Search:
        """Asks whether a document satisfies all of these conditions."""
        return self.blank().query(Q("bool", filter=list(conditions))).extra(size=0, track_total_hits=1)

    def digests(self) -> Iterator[tuple[str, str]]:
        """Every uid held and the digest of its document, as they were at one moment."""
        search = Search(using=self.connection.writing, index=self.alias).source(False)
        search = search.extra(size=_PAGE_OF_DIGESTS, docvalue_fields=["digest"])
        for hit in search.params(allow_partial_search_results=False).iterate(keep_alive="1m"):
            yield str(hit.meta.id), str(hit.digest[0])

    def words(self) -> Iterator[tuple[str, int]]:
        """The words of public documents, as they are written, and how many documents hold each.

        Asked in parts that the server can hold; in order, page after page, it would sort all of them for each page.
        """
        counting = A("cardinality", field="words", precision_threshold=_VOCABULARY_PART)
        parts = 1 + int(self._of_words(counting)["value"]) // _VOCABULARY_PART
        for part in range(parts):
            of_the_part = {"partition": part, "num_partitions": parts}
            found = self._of_words(A("terms", field="words", size=_MOST_BUCKETS, include=of_the_part))
            for bucket in found["buckets"]:
                yield bucket["key"], bucket["doc_count"]

    def _of_words(self, aggregation: Agg) -> ServerAnswer:
        search = Search(using=self.connection.writing, index=self.alias).extra(size=0)  # the patience of a writer
        search.aggs.bucket("words", aggregation)
        answer: ServerAnswer = self.answer(search.params(allow_partial_search_results=False))["aggregations"]["words"]
        return answer


@dataclass(slots=True)
class ServerVocabulary:
    """What one asker may learn of the words of the index; fulfils `plan.Vocabulary`.

    A plan asks about one word at a time, a server is better asked about many: what is not known yet is noted and
    answered with a guess, then everything noted is asked in one request and the plan is made again.
    """

    reader: Reader
    known_words: KnownWords
    groups: tuple[str, ...]
    now: datetime
    _answers: dict[Lookup, bool] = field(default_factory=dict)
    _noted: set[Lookup] = field(default_factory=set)

    def knows(self, form: Form, /) -> bool:
        return self._look_up("text", form.stem, is_public=False, guess=True)

    def writes(self, form: Form, /) -> bool:
        return self._look_up("text_x", form.exact, is_public=False, guess=True)

    def nearest(self, token: Token, /) -> Sequence[Candidate]:
        """Each word is looked up again among what is public now: a page withdrawn takes its words along."""
        corrections = self.known_words.speller(self.reader.words).corrections(token.exact)
        return [Candidate(analyse(each.word)[0], each.likelihood) for each in self._public(corrections)]

    def inform(self, make: Callable[[], Plan], /) -> Plan:
        """The plan that `make` gives once nothing in it is a guess."""
        for _ in range(_MOST_ROUNDS):
            plan = make()
            if not self._noted:
                break
            self._ask()
        return plan

    def answer_beside(self, question: Search, plan: Plan, /) -> ServerAnswer:
        """The answer to the question itself; what is not known yet of its words is asked in the same request."""
        unknown = sorted({("text", form.stem, False) for form in plan.typed} - set(self._answers))
        if not unknown:
            return self.reader.answer(question)
        found, *told = self.reader.answers(
            [question, *(self.reader.any_of(each) for each in self._conditions(unknown))]
        )
        self._answers.update(zip(unknown, map(_is_any, told), strict=True))
        return found

    def _public(self, corrections: Iterable[Correction]) -> list[Correction]:
        found = [(each, self._look_up("words", each.word, is_public=True, guess=False)) for each in corrections]
        return [each for each, is_public in found if is_public]

    def _look_up(self, field: str, word: str, *, is_public: bool, guess: bool) -> bool:
        lookup = (field, word, is_public)
        if lookup not in self._answers:
            self._noted.add(lookup)
        return self._answers.get(lookup, guess)

    def _ask(self) -> None:
        noted = sorted(self._noted)
        self._noted.clear()
        self._answers.update(zip(noted, self.reader.any_of_each(self._conditions(noted)), strict=True))

    def _conditions(self, lookups: Iterable[Lookup]) -> list[list[Query]]:
        visible = {is_public: visible_to((PUBLIC,) if is_public else self.groups, self.now) for is_public in (0, 1)}
        return [[term(name, word), *visible[is_public]] for name, word, is_public in lookups]


def _is_any(found: ServerAnswer) -> bool:
    return bool(found["hits"]["total"]["value"])
