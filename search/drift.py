"""What an index holds against what the database says it should: for checking, and for healing."""

from collections import defaultdict
from dataclasses import dataclass

from search.chosen_engine import engine_of
from search.documents import every_document
from search.kinds import split_uid
from search.models import IndexChange
from search.outbox import drain


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """The uids an index lacks, and those it should not hold."""

    documents: int
    missing: frozenset[str]
    ghosts: frozenset[str]

    @property
    def is_clean(self) -> bool:
        return not (self.missing or self.ghosts)


def drift(*, target: str) -> Drift:
    """Compare; changes that still wait show here as differences. Raises EngineUnavailable."""
    held = engine_of(target=target).uids()
    expected = frozenset(document.uid for document in every_document())
    return Drift(documents=len(expected), missing=expected - held, ghosts=held - expected)


def repair(*, target: str, found: Drift) -> None:
    """Look again at each thing that differs, through the outbox as any change."""
    ids: dict[str, set[int]] = defaultdict(set)
    for uid in found.missing | found.ghosts:
        kind, pk = split_uid(uid)
        ids[kind].add(pk)
    rows = [IndexChange(target=target, kind=kind, object_id=pk) for kind, pks in ids.items() for pk in pks]
    IndexChange.objects.bulk_create(rows, batch_size=500)
    while drain(target=target):
        pass
