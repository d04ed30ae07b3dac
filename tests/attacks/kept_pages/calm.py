"""When writers write: in bursts, with calm between them, the same for all; else nothing would stay kept long enough."""

import random
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Weather:
    """Bursts and calms drawn from a seed: each process draws the same."""

    start: float
    seed: int
    seconds: float

    def turns(self) -> list[float]:
        """The moments at which a burst begins, then a calm, and so on."""
        drawn = random.Random(self.seed)
        lengths = [self.start]
        while sum(lengths[1:]) < self.seconds:
            lengths += [drawn.uniform(0.1, 0.6), drawn.uniform(0.3, 4.0)]
        return list(accumulate(lengths))


def next_burst(turns: list[float], *, now: float) -> float:
    """How long to wait before writing: 0 within a burst."""
    at = bisect_right(turns, now)
    if at == 0:
        return turns[0] - now
    return 0.0 if at % 2 else (turns[at] - now if at < len(turns) else float("inf"))
