"""What holds kept pages: one store a process, never above its bounds, whatever many threads do with it."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import caches

from community.kept.store import BoundedMemory
from tests.attacks.concurrency.threads import at_once

_names = itertools.count(1)


@dataclass(frozen=True)
class Value:
    size: int


@pytest.fixture
def store() -> Iterator[BoundedMemory]:
    """Ten values at most, and a thousand bytes."""
    made = BoundedMemory(f"test-{next(_names)}", {"OPTIONS": {"MAX_ENTRIES": 10, "MAX_BYTES": 1000}})
    yield made
    made.clear()


def test_the_threads_of_a_process_share_one(store: BoundedMemory) -> None:
    """Else each thread makes its own page, and the bound counts once for each of them."""
    caches["pages"].set("here", Value(5))
    (there,), faults = at_once([lambda: caches["pages"].get("here")])
    assert (there, faults) == (Value(5), [])
    caches["pages"].clear()


def test_the_one_asked_longest_ago_leaves_first(store: BoundedMemory) -> None:
    for name in "abcdefghij":
        store.set(name, Value(1))
    assert store.get("a") == Value(1)
    store.set("k", Value(1))
    assert (store.get("a"), store.get("b"), store.get("k")) == (Value(1), None, Value(1))


def test_bytes_are_bounded_too_and_a_huge_value_is_not_kept(store: BoundedMemory) -> None:
    for number in range(10):
        store.set(str(number), Value(100))
    assert store.held() == (10, 1000)
    store.set("9", Value(99))
    store.set("x", Value(100))
    assert store.held()[1] <= 1000
    store.set("9", Value(101))
    assert store.get("9") is None


def test_many_threads_never_lose_the_count(store: BoundedMemory) -> None:
    def work() -> None:
        drawn = random.Random()
        for _time in range(2000):
            key = str(drawn.randrange(30))
            drawn.choice((store.get, store.delete, lambda key: store.set(key, Value(drawn.randrange(1, 120)))))(key)
            assert store.held()[0] <= 10
            assert 0 <= store.held()[1] <= 1000

    _answers, faults = at_once([work] * 8)
    assert faults == []
    number, size = store.held()
    store.clear()
    assert (number > 0) == (size > 0)
    assert store.held() == (0, 0)
