"""What is kept in memory is read once by many threads, and never stays older than what this process wrote."""

import threading
from concurrent.futures import ThreadPoolExecutor

from search.remembered import Remembered


class Table:
    """Rows that can be slow to read."""

    def __init__(self) -> None:
        self.content = 1
        self.looks = 0
        self.reads = 0
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.is_reading = threading.Event()

    def version(self) -> int:
        self.looks += 1
        return self.content

    def build(self) -> int:
        self.reads += 1
        seen = self.content
        self.is_reading.set()
        assert self.may_go_on.wait(5)
        return seen


def remembered(table: Table) -> Remembered[int]:
    return Remembered(version=table.version, build=table.build)


def test_many_threads_read_once() -> None:
    table = Table()
    held = remembered(table)
    with ThreadPoolExecutor(8) as threads:
        assert {each.result() for each in [threads.submit(held.get) for _ in range(40)]} == {1}
    assert (table.looks, table.reads) == (1, 1)


def test_what_has_not_changed_is_not_built_again() -> None:
    table = Table()
    held = remembered(table)
    held.get()
    held._held = type(held._held)(1, 1, 0.0)  # its time is over
    assert held.get() == 1
    assert (table.looks, table.reads) == (2, 1)


def test_who_has_an_answer_does_not_wait_for_another_look() -> None:
    table = Table()
    held = remembered(table)
    held.get()
    held._held = type(held._held)(1, 1, 0.0)
    table.content = 2
    table.may_go_on.clear()
    table.is_reading.clear()
    with ThreadPoolExecutor(1) as other:
        slow = other.submit(held.get)
        assert table.is_reading.wait(5)
        assert held.get() == 1
        table.may_go_on.set()
        assert slow.result() == 2
    assert held.get() == 2


def test_what_changes_during_a_look_is_looked_at_again() -> None:
    table = Table()
    held = remembered(table)
    table.may_go_on.clear()
    with ThreadPoolExecutor(1) as other:
        early = other.submit(held.get)
        assert table.is_reading.wait(5)
        table.content = 2
        held.forget()
        table.may_go_on.set()
        assert early.result() == 1
    assert held.get() == 2
