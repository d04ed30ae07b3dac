"""The changes an index has not seen yet: written down with the change itself, applied in the background, never lost.

A row says a kind and an id. Whoever drains it looks at the thing as it is then, so that applying it twice, or late,
does no harm. One drainer an index at a time; it deletes exactly the rows it took, and only once the engine has
written. A thing that cannot be read leaves the index and is tried again, later each time, then set aside and logged.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache, partial

from django.conf import settings
from django.utils import timezone

from community.background import Worker
from search.engines.base import EngineUnavailable, IndexNotBuilt, Query, Rejected, SearchEngine
from search.indexing.locks import drainer, is_rebuilding, replayed
from search.indexing.notes import LONGEST_ERROR, in_words, note_failed, note_written
from search.models import IndexChange, IndexChangeQuerySet, IndexState
from search.things import subtree
from search.things.documents import DATABASE_IS_AWAY, batches, documents, uids
from search.things.registry import is_known, kind_named, kinds, split_uid
from search.which_engine import engine_of, is_shared, own_targets, targets, warm

logger = logging.getLogger(__name__)

ROUND = 200  # rows taken at once: one commit of the engine costs a dozen disk flushes whatever their number
MOST_ATTEMPTS = 8  # at a thing that cannot be read; the last one comes four minutes after the first
FIRST_WAIT = timedelta(seconds=2)  # doubled each time
LONGEST_OUTAGE_WAIT = timedelta(seconds=20)  # of an engine: it may be back at any moment, and asking it costs nobody
RETRY_EVERY = 5.0  # seconds between two looks at rows that wait for their next try
LOOK_EVERY = 30.0  # and at what a command or a shell wrote, whose process ended before it could drain
LOOK_AMONG_HOSTS = 0.5  # where the commits of other hosts wake nobody here
SETTLE = 0.1  # after a commit: the publisher's own request ends without a thread beside it that works as hard

Ids = Mapping[str, set[int]]


@dataclass(slots=True)
class _Applied:
    """What a batch was about, subtrees spelled out, and what of it could not be written or read."""

    about: Ids
    refused: list[Rejected] = field(default_factory=list)
    unreadable: dict[str, Exception] = field(default_factory=dict)


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
        from search.indexing.rebuild import rebuild

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
        settle=SETTLE,
    )


def hurry(*, target: str) -> None:
    """Let what waits for its next try be due at once: its engine is back, or somebody asked."""
    now = timezone.now()
    IndexChange.objects.filter(target=target, next_try_at__gt=now).waiting().update(next_try_at=now)


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


def applicable() -> list[str]:
    """What a row may be about for this version of the site to apply it; the others wait for one that can."""
    return [subtree.SUBTREE, *(kind.name for kind in kinds())]


def changes(rows: Iterable[IndexChange], /) -> Ids:
    """What a batch of rows speaks of, each thing once, subtrees spelled out; without the kinds unknown here."""
    named = _by_kind(rows)
    for kind, ids in subtree.spelled_out(page_ids=named.pop(subtree.SUBTREE, set())).items():
        named.setdefault(kind, set()).update(ids)
    return {kind: ids for kind, ids in named.items() if is_known(kind)}


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
        from search.indexing.rebuild import rebuild

        rebuild(target=target, only_if_missing=True)


def _round(target: str, limit: int) -> int:
    rows = list(_due(target)[:limit])
    if not rows:
        return 0
    try:
        applied = _apply(target, rows)
    except IndexNotBuilt:
        raise
    except EngineUnavailable as error:
        _wait_for_engine(rows, error)
        raise
    except DATABASE_IS_AWAY:
        raise
    except Exception:
        # What some row stands for cannot even be listed: which one, and only that one, waits.
        _one_by_one(target, rows)
    else:
        _done(target, rows, applied)
    if note_written(target=target):
        hurry(target=target)
    return len(rows)


def _due(target: str) -> IndexChangeQuerySet:
    """Rows of a kind that only a newer version of the site knows are left to it: it may drain the same index."""
    return IndexChange.objects.filter(target=target, kind__in=applicable()).due().order_by("pk")


def _apply(target: str, rows: Iterable[IndexChange]) -> _Applied:
    """Write what may be found, remove the rest, in the engine of this index; what cannot be read is removed too."""
    engine = engine_of(target=target)
    applied = _Applied(changes(rows))
    gone = uids(changes=applied.about)
    for name, ids in applied.about.items():
        for batch in batches(sorted(ids)):
            written = list(documents(kind=kind_named(name), ids=batch, unreadable=applied.unreadable.__setitem__))
            gone -= {document.uid for document in written}
            applied.refused += engine.index(written).rejected
    engine.delete(gone)
    return applied


def _one_by_one(target: str, rows: Sequence[IndexChange]) -> None:
    """So that one row that cannot be applied does not hold the others back."""
    for row in rows:
        try:
            applied = _apply(target, [row])
        except (EngineUnavailable, *DATABASE_IS_AWAY):
            raise
        except Exception as error:  # whatever is wrong with this row concerns this row alone
            logger.exception("a change cannot be applied: %s", row)
            _blame(row, error)
        else:
            _done(target, [row], applied)


def _done(target: str, rows: Sequence[IndexChange], applied: _Applied) -> None:
    """Exactly the rows taken leave the outbox, after what they leave behind is written down.

    What the engine refused is set aside, for it would refuse it again; what could not be read is tried again.
    """
    _settle(target, {**applied.about, subtree.SUBTREE: _by_kind(rows)[subtree.SUBTREE]})
    set_aside(target=target, refused=applied.refused)
    for uid, error in applied.unreadable.items():
        logger.error("%s cannot be read, it leaves the index %s", uid, target, exc_info=error)
        _blame(_row_of_its_own(target, uid, rows), error)
    taken = IndexChange.objects.filter(pk__in=[row.pk for row in rows])
    if is_rebuilding(target=target):
        taken.update(target=replayed(target=target))  # the index being built beside has not seen them
    else:
        taken.delete()


def _settle(target: str, about: Ids) -> None:
    """What was set aside of these things is past: they have just been looked at again."""
    aside = IndexChange.objects.filter(target=target, set_aside_at__isnull=False)
    past = [row.pk for row in aside if row.object_id in about.get(row.kind, ())]
    if past:
        IndexChange.objects.filter(pk__in=past).delete()


def _row_of_its_own(target: str, uid: str, rows: Iterable[IndexChange]) -> IndexChange:
    """For one thing, which goes on from the rows that named it; those that named what is above it start nothing."""
    kind, pk = split_uid(uid)
    named = [row for row in rows if (row.kind, row.object_id) == (kind, pk)]
    attempts = max((row.attempts for row in named), default=0)
    since = min((row.created_at for row in named), default=timezone.now())
    return IndexChange(target=target, kind=kind, object_id=pk, attempts=attempts, created_at=since)


def _blame(row: IndexChange, error: Exception) -> None:
    """What this row is about is at fault: it waits twice as long each time, and is set aside in the end."""
    now = timezone.now()
    row.attempts += 1
    row.last_error = in_words(error)
    row.next_try_at = now + FIRST_WAIT * 2 ** (row.attempts - 1)
    row.set_aside_at = now if row.attempts >= MOST_ATTEMPTS else None
    row.save()


def _wait_for_engine(rows: Sequence[IndexChange], error: Exception) -> None:
    """The engine is at fault and no row is: each waits as long again as it already has, and no try is counted."""
    now = timezone.now()
    for row in rows:
        row.last_error = in_words(error)
        row.next_try_at = now + min(max(now - row.created_at, FIRST_WAIT), LONGEST_OUTAGE_WAIT)
    IndexChange.objects.bulk_update(rows, ["last_error", "next_try_at"])


def _by_kind(rows: Iterable[IndexChange]) -> dict[str, set[int]]:
    named: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        named[row.kind].add(row.object_id)
    return named
