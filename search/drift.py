"""What an index holds against what the database says it should: for checking, and for healing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from search.chosen_engine import engine_of
from search.documents import documents, every_document
from search.engines.base import EngineUnavailable, SearchEngine
from search.index_notes import note_checked
from search.kinds import kind_named, split_uid
from search.models import IndexChange
from search.outbox import drain, hurry
from search.rebuild import rebuild


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """The uids an index lacks, those it should not hold, and how many it holds more than once."""

    documents: int
    missing: frozenset[str] = frozenset()
    ghosts: frozenset[str] = frozenset()
    doubles: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.missing or self.ghosts or self.doubles)


def drift(*, target: str) -> Drift:
    """Compare, and write down what was found; changes that still wait show as differences. Raises EngineUnavailable.

    What differs is looked at twice: on a living site a page may be published between the two readings.
    """
    unreadable: set[str] = set()
    engine = engine_of(target=target)
    held = engine.uids()
    doubles = _doubles(engine, held)
    expected = {found.uid for found in every_document(unreadable=lambda uid, error: unreadable.add(uid))}
    differing = (held ^ expected) - unreadable
    found = Drift(documents=len(expected), doubles=doubles)
    if differing:
        held, expected = engine.uids() & differing, _expected(differing)
        found = replace(found, missing=frozenset(expected - held), ghosts=frozenset(held - expected))
    note_checked(
        target=target,
        documents=found.documents,
        missing=len(found.missing),
        ghosts=len(found.ghosts) + found.doubles,
    )
    return found


def repair(*, target: str) -> Drift:
    """Make an index agree with the database, by the shortest way that does; returns what still differs.

    Each thing that differs is looked at again, through the outbox as any change. An index that cannot be read, or
    that holds things twice, is built anew.
    """
    try:
        found = drift(target=target)
    except EngineUnavailable:
        rebuild(target=target)
        return drift(target=target)
    if found.is_clean:
        return found
    if found.doubles:
        rebuild(target=target)
    else:
        _look_again(target, found.missing | found.ghosts)
    return drift(target=target)


def _look_again(target: str, uids: Iterable[str]) -> None:
    rows = [IndexChange(target=target, kind=kind, object_id=pk) for kind, pks in _ids(uids).items() for pk in pks]
    IndexChange.objects.bulk_create(rows, batch_size=500)
    hurry(target=target)
    while drain(target=target):
        pass


def _doubles(engine: SearchEngine, held: Collection[str]) -> int:
    """Fewer names than documents is one name twice; counted again when it seems so: a page may have come between."""
    if engine.health().documents <= len(held):
        return 0
    again = len(engine.uids())
    return max(0, engine.health().documents - again)


def _expected(uids: Iterable[str]) -> set[str]:
    return {
        found.uid
        for kind, pks in _ids(uids).items()
        for found in documents(kind=kind_named(kind), ids=sorted(pks), unreadable=lambda uid, error: None)
    }


def _ids(uids: Iterable[str]) -> dict[str, set[int]]:
    ids: dict[str, set[int]] = defaultdict(set)
    for uid in uids:
        kind, pk = split_uid(uid)
        ids[kind].add(pk)
    return ids
