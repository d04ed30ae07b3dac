"""Writing the embedded index: whole batches in one commit, and a bad row that takes no other with it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import tantivy

from search.engines.base import Document, EngineUnavailable, IndexReport, Rejected
from search.engines.embedded.edge import edge
from search.engines.embedded.rows import register_analysis, row, schema

SMALL_HEAP = 30_000_000
"""Bytes of memory of a writer of changes; the library asks for 15 million at least."""

LARGE_HEAP = 100_000_000
"""Bytes of memory of a rebuild: fewer and larger segments."""

DOCUMENTS_A_COMMIT = 2_000
"""Documents in one commit of a rebuild: a commit costs a dozen disk flushes, a failed one is tried again row by row."""

DOCUMENTS_A_PART = 100
"""Documents handed over at once: the library's thread always has something to write while the next ones are read."""


def create(path: Path, /) -> None:
    """Make an empty index in an existing directory."""
    with edge():
        tantivy.Index(schema(), path=str(path))


class _Ready(NamedTuple):
    """A document as the library takes it."""

    uid: str
    document: tantivy.Document


class PreparedRows:
    """Documents analysed before any lock is taken: the slow part, and the part where a bad row shows."""

    def __init__(self, documents: Iterable[Document], /) -> None:
        self.rows: list[_Ready] = []
        self.rejected: list[Rejected] = []
        self._schema = schema()
        for document in documents:
            self._take(document)

    def _take(self, document: Document) -> None:
        uid = str(getattr(document, "uid", "?"))
        try:
            # Checks every type at once; added field by field, a wrong one would show in commit(), too late.
            ready = _Ready(document.uid, tantivy.Document.from_dict(row(document), self._schema))
        except Exception as error:  # whatever is wrong with this row concerns this row alone
            self.rejected.append(Rejected(uid, f"{type(error).__name__}: {error}"))
        else:
            self.rows.append(ready)


class IndexWriter:
    """Writes into one generation; the caller holds the writing lock for as long as this object lives."""

    def __init__(self, path: Path, /, *, heap: int = SMALL_HEAP) -> None:
        with edge():
            self._schema = schema()
            index = tantivy.Index(self._schema, path=str(path))
            register_analysis(index)
            self._writer = index.writer(heap, 1)

    def put(self, parts: Iterable[PreparedRows], /) -> IndexReport:
        """Write everything in one commit; what cannot be written is set aside and its old version removed.

        While the library writes a part in its own thread, the next one is prepared in this one.
        """
        rows: list[_Ready] = []
        rejected: list[Rejected] = []
        with edge():
            fault = None
            for part in parts:
                rows += part.rows
                rejected += part.rejected
                fault = fault or self._fault_in(part)
            fault = fault or self._fault_in_commit()
            if fault:
                # From here this writer would accept documents and lose them: rolled back, it is sound again.
                self._writer.rollback()
                _raise_if_of_the_disk(fault)
                known = len(rejected)
                self._delete([bad.uid for bad in rejected])
                rejected += self._one_by_one(rows)
                return IndexReport(len(rows) + known - len(rejected), tuple(rejected))
        return IndexReport(len(rows), tuple(rejected))

    def remove(self, uids: Iterable[str], /) -> None:
        """Remove documents, in one commit."""
        with edge():
            self._delete(uids)
            self._writer.commit()

    def abandon(self) -> None:
        """Take back what was not committed, its files too: on a full disk they would keep the room that is missing."""
        with suppress(EngineUnavailable), edge():
            self._writer.rollback()
            self._writer.garbage_collect_files()

    def close(self) -> None:
        """Wait for merges: without it, segments pile up by the hundred."""
        with edge():
            self._writer.wait_merging_threads()

    def _fault_in(self, part: PreparedRows) -> ValueError | None:
        try:
            self._delete([bad.uid for bad in part.rejected])
            self._add(part.rows)
        except ValueError as fault:
            return fault
        return None

    def _fault_in_commit(self) -> ValueError | None:
        try:
            self._writer.commit()
        except ValueError as fault:
            return fault
        return None

    def _add(self, rows: Iterable[_Ready]) -> None:
        for uid, document in rows:
            self._writer.delete_documents_by_term("uid", uid)
            self._writer.add_document(document)

    def _delete(self, uids: Iterable[str]) -> None:
        for uid in uids:
            self._writer.delete_documents_by_term("uid", uid.encode(errors="replace").decode())

    def _one_by_one(self, rows: Sequence[_Ready]) -> list[Rejected]:
        rejected = []
        for prepared in rows:
            try:
                self._add([prepared])
                self._writer.commit()
            except ValueError as error:
                self._writer.rollback()
                _raise_if_of_the_disk(error)
                rejected.append(Rejected(prepared.uid, str(error)))
        if rejected and len(rejected) == len(rows):
            # Not one passes, though every type was checked: the fault is not theirs, nothing may be set aside for it.
            raise EngineUnavailable(f"nothing can be written: {rejected[0].reason}")
        return rejected


@contextmanager
def open_writer(path: Path, /, *, heap: int = SMALL_HEAP) -> Iterator[IndexWriter]:
    """A writer that lets go of the index whatever happens."""
    writer = IndexWriter(path, heap=heap)
    try:
        yield writer
    except BaseException:
        writer.abandon()
        raise
    finally:
        writer.close()


def chunks(documents: Iterable[Document], /) -> Iterator[Iterator[PreparedRows]]:
    """Documents prepared a commit at a time, and part by part, so that a rebuild never holds them all."""
    remaining = iter(documents)
    while first := list(islice(remaining, DOCUMENTS_A_PART)):
        yield _parts(first, islice(remaining, DOCUMENTS_A_COMMIT - DOCUMENTS_A_PART))


def _parts(first: Iterable[Document], others: Iterator[Document]) -> Iterator[PreparedRows]:
    yield PreparedRows(first)
    while batch := list(islice(others, DOCUMENTS_A_PART)):
        yield PreparedRows(batch)


def _raise_if_of_the_disk(error: ValueError) -> None:
    """A full or failing disk is no row's fault: without this, those that no longer fit would be set aside for good.

    The library says so in words only: « IoError { … StorageFull … (os error 28) … } ».
    """
    if "os error" in str(error) or "IoError" in str(error):
        raise EngineUnavailable(f"nothing can be written: {error}") from error
