"""A worker of its own: the indexes of this host kept in step by a process that does nothing else."""

import logging
import threading
from collections.abc import Sequence

from django.db import close_old_connections, connection

from search.indexing.outbox import drain_fully

logger = logging.getLogger(__name__)

PAUSE = 0.25
"""Seconds between two looks: one small query each, and what is published is found well within the second."""


def follow(*, targets: Sequence[str], stop: threading.Event, pause: float = PAUSE) -> None:
    """Drain these indexes until `stop` is set, each in a thread of its own; returns when the round going on is over."""
    threads = [
        threading.Thread(target=_follow_one, args=(target, stop, pause), name=f"follower-{target}")
        for target in targets
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _follow_one(target: str, stop: threading.Event, pause: float) -> None:
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                drain_fully(target=target)
            except Exception:  # a database that restarts must not end the worker; the rows are still there
                logger.exception("index %s could not be drained, it is tried again", target)
            stop.wait(pause)
    finally:
        connection.close()
