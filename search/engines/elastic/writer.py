"""Writing to Elasticsearch: rows in bulk, each with its version, so that what was read last stays.

This is optimistic concurrency control by external versions: no row is locked, the server refuses an older version.
"""

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from elasticsearch import helpers

from search.engines.base import Document, EngineUnavailable, IndexNotBuilt, IndexReport, Rejected
from search.engines.elastic.index import Indices
from search.engines.elastic.server import Connection, is_missing
from search.engines.rows import Row, row, version_of

DOCUMENTS_A_REQUEST = 500
"""Documents in one request: a few megabytes, half a second of the server."""

_PATIENCE = "10s"
"""How long the server waits for a part of the index that no node holds at the moment, before it says so."""

_LARGEST_REQUEST = 10_000_000
_LONGEST_ID = 512  # bytes; the server refuses the whole request for one that is longer
_CREDIBLE_ADVANCE = 1_000_000
"""Microseconds by which clocks of hosts may differ; a version further ahead was given by a clock that was wrong."""

_CURRENT_VERSION = re.compile(r"current version \[(\d+)\]")

Action = dict[str, Any]


def now() -> int:
    """Microseconds since 1970: what versions count in."""
    return time.time_ns() // 1000


class PreparedActions:
    """Documents analysed before anything is sent; a bad one shows here, and takes no other with it."""

    def __init__(self, documents: Iterable[Document], /) -> None:
        self.moment = now()
        self.writes: list[Action] = []
        self.rejected: list[Rejected] = []
        for document in documents:
            self._take(document)

    def _take(self, document: Document) -> None:
        uid = str(getattr(document, "uid", "?"))
        try:
            version = version_of(document, otherwise=self.moment)
            fields = _fields(row(document))
            if len(uid.encode()) > _LONGEST_ID:
                raise ValueError(f"a uid takes at most {_LONGEST_ID} bytes")
        except Exception as error:  # whatever is wrong with this row concerns this row alone
            self.rejected.append(Rejected(uid, f"{type(error).__name__}: {error}"))
        else:
            self.writes.append(_action("index", uid, version) | {"_source": fields})

    @property
    def size(self) -> int:
        """How many documents were given."""
        return len(self.writes) + len(self.rejected)


def chunks(documents: Iterable[Document], /) -> Iterator[PreparedActions]:
    """Documents prepared a request at a time, so that a rebuild never holds them all."""
    remaining = iter(documents)
    while batch := list(islice(remaining, DOCUMENTS_A_REQUEST)):
        yield PreparedActions(batch)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes into the index in use, or into one that is being built when `building` names it."""

    connection: Connection
    indices: Indices
    building: str = ""

    def put(self, prepared: PreparedActions, /, *, refresh: bool) -> IndexReport:
        """Write a batch; what cannot be written is set aside and its old version removed."""
        self._delete(list(_deletions((bad.uid for bad in prepared.rejected), prepared.moment)), refresh=refresh)
        target = self.building or self.indices.alias
        refused = self._send(prepared.writes, target, refresh=refresh, require_alias=not self.building)
        if refused:
            self.remove([bad.uid for bad in refused], refresh=refresh)
        rejected = (*prepared.rejected, *refused)
        return IndexReport(prepared.size - len(rejected), rejected)

    def remove(self, uids: Iterable[str], /, *, refresh: bool) -> None:
        """Remove documents; those that are not there are no error."""
        remaining = iter(uids)
        while batch := list(islice(remaining, DOCUMENTS_A_REQUEST)):
            self._delete(list(_deletions(batch, now())), refresh=refresh)

    def _delete(self, actions: Sequence[Action], *, refresh: bool) -> None:
        """Deletions name the index itself: sent to an alias that is missing, they would make an index in its place."""
        if not actions:
            return
        target = ""
        while target != (target := self.building or self._in_use()):  # again if another was switched to meanwhile
            self._send(actions, target, refresh=refresh)

    def _in_use(self) -> str:
        names = self.indices.current()
        if not names:
            raise IndexNotBuilt(f"no index is called {self.indices.alias}: rebuild it")
        return max(names)

    def _send(self, actions: Sequence[Action], target: str, /, **options: bool) -> list[Rejected]:
        outcome = self._outcome(actions, target, **options)
        if outcome.from_the_future:
            # A clock was ahead when these were written, perhaps ours: they would refuse every change until that hour.
            again = [action | {"version": outcome.from_the_future.get(action["_id"])} for action in actions]
            outcome.rejected += self._outcome([one for one in again if one["version"]], target, **options).rejected
        return outcome.rejected

    def _outcome(
        self, actions: Sequence[Action], target: str, /, *, refresh: bool, require_alias: bool = False
    ) -> "_Outcome":
        outcome = _Outcome()
        sent = helpers.streaming_bulk(
            self.connection.writing,
            actions,
            index=target,
            chunk_size=DOCUMENTS_A_REQUEST,
            max_chunk_bytes=_LARGEST_REQUEST,
            raise_on_error=False,
            yield_ok=False,
            max_retries=2,  # of rows that a busy server puts off
            initial_backoff=0.5,
            refresh=refresh,
            require_alias=require_alias,
            timeout=_PATIENCE,
        )
        for _, answer in sent:
            outcome.take(answer)
        return outcome


@dataclass(slots=True)
class _Outcome:
    """What became of the actions that did not simply succeed."""

    rejected: list[Rejected] = field(default_factory=list)
    from_the_future: dict[str, int] = field(default_factory=dict)

    def take(self, answer: Mapping[str, Any]) -> None:
        ((_, told),) = answer.items()
        status, error = told["status"], told.get("error")
        if status == 404 and not error:
            return  # deleted already
        if status == 409:
            self._conflict(told["_id"], error)
        elif is_missing(error):
            raise IndexNotBuilt("no index for this version of the analysis: rebuild it")
        elif status == 400:
            self.rejected.append(Rejected(told["_id"], _reason(error)))
        else:
            raise EngineUnavailable(f"nothing can be written, status {status}: {_reason(error)}")

    def _conflict(self, uid: str, error: Any) -> None:
        """Another writer read the database later than us: its row stays, unless its version lies in the future."""
        found = _CURRENT_VERSION.search(_reason(error))
        if found and int(found[1]) > now() + _CREDIBLE_ADVANCE:
            self.from_the_future[uid] = int(found[1])


def _fields(prepared: Row) -> Row:
    """The row as the mapping has it."""
    fields = {name: value for name, value in prepared.items() if name != "uid"}
    return fields | {"words": prepared["words"].split()}


def _deletions(uids: Iterable[str], version: int) -> Iterator[Action]:
    for uid in uids:
        known = uid.encode(errors="replace")  # a name that cannot have been written is not there to be removed
        if 0 < len(known) <= _LONGEST_ID:
            yield _action("delete", known.decode(), version)


def _action(name: str, uid: str, version: int) -> Action:
    return {"_op_type": name, "_id": uid, "version": version, "version_type": "external_gte"}


def _reason(error: Any) -> str:
    return str(error.get("reason", error) if isinstance(error, dict) else error)[:400]
