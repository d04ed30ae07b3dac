"""The thread that works after a commit: when it begins, and how often."""

import threading
import time

from community.background import Worker

SETTLE = 0.5


def test_what_woke_the_thread_ends_first_and_a_burst_is_one_round() -> None:
    rounds: list[float] = []
    done = threading.Event()

    def drain() -> int:
        rounds.append(time.monotonic())
        done.set()
        return 0

    worker = Worker(name="test", drain=drain, settle=SETTLE)
    begun = time.monotonic()
    for _ in range(5):
        worker.wake()
        time.sleep(0.01)
    assert done.wait(10)
    time.sleep(SETTLE * 1.5)  # a second round would have begun by now
    assert len(rounds) == 1
    assert rounds[0] - begun >= SETTLE
