"""The changes an index has not seen yet: written down with the change itself, applied in the background, never lost.

A row says a kind and an id. Whoever drains it looks at the thing as it is then, so that applying it twice, or late,
does no harm. One drainer an index at a time; it deletes exactly the rows it took, and only once the engine has
written. A row whose thing cannot be read is tried again, later each time, then set aside and logged.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache, partial

from django.conf import settings
from django.utils import timezone

from community.background import Worker
from search import subtree
from search.chosen_engine import engine_of, is_shared, own_targets, targets, warm
from search.documents import DATABASE_IS_AWAY, batches, documents, uids
from search.engines.base import EngineUnavailable, IndexNotBuilt, Query, Rejected, SearchEngine
from search.index_notes import LONGEST_ERROR, note_failed, note_written
from search.kinds import kind_named, split_uid
from search.locks import drainer, is_rebuilding, replayed
from search.models import IndexChange, IndexState

logger = logging.getLogger(__name__)

ROUND = 200  # rows taken at once: one commit of the engine costs a dozen disk flushes whatever their number
MOST_ATTEMPTS = 8  # the last one comes some four minutes after the first
FIRST_WAIT = 2  # seconds, doubled each time
LONGEST_WAIT = 600
LONGEST_OUTAGE_WAIT = 20  # when the engine is at fault: it may be back at any moment, and asking it costs nobody
RETRY_EVERY = 5.0  # seconds between two looks at rows that wait for their next try
LOOK_EVERY = 30.0  # and at what a command or a shell wrote, whose process ended before it could drain
LOOK_AMONG_HOSTS = 1.0  # where the commits of other hosts wake nobody here

Ids = Mapping[str, set[int]]

_hurried: set[str] = set()  # indexes whose rows are not to wait for their next try
_looked_after: dict[SearchEngine, float] = {}  # a server is not asked at each round whether it has its index


def record(*, kind: str, ids: Iterable[int]) -> None:
    """Write down that these things changed, in the caller's transaction; its commit wakes the drainers.

    `kind` is a registered kind's name, or `subtree.SUBTREE` for pages and all that depends on them.
    """
    rows = [IndexChange(target=target, kind=kind, object_id=pk) for pk in ids for target in targets()]
    if rows:
        IndexChange.objects.bulk_create(rows, batch_size=500)
        wake()


def drain(*, target: str, limit: int = ROUND) -> int:
    """Apply the rows that are due, at most `limit`; returns how many were taken.

    Builds the index first where there is none. Raises EngineUnavailable when the engine cannot write: the rows wait.
    """
    try:
        with drainer(target=target):
            return _round(target, limit)
    except IndexNotBuilt:
        from search.rebuild import rebuild

        rebuild(target=target, only_if_missing=True)
        return limit  # what was waiting is looked at again


def drain_fully(*, target: str) -> int:
    """Bring one index in step: build it where there is none, apply all that is due; returns how many rows still wait.

    Never raises for what an engine does: the fault is noted beside the index, and its rows wait.
    """
    try:
        if target in _hurried:
            _hurried.discard(target)
            _looked_after.pop(engine_of(target=target), None)
            hurry(target=target)
        while drain(target=target):
            pass
        _build_if_missing(target)
    except EngineUnavailable as error:
        logger.warning("index %s cannot be written, its changes wait: %s", target, error)
        note_failed(target=target, error=error)
    return IndexChange.objects.waiting().filter(target=target).count()


def drain_all() -> int:
    """Drain every index that this host can write, one after the other; returns how many of their rows still wait."""
    return sum(_in_spite_of_anything(target) for target in own_targets())


def wake() -> None:
    """Have each index of this host drained in the background, once the caller's transaction is committed."""
    for target in own_targets():
        worker_of(target=target).wake_after_commit()


@lru_cache
def worker_of(*, target: str) -> Worker:
    """The thread that drains an index: one for each, so that a server that hangs delays no other."""
    return Worker(
        name=f"search-outbox-{target}",
        drain=partial(_drain_and_get_ready, target=target),
        retry_every=RETRY_EVERY,
        look_every=LOOK_AMONG_HOSTS if len(targets()) > len(own_targets()) else LOOK_EVERY,
    )


def hurry(*, target: str) -> None:
    """Let what waits for its next try be due at once: its engine is back, or somebody asked."""
    IndexChange.objects.filter(target=target, attempts__gt=0).waiting().update(next_try_at=timezone.now())


def hurry_in_background(*, target: str) -> None:
    """The same, from a place that may not write: a reader's request, a thread without a database."""
    _hurried.add(target)
    if settings.BACKGROUND_WORK:
        worker_of(target=target).wake()


def retry_set_aside(*, target: str) -> int:
    """Give another chance to the rows that were set aside; returns how many."""
    aside = IndexChange.objects.filter(target=target, set_aside_at__isnull=False)
    given = aside.update(set_aside_at=None, attempts=0, next_try_at=timezone.now())
    if given and target in own_targets():
        worker_of(target=target).wake_after_commit()
    return given


def set_aside(*, target: str, refused: Iterable[Rejected]) -> None:
    """Write down what an index cannot hold, for somebody to look at; it is tried again when the thing changes."""
    for bad in refused:
        logger.error("the engine refuses %s: %s", bad.uid, bad.reason)
        kind, pk = split_uid(bad.uid)
        IndexChange.objects.create(
            target=target, kind=kind, object_id=pk, set_aside_at=timezone.now(), last_error=bad.reason[:LONGEST_ERROR]
        )


def forget(*, target: str) -> int:
    """Drop the rows of an index that nobody keeps any more; returns how many. Raises ValueError for a kept one."""
    if target in targets():
        raise ValueError(f"the index {target!r} is kept: its rows are needed")
    dropped, _by_model = IndexChange.objects.filter(target__in=(target, replayed(target=target))).delete()
    IndexState.objects.filter(target=target).delete()
    return dropped


def changes(rows: Iterable[IndexChange], /) -> Ids:
    """What a batch of rows speaks of, each thing once, subtrees spelled out."""
    named = _by_kind(rows)
    for kind, ids in subtree.spelled_out(page_ids=named.pop(subtree.SUBTREE, set())).items():
        named.setdefault(kind, set()).update(ids)
    return named


def _drain_and_get_ready(*, target: str) -> int:
    """In a process that answers readers: the first of them to mistype a word does not wait for the vocabulary."""
    waiting = drain_fully(target=target)
    warm(target=target)
    return waiting


def _in_spite_of_anything(target: str) -> int:
    """One index that cannot be drained holds no other back, whatever the reason."""
    try:
        return drain_fully(target=target)
    except Exception:
        logger.exception("index %s could not be drained", target)
        return 1


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
        from search.rebuild import rebuild

        rebuild(target=target, only_if_missing=True)


def _round(target: str, limit: int) -> int:
    rows = list(IndexChange.objects.filter(target=target).due().order_by("pk")[:limit])
    if not rows:
        return 0
    try:
        refused = _apply(target, changes(rows))
    except IndexNotBuilt:
        raise
    except EngineUnavailable as error:
        _try_later(rows, error)
        raise
    except DATABASE_IS_AWAY:
        raise
    except Exception:
        # Something in the batch cannot be read: which one, and only that one, waits.
        _one_by_one(target, rows)
    else:
        _done(target, rows, refused)
    if note_written(target=target):
        hurry(target=target)
    return len(rows)


def _apply(target: str, changed: Ids) -> list[Rejected]:
    """Write what may be found, remove the rest, in the engine of this index; returns what the engine refused."""
    engine = engine_of(target=target)
    refused: list[Rejected] = []
    gone = uids(changes=changed)
    for name, ids in changed.items():
        for batch in batches(sorted(ids)):
            written = list(documents(kind=kind_named(name), ids=batch))
            gone -= {document.uid for document in written}
            refused += engine.index(written).rejected
    engine.delete(gone)
    return refused


def _one_by_one(target: str, rows: Sequence[IndexChange]) -> None:
    """So that one thing that cannot be read does not hold the others back."""
    for row in rows:
        try:
            refused = _apply(target, changes([row]))
        except (EngineUnavailable, *DATABASE_IS_AWAY):
            raise
        except Exception as error:  # whatever is wrong with this thing concerns this row alone
            logger.exception("a change cannot be applied: %s", row)
            _try_later([row], error, blames_the_row=True)
        else:
            _done(target, [row], refused)


def _done(target: str, rows: Sequence[IndexChange], refused: Sequence[Rejected]) -> None:
    """Exactly the rows taken leave the outbox; what the engine refused is set aside, for it would refuse it again."""
    taken = IndexChange.objects.filter(pk__in=[row.pk for row in rows])
    if is_rebuilding(target=target):
        taken.update(target=replayed(target=target))  # the index being built beside has not seen them
    else:
        taken.delete()
    for kind, ids in _by_kind(rows).items():
        IndexChange.objects.filter(target=target, kind=kind, object_id__in=ids, set_aside_at__isnull=False).delete()
    set_aside(target=target, refused=refused)


def _try_later(rows: Sequence[IndexChange], error: Exception, *, blames_the_row: bool = False) -> None:
    """Note the failure and wait twice as long; a row that is itself at fault is set aside in the end."""
    now, longest = timezone.now(), LONGEST_WAIT if blames_the_row else LONGEST_OUTAGE_WAIT
    for row in rows:
        row.attempts = min(row.attempts + 1, 1000)
        row.last_error = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
        row.next_try_at = now + timedelta(seconds=min(FIRST_WAIT * 2 ** min(row.attempts - 1, 20), longest))
        if blames_the_row and row.attempts >= MOST_ATTEMPTS:
            row.set_aside_at = now
    IndexChange.objects.bulk_update(rows, ["attempts", "last_error", "next_try_at", "set_aside_at"])


def _by_kind(rows: Iterable[IndexChange]) -> dict[str, set[int]]:
    named: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        named[row.kind].add(row.object_id)
    return named
