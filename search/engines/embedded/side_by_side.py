"""Two halves of an answer computed at once: the index library lets other threads run while it reads."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

Here = TypeVar("Here")
Aside = TypeVar("Aside")


@dataclass(slots=True)
class SideBySide:
    """One more thread in each process: a lone visitor waits for the longer half only, many share the processors."""

    _owner: int = 0
    _free: threading.Lock = field(default_factory=threading.Lock)
    _thread: ThreadPoolExecutor | None = None

    def both(self, here: Callable[[], Here], aside: Callable[[], Aside], /) -> tuple[Here, Aside]:
        """What the two give; one after the other when the second thread is busy already, or cannot be had."""
        if self._owner != os.getpid():
            self._start_afresh()
        free = self._free
        if not free.acquire(blocking=False):
            return here(), aside()
        try:
            begun = self._begun(aside)
            return here(), begun.result() if begun else aside()
        finally:
            free.release()

    def _begun(self, aside: Callable[[], Aside]) -> Future[Aside] | None:
        self._thread = self._thread or ThreadPoolExecutor(1, thread_name_prefix="search-aside")
        try:
            return self._thread.submit(aside)
        except RuntimeError:  # the process has as many threads as it may, or is ending
            return None

    def _start_afresh(self) -> None:
        """After a fork the parent's thread is not here, and its lock may be held for ever."""
        self._free, self._thread, self._owner = threading.Lock(), None, os.getpid()
