"""Words for corrections: read by one thread at a time, and nobody who has some waits for newer ones."""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from search.engines.language.known_words import KnownWords

PATIENCE = 10.0
OLD, NEW = [("accueil", 3)], [("compost", 2)]


class SlowReading:
    """Gives its words once `may_end` is set; `begun` is set when somebody reads; counts the readings."""

    def __init__(self) -> None:
        self.begun, self.may_end, self.times = threading.Event(), threading.Event(), 0

    def __call__(self) -> Iterator[tuple[str, int]]:
        self.times += 1
        self.begun.set()
        assert self.may_end.wait(PATIENCE)
        return iter(NEW)


def proposed(known: KnownWords, reading: SlowReading, *, version: int) -> list[str]:
    speller = known.speller(reading, version=version)
    return [each.word for typed in ("acceuil", "compots") for each in speller.corrections(typed)]


def test_while_one_thread_reads_the_others_keep_the_old_words() -> None:
    known, reading = KnownWords(age=0.001), SlowReading()
    known.speller(lambda: OLD, version=1)
    answers: list[list[str]] = []

    def ask_until_new() -> None:
        while (answer := proposed(known, reading, version=2)) == ["accueil"]:
            time.sleep(0.001)  # the words are not old yet
        answers.append(answer)

    reader = threading.Thread(target=ask_until_new)
    reader.start()
    assert reading.begun.wait(PATIENCE)
    assert proposed(known, reading, version=2) == ["accueil"]
    reading.may_end.set()
    reader.join(PATIENCE)
    assert answers == [["compost"]]
    assert reading.times == 1


def test_those_who_wait_for_the_first_words_do_not_read_them_again() -> None:
    known, reading = KnownWords(age=60), SlowReading()
    answers: list[list[str]] = []
    askers = [threading.Thread(target=lambda: answers.append(proposed(known, reading, version=1))) for _ in range(4)]
    for asker in askers:
        asker.start()
    assert reading.begun.wait(PATIENCE)
    reading.may_end.set()
    for asker in askers:
        asker.join(PATIENCE)
    assert answers == [["compost"]] * 4
    assert reading.times == 1


@contextmanager
def a_first_reading(known: KnownWords) -> Iterator[SlowReading]:
    """Under way as long as the block lasts, in another thread."""
    reading = SlowReading()
    reader = threading.Thread(target=lambda: known.speller(reading))
    reader.start()
    assert reading.begun.wait(PATIENCE)
    try:
        yield reading
    finally:
        reading.may_end.set()
        reader.join(PATIENCE)


def test_a_first_reading_that_lasts_costs_the_others_their_corrections_not_their_answer() -> None:
    known = KnownWords(age=60)
    with a_first_reading(known) as reading:
        assert proposed(known, reading, version=1) == []
    assert proposed(known, reading, version=1) == ["compost"]


def test_nothing_is_read_again_while_the_index_is_as_it_was() -> None:
    known, reading = KnownWords(age=0.001), SlowReading()
    reading.may_end.set()
    for _ in range(3):
        assert proposed(known, reading, version=1) == ["compost"]
    assert reading.times == 1


def test_a_child_forked_during_a_reading_reads_for_itself() -> None:
    known = KnownWords(age=60)
    with a_first_reading(known):
        child = multiprocessing.get_context("fork").Process(target=_read_in_child, args=(known,))
        child.start()
        child.join(PATIENCE)
    assert child.exitcode == 0


def _read_in_child(known: KnownWords) -> None:
    assert known.speller(lambda: OLD).corrections("acceuil")
