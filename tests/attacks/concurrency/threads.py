"""Several acts at the same instant, or one before the other has ended, each in its own thread and connection."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


def at_once(acts: list[Callable[[], Any]]) -> tuple[list[Any], list[Exception]]:
    """Start every act at the same instant; returns what each answered, in order, and what went wrong."""
    answers: list[Any] = [None] * len(acts)
    faults: list[Exception] = []
    start = threading.Barrier(len(acts))

    def run(number: int) -> None:
        try:
            start.wait(timeout=20)
            answers[number] = acts[number]()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers, faults


def one_waits_for_the_other(first: Callable[[], Any], second: Callable[[], Any]) -> list[Exception]:
    """The second act begins once the first is done, and before it is committed."""
    is_done = threading.Event()

    def begun() -> None:
        with transaction.atomic():
            first()
            is_done.set()
            if connection.vendor == "postgresql":  # SQLite's second act begins when the first has ended
                time.sleep(0.5)

    def meanwhile() -> None:
        assert is_done.wait(timeout=20)
        second()

    _answers, faults = at_once([begun, meanwhile])
    return faults
