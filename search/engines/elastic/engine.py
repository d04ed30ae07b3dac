"""The second engine: an Elasticsearch server shared by every host, asked in the same words as the embedded one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError
from elasticsearch_dsl import Q, Search
from elasticsearch_dsl.query import Query as Clause

from search.engines.base import (
    PUBLIC,
    Changes,
    Document,
    EngineError,
    Health,
    Hit,
    IndexNotBuilt,
    IndexReport,
    Query,
    Results,
    Suggestion,
)
from search.engines.elastic import query as write
from search.engines.elastic.index import LONGEST_BEGINNING, Indices
from search.engines.elastic.reader import Reader, ServerAnswer, ServerVocabulary
from search.engines.elastic.server import Connection, ElasticServer, edge
from search.engines.elastic.writer import Writer, chunks
from search.engines.explanation import ScoredPart
from search.engines.language.french import analyse
from search.engines.language.known_words import KnownWords
from search.engines.language.plan import NOTHING_ASKED, Plan, absent, make_plan
from search.engines.ranking import sort_of, weights_that_reorder, words_to_share
from search.engines.rows import read_gist

__all__ = ["ElasticEngine", "ElasticServer"]

VOCABULARY_AGE = 60.0
"""Seconds a vocabulary may lag behind the index; what it proposes is checked against the index each time anyway."""

_MOST_HITS = 1_000
"""Hits given at once: a page has ten, an export asks again."""

_DEEPEST = 10_000
"""Hits that the server is willing to rank; beyond, only the counts are given."""

_MOST_ENDINGS = 30
"""Words tried, for the order of suggestions, as ends of the unfinished one."""


class ElasticEngine:
    """Fulfils SearchEngine. Make one a process and keep it; it may be made before a fork and used by any thread.

    The caller holds a lock so that writers exclude each other; here, an older write never wins (see `writer`).
    """

    name = "elasticsearch"

    def __init__(self, server: ElasticServer, /, *, vocabulary_age: float = VOCABULARY_AGE) -> None:
        """Nothing is asked of the server yet. `vocabulary_age`: seconds, 0 for a vocabulary that never lags."""
        self._connection = Connection(server)
        self._indices = Indices(self._connection)
        self._reader = Reader(self._connection, self._indices.alias)
        self._known_words = KnownWords(vocabulary_age)

    def index(self, documents: Iterable[Document], /) -> IndexReport:
        writer = Writer(self._connection, self._indices)
        with edge():
            return _all_of([writer.put(prepared, refresh=True) for prepared in chunks(documents)])

    def delete(self, uids: Iterable[str], /) -> None:
        writer = Writer(self._connection, self._indices)
        with edge():
            writer.remove(uids, refresh=True)

    def rebuild(
        self, documents: Iterable[Document], /, *, catch_up: Callable[[], Changes] | None = None
    ) -> IndexReport:
        with edge():
            with self._indices.new() as name:
                writer = Writer(self._connection, self._indices, building=name)
                reports = [writer.put(prepared, refresh=False) for prepared in chunks(documents)]
                self._indices.finish(name)
                changes = catch_up() if catch_up else Changes()
                reports += [writer.put(prepared, refresh=True) for prepared in chunks(changes.documents)]
                writer.remove(changes.deleted, refresh=True)
                left = self._indices.current()
                self._indices.switch(name)
            self._indices.sweep(keep=(name, *left))  # the one left stays until then: a reader may be reading it
        return _all_of(reports)

    def forget_replaced(self) -> None:
        with edge():
            in_use = self._indices.current()
            if not in_use:
                raise IndexNotBuilt("nothing is in use: rebuild, then forget the others")
            self._indices.forget_all_but(in_use)

    def drop(self) -> None:
        """Remove every index and template of this prefix, whoever made them."""
        with edge():
            self._indices.drop()

    def search(self, query: Query, /) -> Results:
        with edge():
            vocabulary = ServerVocabulary(self._reader, self._known_words, query.groups, query.now)
            plan = _plan(query, vocabulary)
            if plan.is_empty and not plan.excluded and query.text.strip():
                return Results(plan=plan)  # only signs were typed: nothing answers, rather than everything
            found = vocabulary.answer_beside(self._question(query, plan), plan)
            facets = write.read_facets(found.get("aggregations", {}), query.counted)
            total = found["hits"]["total"]["value"]
            return Results(
                total=total,
                hits=_hits(found),
                facets=facets,
                plan=plan,
                absent=absent(plan, vocabulary),
                may_lag=plan.is_compared,
            )

    def suggest(
        self, prefix: str, /, *, groups: tuple[str, ...] = (PUBLIC,), now: datetime | None = None, limit: int = 8
    ) -> tuple[Suggestion, ...]:
        with edge():
            words = analyse(prefix[:200])[:12]
            if not words or limit < 1:
                return ()
            visible = write.visible_to(groups, now or datetime.now(tz=UTC))
            begun = [write.term("title", word.stem) for word in words[:-1]]
            uids = self._finished(begun, words[-1].exact, visible, min(limit, _MOST_HITS))
            return tuple(Suggestion(uid, uid.partition(":")[0]) for uid in uids)

    def similar(
        self,
        uid: str,
        /,
        *,
        kinds: tuple[str, ...] = (),
        groups: tuple[str, ...] = (PUBLIC,),
        now: datetime | None = None,
        limit: int = 3,
    ) -> tuple[Hit, ...]:
        with edge():
            visible = write.visible_to(groups, now or datetime.now(tz=UTC))
            gist = self._gist(uid, visible)
            shared = self._shared(gist) if gist and limit > 0 else {}
            if not shared:
                return ()
            among = [*visible, *write.chosen({"kind": kinds})]
            search = self._reader.blank(like=uid).query(write.all_of(write.resembling(shared, uid=uid), among))
            return _hits(self._reader.answer(search.sort("_score", "-date").extra(size=min(limit, _MOST_HITS))))

    def digests(self) -> Mapping[str, str]:
        with edge():
            return dict(self._reader.digests())

    def health(self) -> Health:
        try:
            with edge():
                search = self._reader.blank().extra(size=0, track_total_hits=True)
                held = self._reader.answer(search)["hits"]["total"]["value"]
                return Health(name=self.name, is_ready=True, documents=held, detail=self._cluster())
        except EngineError as error:
            return Health(name=self.name, is_ready=False, detail=str(error))

    def warm(self) -> None:
        """The words that corrections are drawn from, which the first slip would wait for."""
        with edge():
            self._known_words.speller(self._reader.words)

    def worth(self, uid: str, parts: Sequence[ScoredPart], /) -> Sequence[float]:
        with edge():
            asked = {f"part {number}": write.part(part, name=f"part {number}") for number, part in enumerate(parts)}
            search = self._reader.blank().query(Q("bool", filter=[write.named(uid)], should=list(asked.values())))
            hits = self._reader.answer(search.params(include_named_queries_score=True))["hits"]["hits"]
            scores = hits[0].get("matched_queries", {}) if hits else {}
            return [float(scores.get(name, 0.0)) for name in asked]

    def _question(self, query: Query, plan: Plan) -> Search:
        ranked = write.weighed(write.scoring_query(plan), weights_that_reorder(query, plan))
        search = self._reader.blank(like=repr((query.text, query.groups)))
        search = search.query(write.all_of(ranked, write.visible_to(query.groups, query.now)))
        narrowing = write.chosen(query.selected)
        if narrowing:
            search = search.post_filter(Q("bool", filter=narrowing))
        if query.counted:
            write.count_facets(search, query.selected, query.counted)
        sort = sort_of(query, plan)
        search = search.sort("_score", "-date") if sort == "relevance" else search.sort(f"-{sort}")
        return search.extra(track_total_hits=True, **_window(query))

    def _finished(self, begun: Sequence[Clause], word: str, visible: Sequence[Clause], limit: int) -> list[str]:
        """Titles where the last word begins so; one slip is forgiven when no title that the asker may read does."""
        blank = self._reader.blank(like=word).sort("_score", "-date").extra(size=limit)
        begins = Q("prefix", title_x={"value": word})
        ends = Q("prefix", title_x={"value": word, "rewrite": f"top_terms_{_MOST_ENDINGS}"})
        hits = _hits(self._reader.answer(blank.query(_titles(begun, [begins, *visible], better=[ends]))))
        if hits or len(word) < 4 or self._reader.any_of_each([[begins, *visible]])[0]:
            return [hit.uid for hit in hits]
        near = {"value": word[:LONGEST_BEGINNING], "fuzziness": 1, "max_expansions": 200}
        slipped = Q("fuzzy", **{"title_x.begun": near})
        found = self._reader.answer(blank.query(_titles(begun, [slipped, *visible])))
        return [hit.uid for hit in _hits(found)]

    def _gist(self, uid: str, visible: Sequence[Clause]) -> Mapping[str, int]:
        search = self._reader.blank().query(Q("bool", filter=[write.named(uid), *visible])).source(["gist"])
        hits = self._reader.answer(search.extra(size=1))["hits"]["hits"]
        return read_gist(hits[0]["_source"]["gist"]) if hits else {}

    def _shared(self, gist: Mapping[str, int]) -> Mapping[str, float]:
        search = self._reader.blank().extra(size=0, track_total_hits=True)
        stems = {f"{number}": write.term("text", stem) for number, stem in enumerate(gist)}
        search.aggs.bucket("held", "filters", filters=stems)
        found = self._reader.answer(search)
        counts = found["aggregations"]["held"]["buckets"]
        held = {stem: counts[f"{number}"]["doc_count"] for number, stem in enumerate(gist)}
        return words_to_share(gist, held, documents=found["hits"]["total"]["value"])

    def _cluster(self) -> str:
        """The state of the cluster, for an operator. Never an error: a key may lack that right, a server be slow."""
        with suppress(ApiError, TransportError):
            told = self._connection.reading.cluster.health()
            return f"cluster {told['status']}, {told['number_of_nodes']} nodes, index {self._indices.alias}"
        return f"index {self._indices.alias}, of a cluster that does not say how it is"


def _plan(query: Query, vocabulary: ServerVocabulary) -> Plan:
    if not query.text.strip():
        return NOTHING_ASKED
    if query.exact:
        return make_plan(query.text)
    return vocabulary.inform(lambda: make_plan(query.text, synonyms=query.synonyms, vocabulary=vocabulary))


def _all_of(reports: Sequence[IndexReport]) -> IndexReport:
    rejected = tuple(bad for report in reports for bad in report.rejected)
    return IndexReport(sum(report.indexed for report in reports), rejected)


def _window(query: Query) -> dict[str, Any]:
    offset = max(query.offset, 0)
    limit = min(query.limit, _MOST_HITS, _DEEPEST - offset)
    return {"from_": offset, "size": limit} if limit > 0 else {"size": 0}


def _titles(begun: Sequence[Clause], filters: Sequence[Clause], *, better: Sequence[Clause] = ()) -> Clause:
    return Q("bool", must=list(begun), filter=list(filters), should=list(better))


def _hits(found: ServerAnswer) -> tuple[Hit, ...]:
    return tuple(Hit(str(hit["_id"]), float(hit["_score"] or 0.0)) for hit in found["hits"]["hits"])
