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
class _OfProcess:
    """The second thread of one process. After a fork the parent's is not here, and its lock may be held for ever."""

    owner: int = field(default_factory=os.getpid)
    free: threading.Lock = field(default_factory=threading.Lock)
    thread: ThreadPoolExecutor | None = None


@dataclass(slots=True)
class SideBySide:
    """One more thread in each process: a lone visitor waits for the longer half only, many share the processors."""

    _ours: _OfProcess = field(default_factory=_OfProcess)

    def both(self, here: Callable[[], Here], aside: Callable[[], Aside], /) -> tuple[Here, Aside]:
        """What the two give; one after the other when the second thread is busy already, or cannot be had."""
        if self._ours.owner != os.getpid():  # two threads may see it at once: each has one whole, and the last stays
            self._ours = _OfProcess()
        ours = self._ours
        if not ours.free.acquire(blocking=False):
            return here(), aside()
        try:
            begun = _begun(ours, aside)
            return here(), begun.result() if begun else aside()
        finally:
            ours.free.release()


def _begun(ours: _OfProcess, aside: Callable[[], Aside]) -> Future[Aside] | None:
    ours.thread = ours.thread or ThreadPoolExecutor(1, thread_name_prefix="search-aside")
    try:
        return ours.thread.submit(aside)
    except RuntimeError:  # the process has as many threads as it may, or is ending
        return None
