"""The words that corrections are drawn from: read when they are first needed, and again when they are old."""

import os
import threading
import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from search.engines.language.spelling import Speller

_SHARE = 100
"""Reading the words again takes at most one part in this many of the time: 0.7 s (187 000 words) every 70 s."""

_FIRST_WAIT = 1.0
"""Seconds to wait for another thread's first reading; a question is then answered without corrections."""

WordCounts = Iterable[tuple[str, int]]
"""Words as they are written, and how many documents hold each."""


@dataclass(frozen=True, slots=True)
class _LoadedWords:
    speller: Speller
    version: Hashable
    good_until: float


@dataclass(slots=True)
class KnownWords:
    """One a process, shared by its threads: one of them reads, the others keep what they had meanwhile."""

    age: float
    """Seconds that words may lag behind the index; 0: not at all."""
    _owner: int = 0
    _reading: threading.Lock = field(default_factory=threading.Lock)
    _held: _LoadedWords | None = None

    def speller(self, read: Callable[[], WordCounts], /, *, version: Hashable = None) -> Speller:
        """A speller of the words that `read` gives, read again when they are old and the index's `version` has changed.

        The lock is double-checked: whoever waited for another thread's reading uses it.
        """
        if self._owner != os.getpid():  # after a fork, the lock may be held by a thread that is gone
            self._reading, self._held, self._owner = threading.Lock(), None, os.getpid()
        known, reading = self._held, self._reading
        if known and _is_good(known, version):
            return known.speller
        if not reading.acquire(timeout=self._patience(known)):
            return known.speller if known else Speller(())
        try:
            if self._held is known or not (self._held and _is_good(self._held, version)):
                self._held = self._read(read, version)
            return self._held.speller
        finally:
            reading.release()

    def are_of(self, version: Hashable, /) -> bool:
        """Whether the words held were read from this very version of the index; no later reading is of an older one."""
        held = self._held if self._owner == os.getpid() else None
        return held is not None and version is not None and held.version == version

    def _patience(self, known: _LoadedWords | None) -> float:
        if not self.age:
            return -1  # for ever
        return 0 if known else _FIRST_WAIT

    def _read(self, read: Callable[[], WordCounts], version: Hashable) -> _LoadedWords:
        started = time.monotonic()
        speller = Speller(read())
        took = time.monotonic() - started
        return _LoadedWords(speller, version, started + (max(self.age, took * _SHARE) if self.age else 0))


def _is_good(held: _LoadedWords, version: Hashable) -> bool:
    return (version is not None and held.version == version) or time.monotonic() < held.good_until
