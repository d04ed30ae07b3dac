"""What an index holds against what the database says it should: for checking, and for healing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from search.engines.base import Document, EngineUnavailable, SearchEngine
from search.indexing.drain import drain
from search.indexing.notes import note_checked
from search.indexing.rebuild import rebuild
from search.indexing.record import hurry, write_down
from search.models import IndexChange
from search.things.documents import documents, every_document
from search.things.registry import is_known, kind_named, split_uid
from search.which_engine import engine_of

Digests = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """The uids an index lacks, those it should not hold, and those it holds with other words, groups or dates."""

    documents: int
    missing: frozenset[str] = frozenset()
    ghosts: frozenset[str] = frozenset()
    outdated: frozenset[str] = frozenset()
    doubles: int = 0
    """How many it holds more than once."""
    unreadable: frozenset[str] = frozenset()
    """The uids that cannot be compared: the database's side cannot be read."""
    unknown: int = 0
    """How many are of kinds that only a newer version of the site knows: it wrote them, and looks after them."""

    @property
    def differing(self) -> frozenset[str]:
        return self.missing | self.ghosts | self.outdated

    @property
    def is_clean(self) -> bool:
        return not (self.differing or self.doubles or self.unreadable)


def drift(*, target: str) -> Drift:
    """Compare, and write down what was found; changes that still wait show as differences. Raises EngineUnavailable.

    What differs is looked at twice: on a living site a page may be published between the two readings.
    """
    unreadable: set[str] = set()
    engine = engine_of(target=target)
    every = engine.digests()
    held = _of_known_kinds(every)
    expected = _digests(every_document(unreadable=lambda uid, error: unreadable.add(uid)))
    found = Drift(
        documents=len(expected),
        doubles=_doubles(engine, every),
        unreadable=frozenset(unreadable),
        unknown=len(every) - len(held),
    )
    differing = {uid for uid, _digest in held.items() ^ expected.items()} - unreadable
    if differing:
        found = _confirmed(found, engine, differing)
    note_checked(
        target=target,
        documents=found.documents,
        missing=len(found.missing | found.outdated),  # what it should say is not there
        ghosts=len(found.ghosts) + found.doubles,
    )
    return found


def repair(*, target: str) -> Drift:
    """Make an index agree with the database, by the shortest way that does; returns what still differs.

    Each thing that differs is looked at again, through the outbox as any change; so is what cannot be read, which
    leaves the index: nobody knows any more who may find it. An index that cannot be read, or
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
        _look_again(target, found.differing | found.unreadable)
    return drift(target=target)


def _confirmed(found: Drift, engine: SearchEngine, differing: set[str]) -> Drift:
    """What still differs at a second look."""
    held = {uid: digest for uid, digest in engine.digests().items() if uid in differing}
    expected = _expected(differing)
    return replace(
        found,
        missing=frozenset(expected.keys() - held.keys()),
        ghosts=frozenset(held.keys() - expected.keys()),
        outdated=frozenset(uid for uid in held.keys() & expected.keys() if held[uid] != expected[uid]),
    )


def _look_again(target: str, uids: Iterable[str]) -> None:
    rows = [IndexChange(target=target, kind=kind, object_id=pk) for kind, pks in _ids(uids).items() for pk in pks]
    write_down(rows)
    hurry(target=target)
    while drain(target=target):
        pass


def _doubles(engine: SearchEngine, held: Digests) -> int:
    """How many uids are held twice: there are fewer uids than documents.

    Counted again when it seems so, because a page may have come between.
    """
    if engine.health().documents <= len(held):
        return 0
    again = len(engine.digests())
    return max(0, engine.health().documents - again)


def _expected(uids: Iterable[str]) -> Digests:
    found: dict[str, str] = {}
    for kind, pks in _ids(uids).items():
        found |= _digests(documents(kind=kind_named(kind), ids=sorted(pks), unreadable=lambda uid, error: None))
    return found


def _digests(found: Iterable[Document]) -> Digests:
    return {document.uid: document.digest for document in found}


def _of_known_kinds(held: Digests) -> Digests:
    return {uid: digest for uid, digest in held.items() if is_known(split_uid(uid)[0])}


def _ids(uids: Iterable[str]) -> dict[str, set[int]]:
    ids: dict[str, set[int]] = defaultdict(set)
    for uid in uids:
        kind, pk = split_uid(uid)
        ids[kind].add(pk)
    return ids
