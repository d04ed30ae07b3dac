"""The default engine: tantivy inside the process, its index on the local disk, many readers, one writer at a time."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import tantivy
from tantivy import Occur

from search.engines.base import (
    PUBLIC,
    Changes,
    Document,
    EngineError,
    Health,
    Hit,
    IndexReport,
    Query,
    Results,
    Suggestion,
)
from search.engines.embedded_disk import IndexDirectory
from search.engines.embedded_edge import edge
from search.engines.embedded_query import Clause
from search.engines.embedded_reader import VOCABULARY_AGE, AskersVocabulary, Readers, Snapshot
from search.engines.embedded_rows import facet_field, fingerprint, read_gist
from search.engines.embedded_writer import LARGE_HEAP, Prepared, chunks, create, open_writer
from search.engines.french import analyse
from search.engines.plan import NOTHING_ASKED, Plan, make_plan

_MOST_COUNTED = 500
"""Values counted in a facet: parcours and territories grow, a page shows a few dozen."""

_MOST_HITS = 1_000
"""Hits given at once: a page has ten, an export asks again."""

_MOST_ENDINGS = 30
"""Words tried for the unfinished word of a suggestion."""


class EmbeddedEngine:
    """Fulfils SearchEngine. Make one a process and keep it; it may be made before a fork and used by any thread."""

    name = "embedded"

    def __init__(self, root: Path, /, *, vocabulary_age: float = VOCABULARY_AGE) -> None:
        """`root`: a directory of its own, on a local disk; `vocabulary_age`: see embedded_reader."""
        self._directory = IndexDirectory(root, fingerprint())
        self._readers = Readers(self._directory, vocabulary_age)

    def index(self, documents: Iterable[Document], /) -> IndexReport:
        prepared = Prepared(documents)
        if not (prepared.rows or prepared.rejected):
            return IndexReport()
        with edge(), self._directory.writing(), open_writer(self._directory.current()) as writer:
            return writer.put(prepared)

    def delete(self, uids: Iterable[str], /) -> None:
        unwanted = list(uids)
        if unwanted:
            with edge(), self._directory.writing(), open_writer(self._directory.current()) as writer:
                writer.remove(unwanted)

    def rebuild(
        self, documents: Iterable[Document], /, *, catch_up: Callable[[], Changes] | None = None
    ) -> IndexReport:
        with edge(), self._directory.rebuilding():
            generation = self._directory.new_generation()
            create(generation)
            with open_writer(generation, heap=LARGE_HEAP) as writer:
                reports = [writer.put(prepared) for prepared in chunks(documents)]
            with self._directory.writing():
                reports += self._caught_up(generation, catch_up() if catch_up else Changes())
                kept = self._kept_beside(generation)
                self._directory.switch(generation)
            self._directory.sweep(keep=kept)
        rejected = tuple(bad for report in reports for bad in report.rejected)
        return IndexReport(sum(report.indexed for report in reports), rejected)

    def search(self, query: Query, /) -> Results:
        with edge():
            snapshot = self._readers.newest()
            visible = snapshot.write.visible_to(query.groups, query.now)
            plan = self._plan(query, snapshot, visible)
            if plan.is_empty and not plan.excluded and query.text.strip():
                return Results(plan=plan)  # only signs were typed: nothing answers, rather than everything
            core = snapshot.write.anything_of(plan)
            asked = [(Occur.Must, core), *visible]
            ranked = snapshot.write.weighed(core, _telling_weights(query, plan))
            clauses = [(Occur.Must, ranked), *visible, *snapshot.write.selected(query.selected)]
            total, hits = _page(snapshot, clauses, query, plan)
            return Results(total=total, hits=hits, facets=_facets(snapshot, asked, query), plan=plan)

    def suggest(
        self, prefix: str, /, *, groups: tuple[str, ...] = (PUBLIC,), now: datetime | None = None, limit: int = 8
    ) -> tuple[Suggestion, ...]:
        with edge():
            words = analyse(prefix[:200])[:12]
            if not words or limit < 1:
                return ()
            snapshot = self._readers.newest()
            visible = snapshot.write.visible_to(groups, now or datetime.now(tz=UTC))
            begun = [(Occur.Must, snapshot.write.term("title", word.stem)) for word in words[:-1]]
            last = _finished(snapshot, words[-1].exact, visible)
            query = tantivy.Query.boolean_query([*begun, (Occur.Must, last), *visible])
            found = snapshot.searcher.search(query, min(limit, _MOST_HITS), count=False).hits
            uids = [_uid(snapshot, address) for _, address in found]
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
            snapshot = self._readers.newest()
            visible = snapshot.write.visible_to(groups, now or datetime.now(tz=UTC))
            gist = _gist(snapshot, uid, visible)
            if not gist or limit < 1:
                return ()
            alike = snapshot.write.resembling(gist, _rarities(snapshot, gist), uid=uid)
            query = tantivy.Query.boolean_query([(Occur.Must, alike), *visible, *snapshot.write.kinds(kinds)])
            found = snapshot.searcher.search(query, min(limit, _MOST_HITS), count=False).hits
            return tuple(Hit(_uid(snapshot, address), float(score)) for score, address in found)

    def uids(self) -> frozenset[str]:
        with edge():
            searcher = self._readers.newest().searcher
            held = searcher.terms_with_prefix("uid", "", filter_query=tantivy.Query.all_query())
            return frozenset(uid for uid, _ in held)

    def health(self) -> Health:
        try:
            with edge():
                snapshot = self._readers.newest()
                return Health(
                    name=self.name,
                    is_ready=True,
                    documents=snapshot.searcher.num_docs,
                    detail=f"generation {snapshot.generation.name}, {snapshot.searcher.num_segments} segments",
                )
        except EngineError as error:
            return Health(name=self.name, is_ready=False, detail=str(error))

    def _plan(self, query: Query, snapshot: Snapshot, visible: Sequence[Clause]) -> Plan:
        if not query.text.strip():
            return NOTHING_ASKED
        if query.exact:
            return make_plan(query.text)
        to_all = snapshot.write.visible_to((PUBLIC,), query.now)
        vocabulary = AskersVocabulary(snapshot, self._readers, visible, to_all)
        return make_plan(query.text, synonyms=query.synonyms, vocabulary=vocabulary)

    def _caught_up(self, generation: Path, changes: Changes) -> list[IndexReport]:
        prepared, deleted = Prepared(changes.documents), list(changes.deleted)
        if not (prepared.rows or prepared.rejected or deleted):
            return []
        with open_writer(generation) as writer:
            report = writer.put(prepared)
            writer.remove(deleted)
        return [report]

    def _kept_beside(self, generation: Path) -> tuple[Path, ...]:
        """The generation left stays until the next rebuild: a reader may be about to open it."""
        try:
            return (generation, self._directory.current())
        except EngineError:
            return (generation,)


def _telling_weights(query: Query, plan: Plan) -> Mapping[str, float]:
    """The weights that change the order: none without scores, none among documents of one kind."""
    if query.sort != "relevance" or plan.is_empty or len(query.selected.get("kind", ())) == 1:
        return {}
    return query.kind_weights


def _page(snapshot: Snapshot, clauses: Sequence[Clause], query: Query, plan: Plan) -> tuple[int, tuple[Hit, ...]]:
    wanted = tantivy.Query.boolean_query(clauses)
    limit = min(query.limit, _MOST_HITS)
    offset = max(query.offset, 0)
    if limit < 1 or offset >= snapshot.searcher.num_docs:  # the library panics on 0, and reserves memory for the offset
        return snapshot.counts(clauses), ()
    sort = "date" if query.sort == "relevance" and plan.is_empty else query.sort
    order = None if sort == "relevance" else sort
    found = snapshot.searcher.search(wanted, limit, count=True, order_by_field=order, offset=offset)
    hits = tuple(Hit(_uid(snapshot, address), 0.0 if order else float(value)) for value, address in found.hits)
    return int(found.count), hits  # type: ignore[attr-defined]


def _facets(snapshot: Snapshot, asked: Sequence[Clause], query: Query) -> Mapping[str, Mapping[str, int]]:
    """One pass for the facets without a selection, one more for each that has one: its own is left out."""
    free = [name for name in query.counted if not query.selected.get(name)]
    counts: dict[str, Mapping[str, int]] = {}
    if free:
        counts.update(_counts(snapshot, [*asked, *snapshot.write.selected(query.selected)], free))
    for name in set(query.counted) - set(free):
        counts.update(_counts(snapshot, [*asked, *snapshot.write.selected(query.selected, but=name)], [name]))
    return {name: counts[name] for name in query.counted}


def _counts(snapshot: Snapshot, clauses: Sequence[Clause], names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    each = {name: {"terms": {"field": facet_field(name), "size": _MOST_COUNTED}} for name in names}
    answer = snapshot.searcher.aggregate(tantivy.Query.boolean_query(clauses), each)
    return {name: {str(b["key"]): int(b["doc_count"]) for b in answer[name]["buckets"]} for name in names}


def _finished(snapshot: Snapshot, word: str, visible: Sequence[Clause]) -> tantivy.Query:
    """Every way the last word may end in a title the asker may read; one slip is forgiven when there is none."""
    filter_query = tantivy.Query.boolean_query(visible)
    ends = snapshot.searcher.terms_with_prefix("title_x", word, filter_query=filter_query, limit=_MOST_ENDINGS)
    if ends or len(word) < 4:
        return tantivy.Query.boolean_query([(Occur.Should, snapshot.write.term("title_x", end)) for end, _ in ends])
    return tantivy.Query.fuzzy_term_query(snapshot.index.schema, "title_x", word, 1, prefix=True)


def _gist(snapshot: Snapshot, uid: str, visible: Sequence[Clause]) -> Mapping[str, int]:
    query = tantivy.Query.boolean_query([(Occur.Must, snapshot.write.term("uid", uid)), *visible])
    found = snapshot.searcher.search(query, 1, count=False).hits
    return read_gist(bytes(snapshot.searcher.doc(found[0][1])["gist"][0])) if found else {}


def _rarities(snapshot: Snapshot, gist: Mapping[str, int]) -> Mapping[str, float]:
    """How telling each stem is; one that only this document holds tells of no other."""
    documents = snapshot.searcher.num_docs
    held = {stem: snapshot.searcher.doc_freq("text", stem) for stem in gist}
    return {stem: math.log(1 + documents / count) for stem, count in held.items() if count > 1}


def _uid(snapshot: Snapshot, address: tantivy.DocAddress) -> str:
    return str(snapshot.searcher.doc(address)["uid"][0])
