"""The default engine: tantivy inside the process, its index on the local disk, many readers, one writer at a time."""

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
from search.engines.embedded.answer import MOST_HITS, SnapshotQuestion
from search.engines.embedded.disk import IndexDirectory
from search.engines.embedded.edge import edge
from search.engines.embedded.explain import worth
from search.engines.embedded.query import Clause
from search.engines.embedded.reader import VOCABULARY_AGE, Readers, Snapshot, SnapshotVocabulary
from search.engines.embedded.rows import fingerprint, read_digests
from search.engines.embedded.side_by_side import SideBySide
from search.engines.embedded.soundness import Soundness
from search.engines.embedded.writer import LARGE_HEAP, PreparedRows, chunks, create, open_writer
from search.engines.explanation import ScoredPart
from search.engines.language.french import analyse
from search.engines.language.known_words import KnownWords
from search.engines.language.plan import NOTHING_ASKED, Plan, absent, make_plan
from search.engines.ranking import words_to_share
from search.engines.rows import read_gist

_MOST_ENDINGS = 30
"""Words tried for the unfinished word of a suggestion."""


class EmbeddedEngine:
    """Fulfils SearchEngine. Make one a process and keep it; it may be made before a fork and used by any thread."""

    name = "embedded"

    def __init__(self, root: Path, /, *, vocabulary_age: float = VOCABULARY_AGE) -> None:
        """`root`: a directory of its own, on a local disk; `vocabulary_age`: see `reader`."""
        self._directory = IndexDirectory(root, fingerprint())
        self._soundness = Soundness(self._directory)
        self._readers = Readers(self._directory, self._soundness, KnownWords(vocabulary_age))
        self._halves = SideBySide()

    def index(self, documents: Iterable[Document], /) -> IndexReport:
        prepared = PreparedRows(documents)
        if not (prepared.rows or prepared.rejected):
            return IndexReport()
        with self._soundness.watched(), self._directory.writing(), open_writer(self._directory.current()) as writer:
            return writer.put([prepared])

    def delete(self, uids: Iterable[str], /) -> None:
        unwanted = list(uids)
        if unwanted:
            with self._soundness.watched(), self._directory.writing(), open_writer(self._directory.current()) as writer:
                writer.remove(unwanted)

    def rebuild(
        self, documents: Iterable[Document], /, *, catch_up: Callable[[], Changes] | None = None
    ) -> IndexReport:
        with edge(), self._directory.rebuilding(), self._directory.new_generation() as generation:
            create(generation)
            with open_writer(generation, heap=LARGE_HEAP) as writer:
                reports = [writer.put(parts) for parts in chunks(documents)]
            with self._directory.writing():
                reports += self._caught_up(generation, catch_up() if catch_up else Changes())
                kept = self._kept_beside(generation)
                self._directory.switch(generation)
            self._directory.sweep(keep=kept)
        rejected = tuple(bad for report in reports for bad in report.rejected)
        return IndexReport(sum(report.indexed for report in reports), rejected)

    def forget_replaced(self) -> None:
        with edge(), self._directory.rebuilding():
            self._directory.sweep(keep=(self._directory.current(),), others_kept=0)

    def search(self, query: Query, /) -> Results:
        with self._soundness.watched():
            snapshot = self._readers.newest()
            visible = snapshot.write.visible_to(query.groups, query.now)
            in_step = self._readers.known_words.are_of(snapshot.stamp)
            vocabulary = SnapshotVocabulary(snapshot, self._readers, query.groups, query.now)
            plan = _plan(query, vocabulary)
            if plan.is_empty and not plan.excluded and query.text.strip():
                return Results(plan=plan)  # only signs were typed: nothing answers, rather than everything
            asked = SnapshotQuestion(snapshot, query, plan, visible)
            (total, hits), facets = self._halves.both(asked.page, asked.facets)
            return Results(
                total=total,
                hits=hits,
                facets=facets,
                plan=plan,
                absent=absent(plan, vocabulary),
                may_lag=plan.is_compared and not in_step,
            )

    def stamp(self) -> tuple[Path, tuple[int, int]]:
        """Another one after each commit or rebuild, by any process of this host. Raises IndexNotBuilt."""
        return self._readers.stamp()

    def suggest(
        self, prefix: str, /, *, groups: tuple[str, ...] = (PUBLIC,), now: datetime | None = None, limit: int = 8
    ) -> tuple[Suggestion, ...]:
        with self._soundness.watched():
            words = analyse(prefix[:200])[:12]
            if not words or limit < 1:
                return ()
            snapshot = self._readers.newest()
            visible = snapshot.write.visible_to(groups, now or datetime.now(tz=UTC))
            begun = [(Occur.Must, snapshot.write.term("title", word.stem)) for word in words[:-1]]
            last = _finished(snapshot, words[-1].exact, visible)
            query = tantivy.Query.boolean_query([*begun, (Occur.Must, last), *visible])
            found = snapshot.searcher.search(query, min(limit, MOST_HITS), count=False).hits
            uids = [snapshot.uid(address) for _, address in found]
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
        with self._soundness.watched():
            snapshot = self._readers.newest()
            visible = snapshot.write.visible_to(groups, now or datetime.now(tz=UTC))
            gist = _gist(snapshot, uid, visible)
            if not gist or limit < 1:
                return ()
            alike = snapshot.write.resembling(_shared(snapshot, gist), uid=uid)
            query = tantivy.Query.boolean_query([(Occur.Must, alike), *visible, *snapshot.write.kinds(kinds)])
            found = snapshot.searcher.search(query, min(limit, MOST_HITS), count=False).hits
            return tuple(Hit(snapshot.uid(address), float(score)) for score, address in found)

    def digests(self) -> Mapping[str, str]:
        with self._soundness.watched():
            snapshot = self._readers.newest()
            # Damaged files may answer wrongly without an error; this comparison has the time to check them first.
            self._soundness.check(snapshot.generation)
            still_there = tantivy.Query.all_query()  # without it, the words of deleted documents come too
            held = snapshot.searcher.terms_with_prefix("digest", "", filter_query=still_there)
            return read_digests(word for word, _ in held)

    def health(self) -> Health:
        try:
            with self._soundness.watched():
                snapshot = self._readers.newest()
                return Health(
                    name=self.name,
                    is_ready=True,
                    documents=snapshot.searcher.num_docs,
                    detail=f"generation {snapshot.generation.name}, {snapshot.searcher.num_segments} segments",
                )
        except EngineError as error:
            return Health(name=self.name, is_ready=False, detail=str(error))

    def warm(self) -> None:
        """The words that corrections are drawn from: a quarter of a second that the first slip would wait."""
        with self._soundness.watched():
            self._readers.speller(self._readers.newest())

    def worth(self, uid: str, parts: Sequence[ScoredPart], /) -> Sequence[float]:
        with self._soundness.watched():
            return worth(self._readers.newest(), uid, parts)

    def _caught_up(self, generation: Path, changes: Changes) -> list[IndexReport]:
        prepared, deleted = PreparedRows(changes.documents), list(changes.deleted)
        if not (prepared.rows or prepared.rejected or deleted):
            return []
        with open_writer(generation) as writer:
            report = writer.put([prepared])
            writer.remove(deleted)
        return [report]

    def _kept_beside(self, generation: Path) -> tuple[Path, ...]:
        """The new generation, and the one it replaces until the next rebuild: a reader may be about to open it."""
        try:
            return (generation, self._directory.current())
        except EngineError:
            return (generation,)


def _plan(query: Query, vocabulary: SnapshotVocabulary) -> Plan:
    if not query.text.strip():
        return NOTHING_ASKED
    if query.exact:
        return make_plan(query.text)
    return make_plan(query.text, synonyms=query.synonyms, vocabulary=vocabulary)


def _finished(snapshot: Snapshot, word: str, visible: Sequence[Clause]) -> tantivy.Query:
    """Every way the last word may end in a title the asker may read; one slip is forgiven when there is none."""
    filter_query = tantivy.Query.boolean_query([(Occur.Must, tantivy.Query.all_query()), *visible])
    ends = snapshot.searcher.terms_with_prefix("title_x", word, filter_query=filter_query, limit=_MOST_ENDINGS)
    if ends or len(word) < 4:
        return tantivy.Query.boolean_query([(Occur.Should, snapshot.write.term("title_x", end)) for end, _ in ends])
    return tantivy.Query.fuzzy_term_query(snapshot.index.schema, "title_x", word, 1, prefix=True)


def _gist(snapshot: Snapshot, uid: str, visible: Sequence[Clause]) -> Mapping[str, int]:
    query = tantivy.Query.boolean_query([(Occur.Must, snapshot.write.term("uid", uid)), *visible])
    found = snapshot.searcher.search(query, 1, count=False).hits
    return read_gist(bytes(snapshot.searcher.doc(found[0][1])["gist"][0])) if found else {}


def _shared(snapshot: Snapshot, gist: Mapping[str, int]) -> Mapping[str, float]:
    held = {stem: snapshot.searcher.doc_freq("text", stem) for stem in gist}
    return words_to_share(gist, held, documents=snapshot.searcher.num_docs)
