"""What rounds of kill -9 have in common: when to strike, what counts, and what must be true afterwards."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.chosen import times
from tests.search.faults.scratch_site import ScratchSite

ROUNDS = times(4)
MOST_ATTEMPTS = 4
"""Times the rounds wanted: a kill that came after the end counts for nothing, and more would be a test gone blind."""

SOUND = {
    "missing": [],
    "ghosts": [],
    "outdated": [],
    "doubles": 0,
    "waiting": 0,
    "not found": [],
    "found too many times": 0,
}
KILLED = -9


def moments_of(length: float, *, rounds: int = ROUNDS) -> Iterator[tuple[int, float]]:
    """Numbered moments spread evenly over a length of time, again and again."""
    for attempt in range(rounds * MOST_ATTEMPTS):
        yield attempt, length * (attempt % rounds + 0.5) / rounds
    pytest.fail(f"fewer than {rounds} of {rounds * MOST_ATTEMPTS} kills came in time")


def length_of(site: ScratchSite, act: str, mark: str, **arguments: Any) -> float:
    """Seconds between a mark and the end, undisturbed."""
    child = site.start(act, **arguments)
    child.value()
    return child.marks["ended"] - child.marks[mark]


def assert_recovers(site: ScratchSite, word: str, *targets: str) -> None:
    """The page answers at once; the next process to drain leaves nothing to do and nothing wrong, in any index."""
    assert_answers(site)
    assert site.run("catch_up_and_look", word=word) == dict.fromkeys(targets, SOUND)
    assert_answers(site)


def assert_answers(site: ScratchSite) -> None:
    answer = site.search("Fiche")
    assert answer.is_plain
    assert answer.hits > 0
