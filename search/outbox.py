"""The changes an index has not seen yet: written down with the change itself, applied in the background, never lost.

A row says a kind and an id. Whoever drains it looks at the thing as it is then, so that applying it twice, or late,
does no harm. One drainer an index at a time; it deletes exactly the rows it took, and only once the engine has
written. A row whose thing cannot be read is tried again, later each time, then set aside and logged.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from community.background import Worker
from search import subtree
from search.chosen_engine import engine_of, targets
from search.documents import batches, documents, uids
from search.engines.base import EngineUnavailable, IndexNotBuilt, Rejected
from search.kinds import kind_named, split_uid
from search.locks import drainer, is_rebuilding, replayed
from search.models import IndexChange

logger = logging.getLogger(__name__)

ROUND = 200  # rows taken at once: one commit of the engine costs a dozen disk flushes whatever their number
MOST_ATTEMPTS = 8  # the last one comes some four minutes after the first
FIRST_WAIT = 2  # seconds, doubled each time
LONGEST_WAIT = 600

Ids = Mapping[str, set[int]]


def record(*, kind: str, ids: Iterable[int]) -> None:
    """Write down that these things changed, in the caller's transaction; its commit wakes the drainer.

    `kind` is a registered kind's name, or `subtree.SUBTREE` for pages and all that depends on them.
    """
    rows = [IndexChange(target=target, kind=kind, object_id=pk) for pk in ids for target in targets()]
    if rows:
        IndexChange.objects.bulk_create(rows, batch_size=500)
        worker.wake_after_commit()


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


def drain_all() -> int:
    """Drain every index until nothing is due; returns how many rows still wait for their next try."""
    for target in targets():
        try:
            while drain(target=target):
                pass
        except EngineUnavailable as error:
            logger.warning("index %s cannot be written, its changes wait: %s", target, error)
    return IndexChange.objects.waiting().filter(target__in=targets()).count()


worker = Worker(name="search-outbox", drain=drain_all)


def changes(rows: Iterable[IndexChange], /) -> Ids:
    """What a batch of rows speaks of, each thing once, subtrees spelled out."""
    named = _by_kind(rows)
    for kind, ids in subtree.spelled_out(page_ids=named.pop(subtree.SUBTREE, set())).items():
        named.setdefault(kind, set()).update(ids)
    return named


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
    except Exception:
        # Something in the batch cannot be read: which one, and only that one, waits.
        _one_by_one(target, rows)
    else:
        _done(target, rows, refused)
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
        except EngineUnavailable:
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
    for bad in refused:
        logger.error("the engine refuses %s: %s", bad.uid, bad.reason)
        kind, pk = split_uid(bad.uid)
        IndexChange.objects.create(
            target=target, kind=kind, object_id=pk, set_aside_at=timezone.now(), last_error=bad.reason[:300]
        )


def _try_later(rows: Sequence[IndexChange], error: Exception, *, blames_the_row: bool = False) -> None:
    """Note the failure and wait twice as long; a row that is itself at fault is set aside in the end."""
    now = timezone.now()
    for row in rows:
        row.attempts = min(row.attempts + 1, 1000)
        row.last_error = f"{type(error).__name__}: {error}"[:300]
        row.next_try_at = now + timedelta(seconds=min(FIRST_WAIT * 2 ** min(row.attempts - 1, 20), LONGEST_WAIT))
        if blames_the_row and row.attempts >= MOST_ATTEMPTS:
            row.set_aside_at = now
    IndexChange.objects.bulk_update(rows, ["attempts", "last_error", "next_try_at", "set_aside_at"])


def _by_kind(rows: Iterable[IndexChange]) -> dict[str, set[int]]:
    named: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        named[row.kind].add(row.object_id)
    return named
