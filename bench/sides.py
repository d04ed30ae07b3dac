"""What is compared by its processor time: an address of a server, asked as many times as the clock needs."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from bench.processes import TICK, processor_seconds
from bench.served import Asking

WARMING = 20
"""Requests before the first round: what a process keeps is then kept, and the whole of its threads begun."""

LONG_ENOUGH = 60 * TICK
"""Seconds of a server's work in a round, about: what is counted in steps is then right to some percents."""


@dataclass(kw_only=True)
class Side:
    """A page as somebody reads it, and what each round has said of it, in seconds a request."""

    name: str
    reader: str
    asking: Asking
    path: str
    times: list[float] = field(default_factory=list)
    size: int = 0
    _requests: int = 0
    _pids: set[int] = field(default_factory=set)

    def warm(self, *, lasts: float = LONG_ENOUGH) -> None:
        """Ask some times, and choose how many requests make a round that `lasts`."""
        self.size = len(self.asking.ask(self.path))
        for _once in range(WARMING):
            self.asking.ask(self.path)
        start = time.perf_counter()
        for _once in range(WARMING):
            self.asking.ask(self.path)
        each = (time.perf_counter() - start) / WARMING
        self._requests = max(1, round(lasts / each))
        self._pids = self.asking.processes()

    def measure(self) -> None:
        """One round."""
        before = processor_seconds(self._pids)
        for _request in range(self._requests):
            self.asking.ask(self.path)
        self.times.append((processor_seconds(self._pids) - before) / self._requests)

    @property
    def milliseconds(self) -> float:
        """A request, by the median of the rounds."""
        return statistics.median(self.times) * 1000


def compare(sides: Sequence[Side], /, *, rounds: int, lasts: float = LONG_ENOUGH) -> None:
    """Measure them in turn, each round beginning with another, so that what slows the machine falls on all."""
    for side in sides:
        side.warm(lasts=lasts)
    for first in range(rounds):
        for side in islice(cycle(sides), first, first + len(sides)):
            side.measure()
