"""One round of draining: the rows that are due are looked at, written to their index, then leave the outbox.

One drainer an index at a time; it deletes exactly the rows it took, and only once the engine has written. A thing that
cannot be read leaves the index and is tried again with exponential back-off, then set aside and logged.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from search.engines.base import EngineUnavailable, IndexNotBuilt, Rejected
from search.indexing.locks import drainer, is_rebuilding, replay_target
from search.indexing.notes import in_words, note_written
from search.indexing.record import Ids, by_kind, changes, due, hurry, set_aside
from search.models import IndexChange
from search.things import subtree
from search.things.documents import DATABASE_IS_AWAY, batches, documents, uids
from search.things.registry import kind_named, split_uid
from search.which_engine import engine_of

logger = logging.getLogger(__name__)

ROUND = 200  # rows taken at once: one commit of the engine costs a dozen disk flushes whatever their number
MOST_ATTEMPTS = 8  # at a thing that cannot be read; the last one comes four minutes after the first
FIRST_WAIT = timedelta(seconds=2)  # doubled each time
LONGEST_OUTAGE_WAIT = timedelta(seconds=20)  # of an engine: it may be back at any moment, and asking it costs nobody


@dataclass(slots=True)
class _Applied:
    """What a batch was about, subtrees spelled out, and what of it could not be written or read."""

    about: Ids
    refused: list[Rejected] = field(default_factory=list)
    unreadable: dict[str, Exception] = field(default_factory=dict)


def drain(*, target: str, limit: int = ROUND) -> int:
    """Apply the rows that are due, at most `limit`; returns how many were taken.

    Raises EngineUnavailable when the engine cannot write, IndexNotBuilt when it has no index: the rows wait.
    """
    with drainer(target=target):
        rows = list(due(target=target)[:limit])
        if rows:
            _drain(target, rows)
        return len(rows)


def _drain(target: str, rows: Sequence[IndexChange]) -> None:
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
    """Apply the rows one by one, so that one that cannot be applied does not hold the others back."""
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
    _settle(target, {**applied.about, subtree.SUBTREE: by_kind(rows)[subtree.SUBTREE]})
    set_aside(target=target, refused=applied.refused)
    for uid, error in applied.unreadable.items():
        logger.error("%s cannot be read, it leaves the index %s", uid, target, exc_info=error)
        _blame(_row_of_its_own(target, uid, rows), error)
    taken = IndexChange.objects.filter(pk__in=[row.pk for row in rows])
    if is_rebuilding(target=target):
        taken.update(target=replay_target(target=target))  # the index being built beside has not seen them
    else:
        taken.delete()


def _settle(target: str, about: Ids) -> None:
    """Delete the rows set aside for these things: they have just been looked at again."""
    aside = IndexChange.objects.filter(target=target, set_aside_at__isnull=False)
    past = [row.pk for row in aside if row.object_id in about.get(row.kind, ())]
    if past:
        IndexChange.objects.filter(pk__in=past).delete()


def _row_of_its_own(target: str, uid: str, rows: Iterable[IndexChange]) -> IndexChange:
    """A row for this thing alone, which continues the attempts of the rows that named it.

    A row about what is above it counts for none.
    """
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
