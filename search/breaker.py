"""A circuit breaker: it stops asking a server that does not answer, and asks again once the server is well."""

import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

PAUSE = 2.0
"""Seconds between two looks at a server that failed: readers come back to it soon, and nobody waits for its timeout."""


UNTIL_NOBODY_CARES = 60.0
"""Seconds without a reader after which the asking ends: the next one will meet the server, well or not."""


class Breaker:
    """Open while its own thread asks after the server; closed otherwise, also in a child forked meanwhile.

    Readers never pay for the asking: the first ones to meet the failure have waited, the next ones are told at once.
    """

    def __init__(self, *, name: str, pause: float = PAUSE, until_nobody_cares: float = UNTIL_NOBODY_CARES) -> None:
        self._name = name
        self._pause = pause
        self._until_nobody_cares = until_nobody_cares
        self._last_reader = 0.0
        self._starting = threading.Lock()
        self._asking: threading.Thread | None = None

    @property
    def is_open(self) -> bool:
        """Whether the server is not to be asked for now."""
        self._last_reader = time.monotonic()
        return self._asking is not None and self._asking.is_alive()

    def trip(self, *, is_well: Callable[[], bool], when_back: Callable[[], None] = lambda: None) -> None:
        """Stop asking until `is_well` says yes; then `when_back` is called, in the thread that asked."""
        with self._starting:
            if self.is_open:
                return
            logger.warning("%s does not answer: it is left alone until it does", self._name)
            self._asking = threading.Thread(
                target=self._ask, args=(is_well, when_back), name=f"breaker-{self._name}", daemon=True
            )
            self._asking.start()

    def _ask(self, is_well: Callable[[], bool], when_back: Callable[[], None]) -> None:
        still = threading.Event()
        while not still.wait(self._pause):
            if time.monotonic() - self._last_reader > self._until_nobody_cares:
                return
            if self._is_well(is_well):
                logger.warning("%s answers again", self._name)
                when_back()
                return

    def _is_well(self, asked: Callable[[], bool]) -> bool:
        try:
            return asked()
        except Exception:  # whatever asking does, it must go on: nothing else closes the switch
            logger.exception("asking after %s failed", self._name)
            return False
