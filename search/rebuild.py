"""Building an index anew beside the one in use, without losing or delaying what changes meanwhile.

Drainers go on applying changes to the index in use. While a rebuild runs they keep the rows they applied under another
name instead of deleting them; just before the switch, with every writer waiting, those rows and the ones still
waiting are replayed into the new index.
"""

from collections.abc import Callable, Iterable, Iterator

from search.chosen_engine import engine_of
from search.documents import batches, documents, every_document, uids
from search.engines.base import Changes, Document, IndexReport
from search.kinds import kind_named
from search.locks import drainer, rebuilder, replayed
from search.models import IndexChange, IndexChangeQuerySet
from search.outbox import changes

Watch = Callable[[int], None]


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
            covered = set(_waiting(target).values_list("pk", flat=True))  # committed: read below like everything else
        report = engine.rebuild(
            _counted(every_document(), watch, watch_every), catch_up=lambda: _meanwhile(target, covered)
        )
        with drainer(target=target):
            _replayed(target).delete()
            for batch in batches(covered):
                _waiting(target).filter(pk__in=batch).delete()
    return report


def _meanwhile(target: str, covered: set[int]) -> Changes:
    """What changed since the rebuild began, applied to the old index or not yet."""
    rows = [row for row in (*_replayed(target), *_waiting(target)) if row.pk not in covered]
    changed = changes(rows)
    written: list[Document] = []
    for name, ids in changed.items():
        written += documents(kind=kind_named(name), ids=ids)
    return Changes(written, uids(changes=changed) - {document.uid for document in written})


def _waiting(target: str) -> IndexChangeQuerySet:
    return IndexChange.objects.filter(target=target).waiting()


def _replayed(target: str) -> IndexChangeQuerySet:
    return IndexChange.objects.filter(target=replayed(target=target))


def _counted(found: Iterable[Document], watch: Watch, every: int) -> Iterator[Document]:
    for number, document in enumerate(found, start=1):
        yield document
        if number % every == 0:
            watch(number)
