"""Two halves of an answer: at once where a thread is free, in turn where none is, and in a forked child too."""

import multiprocessing
import threading

import pytest

from search.engines.embedded.side_by_side import SideBySide

PATIENCE = 10.0


def test_the_halves_run_at_the_same_time() -> None:
    meeting = threading.Barrier(2)
    first, second = SideBySide().both(lambda: meeting.wait(PATIENCE), lambda: meeting.wait(PATIENCE))
    assert {first, second} == {0, 1}


def test_while_the_second_thread_is_busy_another_asker_does_both_alone() -> None:
    halves = SideBySide()
    started, done = threading.Event(), threading.Event()

    def slow() -> str:
        started.set()
        assert done.wait(PATIENCE)
        return "slow"

    answers: list[tuple[str, str]] = []
    asker = threading.Thread(target=lambda: answers.append(halves.both(lambda: "quick", slow)))
    asker.start()
    assert started.wait(PATIENCE)
    assert halves.both(threading.get_ident, threading.get_ident) == (threading.get_ident(),) * 2
    done.set()
    asker.join(PATIENCE)
    assert answers == [("quick", "slow")]


@pytest.mark.parametrize("place", [0, 1])
def test_a_failure_of_either_half_is_the_asker_s_and_the_next_answer_is_whole(place: int) -> None:
    halves = SideBySide()
    tasks = [lambda: 1, lambda: 2]
    tasks[place] = lambda: 1 // 0
    with pytest.raises(ZeroDivisionError):
        halves.both(*tasks)
    assert halves.both(lambda: 1, lambda: 2) == (1, 2)


def test_a_child_forked_in_the_middle_of_an_answer_has_a_thread_of_its_own() -> None:
    halves = SideBySide()
    statuses: list[int] = []

    def fork() -> None:
        child = multiprocessing.get_context("fork").Process(target=_answer_in_child, args=(halves,))
        child.start()
        child.join(PATIENCE)
        statuses.append(child.exitcode if child.exitcode is not None else -1)

    halves.both(fork, lambda: None)
    assert statuses == [0]


def _answer_in_child(halves: SideBySide) -> None:
    here, aside = halves.both(threading.get_ident, threading.get_ident)
    assert here != aside
