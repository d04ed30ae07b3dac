"""Building an index anew beside the one in use, without losing or delaying what changes meanwhile.

Drainers go on applying changes to the index in use. While a rebuild runs they keep the rows they applied under another
name instead of deleting them; just before the switch, with every writer waiting, those rows and the ones still
waiting are replayed into the new index. The embedded engine makes writers wait by itself; for a server, which cannot,
the drainers' own lock is held from the replay to the switch.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace

from community.kept import generation
from search.engines.base import Changes, Document, IndexReport, Rejected, SearchEngine
from search.indexing.locks import drainer, rebuilder, replay_target
from search.indexing.notes import in_words, note_rebuilt
from search.indexing.record import changes, set_aside
from search.models import IndexChange, IndexChangeQuerySet
from search.things.documents import batches, documents, every_document, uids
from search.things.registry import kind_named
from search.which_engine import engine_of, is_shared

Watch = Callable[[int], None]
Skipped = dict[str, Exception]
"""The things that could not be read, by uid, and why."""


def rebuild(
    *, target: str, only_if_missing: bool = False, watch: Watch = lambda written: None, watch_every: int = 1000
) -> IndexReport:
    """Read every thing there is and write a new index, then switch to it; returns what was written and refused.

    `watch` is called with the number of documents read so far, each time `watch_every` more have been.
    """
    engine = engine_of(target=target)
    with rebuilder(target=target):
        if only_if_missing and engine.health().is_ready:
            return IndexReport()
        with drainer(target=target):  # none is half way, having looked before this rebuild began
            _replayed(target).delete()  # left by a rebuild that died
            covered = _rows(_waiting(target), _set_aside(target))  # committed: read below like everything else
        skipped: Skipped = {}
        found = every_document(unreadable=skipped.__setitem__)
        try:
            report = _switched(target, engine, _counted(found, watch, watch_every), covered, skipped)
        finally:  # a shared index says nothing by itself of having been replaced, even if what follows fails
            generation.raise_it()
        unreadable = [Rejected(uid, in_words(error)) for uid, error in skipped.items()]
        report = replace(report, rejected=(*report.rejected, *unreadable))
        set_aside(target=target, refused=report.rejected)
        note_rebuilt(target=target)
    return report


def _switched(
    target: str, engine: SearchEngine, found: Iterable[Document], covered: set[int], skipped: Skipped
) -> IndexReport:
    """Built, caught up, switched; the rows that the new index has seen are gone."""
    with ExitStack() as until_switched:

        def catch_up() -> Changes:
            if is_shared(target=target):
                until_switched.enter_context(drainer(target=target))
            return _meanwhile(target, covered, skipped)

        report = engine.rebuild(found, catch_up=catch_up)
        if not is_shared(target=target):
            until_switched.enter_context(drainer(target=target))
        _replayed(target).delete()
        for batch in batches(covered):
            IndexChange.objects.filter(target=target, pk__in=batch).delete()
    return report


def _meanwhile(target: str, covered: set[int], skipped: Skipped) -> Changes:
    """What changed since the rebuild began, applied to the old index or not yet."""
    # In this order: the rows that a drainer renames in between are then read twice, rather than never.
    rows = [row for row in (*_waiting(target), *_replayed(target)) if row.pk not in covered]
    changed = changes(rows)
    looked_at = uids(changes=changed)
    for uid in looked_at:
        skipped.pop(uid, None)  # it may have been mended since
    written: list[Document] = []
    for name, ids in changed.items():
        written += documents(kind=kind_named(name), ids=ids, unreadable=skipped.__setitem__)
    return Changes(written, looked_at - {document.uid for document in written})


def _waiting(target: str) -> IndexChangeQuerySet:
    return IndexChange.objects.filter(target=target).waiting()


def _set_aside(target: str) -> IndexChangeQuerySet:
    return IndexChange.objects.filter(target=target, set_aside_at__isnull=False)


def _rows(*some: IndexChangeQuerySet) -> set[int]:
    return {pk for rows in some for pk in rows.values_list("pk", flat=True)}


def _replayed(target: str) -> IndexChangeQuerySet:
    return IndexChange.objects.filter(target=replay_target(target=target))


def _counted(found: Iterable[Document], watch: Watch, every: int) -> Iterator[Document]:
    for number, document in enumerate(found, start=1):
        yield document
        if number % every == 0:
            watch(number)
