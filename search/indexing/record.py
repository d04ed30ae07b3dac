"""The outbox: what an index has not seen yet, as rows written down with the change itself.

A row says a kind and an id. Whoever drains it looks at the thing as it is then: applying a row is idempotent, twice or
late does no harm. What an index could not take is set aside, for somebody to look at.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils import timezone

from search.engines.base import Rejected
from search.indexing.locks import replay_target
from search.indexing.notes import LONGEST_ERROR
from search.models import IndexChange, IndexChangeQuerySet, IndexState
from search.things import subtree
from search.things.registry import is_known, kinds, split_uid
from search.which_engine import targets

logger = logging.getLogger(__name__)

Ids = Mapping[str, set[int]]


def record(*, kind: str, ids: Iterable[int]) -> None:
    """Write down that these things changed, in the caller's transaction, once for each index that is kept.

    `kind` is a registered kind's name, or `subtree.SUBTREE` for pages and all that depends on them. Raises ValueError
    for any other: its rows would wait for a version of the site that never comes.
    """
    if kind != subtree.SUBTREE and not is_known(kind):
        raise ValueError(f"« {kind} » is no registered kind of thing that can be found (see search/things/registry.py)")
    write_down(IndexChange(target=target, kind=kind, object_id=pk) for pk in ids for target in targets())


def write_down(rows: Iterable[IndexChange], /) -> None:
    """Add rows, some hundreds at a time."""
    IndexChange.objects.bulk_create(list(rows), batch_size=500)


def due(*, target: str) -> IndexChangeQuerySet:
    """Rows whose next try has come, oldest first, of the kinds that this version of the site can apply.

    The others are left to a newer version: it may drain the same index.
    """
    return IndexChange.objects.filter(target=target, kind__in=applicable()).due().order_by("pk")


def applicable() -> list[str]:
    """What a row may be about for this version of the site to apply it; the others wait for one that can."""
    return [subtree.SUBTREE, *(kind.name for kind in kinds())]


def changes(rows: Iterable[IndexChange], /) -> Ids:
    """What a batch of rows speaks of, each thing once, subtrees spelled out; without the kinds unknown here."""
    named = by_kind(rows)
    for kind, ids in subtree.spelled_out(page_ids=named.pop(subtree.SUBTREE, set())).items():
        named.setdefault(kind, set()).update(ids)
    return {kind: ids for kind, ids in named.items() if is_known(kind)}


def by_kind(rows: Iterable[IndexChange], /) -> dict[str, set[int]]:
    """The ids that rows name, by kind, subtrees as they are."""
    named: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        named[row.kind].add(row.object_id)
    return named


def hurry(*, target: str) -> None:
    """Let what waits for its next try be due at once: its engine is back, or somebody asked."""
    now = timezone.now()
    IndexChange.objects.filter(target=target, next_try_at__gt=now).waiting().update(next_try_at=now)


def set_aside(*, target: str, refused: Iterable[Rejected]) -> None:
    """Write down what an index cannot hold, for somebody to look at; it is tried again when the thing changes."""
    for bad in refused:
        logger.error("the engine refuses %s: %s", bad.uid, bad.reason)
        kind, pk = split_uid(bad.uid)
        IndexChange.objects.create(
            target=target, kind=kind, object_id=pk, set_aside_at=timezone.now(), last_error=bad.reason[:LONGEST_ERROR]
        )


def retry_set_aside(*, target: str) -> int:
    """Give another chance to the rows that were set aside; returns how many."""
    aside = IndexChange.objects.filter(target=target, set_aside_at__isnull=False)
    return aside.update(set_aside_at=None, attempts=0, next_try_at=timezone.now())


def forget(*, target: str) -> int:
    """Drop the rows of an index that nobody keeps any more; returns how many. Raises ValueError for a kept one."""
    if target in targets():
        raise ValueError(f"the index {target!r} is kept: its rows are needed")
    dropped, _by_model = IndexChange.objects.filter(target__in=(target, replay_target(target=target))).delete()
    IndexState.objects.filter(target=target).delete()
    return dropped
