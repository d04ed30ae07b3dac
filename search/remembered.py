"""What every search reads and people seldom change, kept in the memory of each process."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

LOOK_EVERY = 20.0
"""Seconds between two looks at the database: a change made in another process counts well within a minute."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Held(Generic[T]):
    value: T
    version: Hashable
    fresh_until: float


class Remembered(Generic[T]):
    """Something built from rows, built again when they have changed; one object a process, shared by its threads.

    `version` is one cheap query whose answer changes with the rows, deletions included; `build` reads them all.
    """

    def __init__(self, *, version: Callable[[], Hashable], build: Callable[[], T]) -> None:
        self._version = version
        self._build = build
        self._held: _Held[T] | None = None
        self._forgotten = 0
        self._reading = threading.Lock()

    def get(self) -> T:
        """The thing as it was at most `LOOK_EVERY` seconds ago; as it is now, when `forget` was called."""
        held = self._held
        if held is not None and time.monotonic() < held.fresh_until:
            return held.value
        if held is None:
            self._reading.acquire()
        elif not self._reading.acquire(blocking=False):
            return held.value  # another thread is looking: who has an answer does not wait for it
        try:
            return self._look().value
        finally:
            self._reading.release()

    def forget(self) -> None:
        """Look again at the next question: the rows have just changed in this process."""
        self._forgotten += 1
        self._held = None

    def _look(self) -> _Held[T]:
        before, held = self._forgotten, self._held
        if held is not None and time.monotonic() < held.fresh_until:
            return held
        version = self._version()
        value = held.value if held is not None and held.version == version else self._build()
        looked = _Held(value, version, time.monotonic() + LOOK_EVERY)
        if before == self._forgotten:  # what changed while we were reading must be read again
            self._held = looked
        return looked
