"""Reading the embedded index: opened once a process, refreshed when another process has written; its vocabulary."""

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import tantivy

from search.engines.base import PUBLIC
from search.engines.embedded.disk import IndexDirectory
from search.engines.embedded.query import Clause, QueryWriter
from search.engines.embedded.rows import register_analysis
from search.engines.embedded.soundness import Soundness
from search.engines.language.french import Token, analyse
from search.engines.language.known_words import KnownWords
from search.engines.language.plan import Candidate, Form
from search.engines.language.spelling import Speller
from search.engines.rows import facet_field

VOCABULARY_AGE = 60.0
"""Seconds a vocabulary may lag behind the index; what it proposes is checked against the index each time anyway."""

_MOST_GROUPS = 200
"""Sets of groups whose bound a snapshot remembers (see `hidden_at_most`); people share a few."""

CommitStamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index as it was at one commit; shared freely between threads."""

    generation: Path
    stamp: CommitStamp
    index: tantivy.Index
    searcher: tantivy.Searcher
    write: QueryWriter
    _found: dict[tuple[str, ...], tuple[datetime, int]] = field(default_factory=dict)

    def uid(self, address: tantivy.DocAddress, /) -> str:
        return str(self.searcher.doc(address)["uid"][0])

    def counts(self, clauses: Sequence[Clause], /) -> int:
        """How many documents satisfy every clause."""
        query = tantivy.Query.boolean_query(clauses)
        return int(self.searcher.search(query, 1, count=True).count)  # type: ignore[attr-defined]

    def hidden_at_most(self, groups: tuple[str, ...], now: datetime, /) -> int:
        """An upper bound: how many documents these groups may not find, deleted ones still in the files included.

        A word held by more documents than that is held by one that they may find: no search is needed to know it.
        Documents with an end date count as hidden, so that the bound holds from `now` on.
        """
        known = self._found.get(groups)
        if known is None or now < known[0]:
            if len(self._found) >= _MOST_GROUPS:
                self._found.clear()
            held = sum(count for _, count in self.searcher.terms_with_prefix(facet_field("kind"), ""))
            lasting = [*self.write.visible_to(groups, now), self.write.without_end()]
            known = self._found[groups] = (now, held - self.counts(lasting))
        return known[1]


@dataclass(slots=True)
class Readers:
    """Gives the newest snapshot. Opened late, so that a forked worker opens its own and sees the commits of others."""

    directory: IndexDirectory
    soundness: Soundness
    known_words: KnownWords = field(default_factory=lambda: KnownWords(VOCABULARY_AGE))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _owner: int = 0
    _snapshot: Snapshot | None = None

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

    def stamp(self) -> tuple[Path, CommitStamp]:
        """The generation and its last commit, without opening anything; raises IndexNotBuilt."""
        generation = self.directory.current()
        return generation, _stamp(generation)

    def speller(self, snapshot: Snapshot, /) -> Speller:
        """The words of public documents, read again when the index has changed and the last reading is old enough."""
        words = partial(snapshot.searcher.terms_with_prefix, "words", "")
        return self.known_words.speller(words, version=snapshot.stamp)

    def _start_afresh(self) -> None:
        """After a fork: nothing opened by the parent is used, its lock may even be held by a thread that is gone."""
        self._lock = threading.Lock()
        self._snapshot = None
        self._owner = os.getpid()

    def _refreshed(self, generation: Path) -> Snapshot:
        known = self._snapshot
        stamp = _stamp(generation)  # before reloading: a commit in between is then seen at the next question
        if known and known.generation == generation:
            index = known.index
            index.reload()
        else:
            self.soundness.check(generation)  # what is damaged may well open, and answer nonsense or crash later
            index = tantivy.Index.open(str(generation))
            register_analysis(index)
        return Snapshot(generation, stamp, index, index.searcher(), QueryWriter(index.schema))


@dataclass(frozen=True, slots=True)
class SnapshotVocabulary:
    """What one asker may learn of the words of the index; fulfils `plan.Vocabulary`."""

    snapshot: Snapshot
    readers: Readers
    groups: tuple[str, ...]
    now: datetime

    def knows(self, form: Form, /) -> bool:
        return self._exists("text", form.stem, self.groups)

    def writes(self, form: Form, /) -> bool:
        return self._exists("text_x", form.exact, self.groups)

    def nearest(self, token: Token, /) -> Sequence[Candidate]:
        """Each word is looked up again among what is public now: a page withdrawn takes its words along."""
        return [
            Candidate(analyse(correction.word)[0], correction.likelihood)
            for correction in self.readers.speller(self.snapshot).corrections(token.exact)
            if self._exists("words", correction.word, (PUBLIC,))
        ]

    def _exists(self, field: str, word: str, groups: tuple[str, ...]) -> bool:
        held = self.snapshot.searcher.doc_freq(field, word)
        if not held or held > self.snapshot.hidden_at_most(groups, self.now):
            return bool(held)
        visible = self.snapshot.write.visible_to(groups, self.now)
        return bool(self.snapshot.counts([(tantivy.Occur.Must, self.snapshot.write.term(field, word)), *visible]))


def _stamp(generation: Path) -> CommitStamp:
    status = (generation / "meta.json").stat()
    return status.st_mtime_ns, status.st_ino
