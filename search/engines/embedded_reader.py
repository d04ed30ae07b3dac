"""Reading the embedded index: opened once a process, refreshed when another process has written; its vocabulary."""

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import tantivy

from search.engines.embedded_disk import IndexDirectory
from search.engines.embedded_query import Clause, QueryWriter
from search.engines.embedded_rows import register_analysis
from search.engines.french import Token, analyse
from search.engines.plan import Candidate, Form
from search.engines.spelling import Speller

VOCABULARY_AGE = 60.0
"""Seconds a vocabulary may lag behind the index; what it proposes is checked against the index each time anyway."""

_VOCABULARY_SHARE = 100
"""Reading the words again takes at most one part in this many of the time: 0.7 s (187 000 words) every 70 s."""

Stamp = tuple[int, int]


@dataclass(slots=True)
class _Spelling:
    """A vocabulary and when it goes stale."""

    stamp: Stamp
    speller: Speller
    good_until: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index as it was at one commit; shared freely between threads."""

    generation: Path
    stamp: Stamp
    index: tantivy.Index
    searcher: tantivy.Searcher
    write: QueryWriter

    def counts(self, clauses: Sequence[Clause], /) -> int:
        """How many documents satisfy every clause."""
        query = tantivy.Query.boolean_query(clauses)
        return int(self.searcher.search(query, 1, count=True).count)  # type: ignore[attr-defined]


@dataclass(slots=True)
class Readers:
    """Gives the newest snapshot. Opened late, so that a forked worker opens its own and sees the commits of others."""

    directory: IndexDirectory
    vocabulary_age: float = VOCABULARY_AGE
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _owner: int = 0
    _snapshot: Snapshot | None = None
    _spelling: _Spelling | None = None

    def newest(self) -> Snapshot:
        """The index as last committed by anybody; raises IndexNotBuilt."""
        if self._owner != os.getpid():
            self._start_afresh()
        generation = self.directory.current()
        stamp = _stamp(generation)
        snapshot = self._snapshot
        if snapshot and snapshot.generation == generation and snapshot.stamp == stamp:
            return snapshot
        with self._lock:
            self._snapshot = self._refreshed(generation)
            return self._snapshot

    def speller(self, snapshot: Snapshot, /) -> Speller:
        """The words of public documents, read again when the index has changed and the last reading is old enough."""
        spelling = self._spelling
        if spelling and (spelling.stamp == snapshot.stamp or time.monotonic() < spelling.good_until):
            return spelling.speller
        with self._lock:
            started = time.monotonic()
            speller = Speller(snapshot.searcher.terms_with_prefix("words", ""))
            took = time.monotonic() - started
            good_until = started + max(self.vocabulary_age, took * _VOCABULARY_SHARE if self.vocabulary_age else 0)
            self._spelling = _Spelling(snapshot.stamp, speller, good_until)
            return speller

    def _start_afresh(self) -> None:
        """After a fork: nothing opened by the parent is used, its lock may even be held by a thread that is gone."""
        self._lock = threading.Lock()
        self._snapshot = self._spelling = None
        self._owner = os.getpid()

    def _refreshed(self, generation: Path) -> Snapshot:
        known = self._snapshot
        stamp = _stamp(generation)  # before reloading: a commit in between is then seen at the next question
        if known and known.generation == generation:
            index = known.index
            index.reload()
        else:
            index = tantivy.Index.open(str(generation))
            register_analysis(index)
        return Snapshot(generation, stamp, index, index.searcher(), QueryWriter(index.schema))


@dataclass(frozen=True, slots=True)
class AskersVocabulary:
    """What one asker may learn of the words of the index; fulfils `plan.Vocabulary`."""

    snapshot: Snapshot
    readers: Readers
    visible: Sequence[Clause]
    visible_to_all: Sequence[Clause]

    def knows(self, form: Form, /) -> bool:
        if not self.snapshot.searcher.doc_freq("text", form.stem):
            return False
        return self._exists("text", form.stem, self.visible)

    def nearest(self, token: Token, /) -> Sequence[Candidate]:
        """Each word is looked up again among what is public now: a page withdrawn takes its words along."""
        return [
            Candidate(analyse(correction.word)[0], correction.likelihood)
            for correction in self.readers.speller(self.snapshot).corrections(token.exact)
            if self._exists("words", correction.word, self.visible_to_all)
        ]

    def _exists(self, field: str, word: str, visible: Sequence[Clause]) -> bool:
        clause = (tantivy.Occur.Must, self.snapshot.write.term(field, word))
        return bool(self.snapshot.counts([clause, *visible]))


def _stamp(generation: Path) -> Stamp:
    status = (generation / "meta.json").stat()
    return status.st_mtime_ns, status.st_ino
