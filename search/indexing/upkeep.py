"""Who keeps the indexes in step, and when: woken by each commit, by a timer, or a process that does nothing else.

An index that is missing is built on the way. What an engine does is never the caller's fault: it is noted beside the
index, and the rows wait.
"""

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

from django.conf import settings
from django.db import close_old_connections, connection

from community.background import Worker
from search.engines.base import EngineUnavailable, IndexNotBuilt, Query, SearchEngine
from search.indexing.drain import drain
from search.indexing.notes import note_failed
from search.indexing.rebuild import rebuild
from search.indexing.record import hurry, record, retry_set_aside
from search.models import IndexChange
from search.which_engine import engine_of, is_shared, own_targets, targets, warm

logger = logging.getLogger(__name__)

RETRY_EVERY = 5.0  # seconds between two looks at rows that wait for their next try
LOOK_EVERY = 30.0  # and at what a command or a shell wrote, whose process ended before it could drain
LOOK_AMONG_HOSTS = 0.5  # where the commits of other hosts wake nobody here
SETTLE = 0.1  # after a commit: the publisher's own request ends without a thread beside it that works as hard
PAUSE = 0.25  # of a process that only follows: one small query each, what is published is found well within the second

_hurried: set[str] = set()  # indexes whose rows are not to wait for their next try
_looked_after: dict[SearchEngine, float] = {}  # a server is not asked at each round whether it has its index


def record_and_wake(*, kind: str, ids: Iterable[int]) -> None:
    """Write down that these things changed, in the caller's transaction; its commit wakes who drains."""
    ids = list(ids)
    record(kind=kind, ids=ids)
    if ids:
        wake()


def wake() -> None:
    """Have each index of this host drained in the background, once the caller's transaction is committed."""
    for target in own_targets():
        worker_of(target=target).wake_after_commit()


def try_again(*, target: str) -> int:
    """Give another chance to what was set aside, after the caller's commit; returns how many rows."""
    given = retry_set_aside(target=target)
    if given and target in own_targets():
        worker_of(target=target).wake_after_commit()
    return given


def hurry_in_background(*, target: str) -> None:
    """Hurry an index from a place that may not write: a reader's request, a thread without a database."""
    _hurried.add(target)
    if settings.BACKGROUND_WORK:
        worker_of(target=target).wake()


def drain_fully(*, target: str) -> int:
    """Bring one index in step: build it where there is none, apply all that is due; returns how many rows still wait.

    Never raises for what an engine does: the fault is noted beside the index, and its rows wait.
    """
    try:
        if target in _hurried:
            _hurried.discard(target)
            _looked_after.pop(engine_of(target=target), None)
            hurry(target=target)
        while _drain_or_build(target):
            pass
        _build_if_missing(target)
    except EngineUnavailable as error:
        logger.warning("index %s cannot be written, its changes wait: %s", target, error)
        note_failed(target=target, error=error)
    return IndexChange.objects.waiting().filter(target=target).count()


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


@lru_cache
def worker_of(*, target: str) -> Worker:
    """The thread that drains an index: one for each, so that a server that hangs delays no other."""
    return Worker(
        name=f"search-outbox-{target}",
        drain=partial(_drain_and_get_ready, target=target),
        retry_every=RETRY_EVERY,
        look_every=LOOK_AMONG_HOSTS if len(targets()) > len(own_targets()) else LOOK_EVERY,
        settle=SETTLE,
    )


def _drain_and_get_ready(*, target: str) -> int:
    """In a process that answers readers: the first of them to mistype a word does not wait for the vocabulary."""
    waiting = drain_fully(target=target)
    warm(target=target)
    return waiting


def _drain_or_build(target: str) -> int:
    """One round; returns how many rows were taken, or that there may be more."""
    try:
        return drain(target=target)
    except IndexNotBuilt:
        rebuild(target=target, only_if_missing=True)
        return True  # what was waiting is looked at again


def _build_if_missing(target: str) -> None:
    """An engine that has just been chosen, or has lost its index, is filled without waiting for a change."""
    engine = engine_of(target=target)
    if time.monotonic() < _looked_after.get(engine, 0.0):
        return
    if is_shared(target=target):
        _looked_after[engine] = time.monotonic() + LOOK_EVERY
    try:
        engine.search(Query(limit=0, counted=()))
    except IndexNotBuilt:
        rebuild(target=target, only_if_missing=True)
