"""Work that follows a commit, done by a thread of this process: nobody waits for it, and nothing is lost without it.

What has to be done is in the database (the mails' table, the search outbox); a `Worker` only wakes up, drains, and
sleeps again. A process killed in between leaves its rows to the next one: every commit, start-up or timer wakes it.
"""

import logging
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections, connection, transaction

logger = logging.getLogger(__name__)
RETRY_EVERY = 30.0  # seconds between two looks while something waits for its next try


class Worker:
    """A sleeping thread that runs `drain` until it says that nothing is left to try.

    `drain` does one round and returns how many rows still wait (0: sleep until woken). `retry_every`: seconds between
    two looks while some do; `look_every`: seconds between two looks when none does, for what other processes wrote.
    `settle`: seconds to leave to whoever woke it, whose request goes on after its commit; a burst is drained together,
    as with a debounce, but what wakes the thread meanwhile does not prolong the wait.
    """

    def __init__(
        self,
        *,
        name: str,
        drain: Callable[[], int],
        retry_every: float = RETRY_EVERY,
        look_every: float | None = None,
        settle: float = 0.0,
    ) -> None:
        self.name = name
        self._drain = drain
        self._retry_every = retry_every
        self._look_every = look_every
        self._settle = settle
        self._wanted = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake_after_commit(self) -> None:
        """Wake the thread once the caller's transaction is committed; at once outside one."""
        if settings.BACKGROUND_WORK:
            transaction.on_commit(self.wake, robust=True)

    def wake(self) -> None:
        """Wake the thread, starting it if this process (or this fork) has none yet."""
        self._wanted.set()
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
                self._thread.start()

    def _run(self) -> None:
        waiting = 0
        while True:
            is_woken = self._wanted.wait(timeout=self._retry_every if waiting else self._look_every)
            if not (is_woken or settings.BACKGROUND_WORK):
                continue  # nobody asked, and this process is no longer to do anything by itself
            if is_woken:
                time.sleep(self._settle)
            self._wanted.clear()
            close_old_connections()
            try:
                waiting = self._drain()
            except Exception:  # the thread must outlive any fault of a round; the rows keep their own error
                logger.exception("background work %s failed; it is tried again", self.name)
                waiting = 1
            finally:
                connection.close()
