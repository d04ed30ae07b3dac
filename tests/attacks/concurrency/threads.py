"""Several acts at the same instant, each in its own thread with its own connection."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection


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
