"""Writing the embedded index: whole batches in one commit, and a bad row that takes no other with it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import tantivy

from search.engines.base import Document, EngineUnavailable, IndexReport, Rejected
from search.engines.embedded_edge import edge
from search.engines.embedded_rows import Row, register_analysis, row, schema

SMALL_HEAP = 30_000_000
"""Bytes of memory of a writer of changes; the library asks for 15 million at least."""

LARGE_HEAP = 100_000_000
"""Bytes of memory of a rebuild: fewer and larger segments."""

CHUNK = 2_000
"""Documents in one commit of a rebuild: a commit costs a dozen disk flushes, a failed one is tried again row by row."""


def create(path: Path, /) -> None:
    """Make an empty index in an existing directory."""
    with edge():
        tantivy.Index(schema(), path=str(path))


class Prepared:
    """Documents analysed before any lock is taken: the slow part, and the part where a bad row shows."""

    def __init__(self, documents: Iterable[Document], /) -> None:
        self.rows: list[Row] = []
        self.rejected: list[Rejected] = []
        self._schema = schema()
        for document in documents:
            self._take(document)

    def _take(self, document: Document) -> None:
        uid = str(getattr(document, "uid", "?"))
        try:
            prepared = row(document)
            # Checks every type at once; added field by field, a wrong one would show in commit(), too late.
            tantivy.Document.from_dict(prepared, self._schema)
        except Exception as error:  # whatever is wrong with this row concerns this row alone
            self.rejected.append(Rejected(uid, f"{type(error).__name__}: {error}"))
        else:
            self.rows.append(prepared)


class IndexWriter:
    """Writes into one generation; the caller holds the writing lock for as long as this object lives."""

    def __init__(self, path: Path, /, *, heap: int = SMALL_HEAP) -> None:
        with edge():
            self._schema = schema()
            index = tantivy.Index(self._schema, path=str(path))
            register_analysis(index)
            self._writer = index.writer(heap, 1)

    def put(self, prepared: Prepared, /) -> IndexReport:
        """Write a batch in one commit; what cannot be written is set aside and its old version removed."""
        rejected = list(prepared.rejected)
        self._delete([bad.uid for bad in rejected])
        with edge():
            try:
                self._add(prepared.rows)
                self._writer.commit()
            except ValueError:
                # From here this writer would accept documents and lose them: rolled back, it is sound again.
                self._writer.rollback()
                rejected += self._one_by_one(prepared.rows)
        return IndexReport(len(prepared.rows) + len(prepared.rejected) - len(rejected), tuple(rejected))

    def remove(self, uids: Iterable[str], /) -> None:
        """Remove documents, in one commit."""
        with edge():
            self._delete(uids)
            self._writer.commit()

    def close(self) -> None:
        """Wait for merges: without it, segments pile up by the hundred."""
        with edge():
            self._writer.wait_merging_threads()

    def _add(self, rows: Iterable[Row]) -> None:
        for prepared in rows:
            self._writer.delete_documents_by_term("uid", prepared["uid"])
            self._writer.add_document(tantivy.Document.from_dict(prepared, self._schema))

    def _delete(self, uids: Iterable[str]) -> None:
        for uid in uids:
            self._writer.delete_documents_by_term("uid", uid.encode(errors="replace").decode())

    def _one_by_one(self, rows: Sequence[Row]) -> list[Rejected]:
        rejected = []
        for prepared in rows:
            try:
                self._add([prepared])
                self._writer.commit()
            except ValueError as error:
                self._writer.rollback()
                rejected.append(Rejected(prepared["uid"], str(error)))
        if rejected and len(rejected) == len(rows):
            # Not one passes, though every type was checked: the fault is the disk's, nothing may be set aside for it.
            raise EngineUnavailable(f"nothing can be written: {rejected[0].reason}")
        return rejected


@contextmanager
def open_writer(path: Path, /, *, heap: int = SMALL_HEAP) -> Iterator[IndexWriter]:
    """A writer that lets go of the index whatever happens."""
    writer = IndexWriter(path, heap=heap)
    try:
        yield writer
    finally:
        writer.close()


def chunks(documents: Iterable[Document], /) -> Iterator[Prepared]:
    """Documents prepared a commit at a time, so that a rebuild never holds them all."""
    remaining = iter(documents)
    while batch := list(islice(remaining, CHUNK)):
        yield Prepared(batch)
