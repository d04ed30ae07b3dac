"""Whether the files of an embedded index are what was written: a damaged one is built again, nobody has to notice."""

import errno
import json
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.engines.base import EngineUnavailable, IndexNotBuilt
from search.engines.embedded.disk import META, IndexDirectory
from search.engines.embedded.edge import edge

CHECK_FILES_EVERY = 30.0
"""Seconds between two checks of the files after failures: they cost too much for each question that fails."""

_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
"""The files of every segment of our schema."""

_END = struct.Struct("<II")
"""Last bytes of every file of a segment: length of the note before them, and a number that says it is such a file."""

_NUMBER = 1337
_READ = 1 << 20
_TRIES = 3


@dataclass(slots=True)
class Soundness:
    """Looks at the files when something fails, and condemns the generation when the files are the reason."""

    directory: IndexDirectory
    _next_look: float = 0.0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """As `edge`; a failure that damaged files explain becomes IndexNotBuilt, which the next drain repairs."""
        try:
            with edge():
                yield
        except IndexNotBuilt:
            raise
        except EngineUnavailable:
            if time.monotonic() >= self._next_look:
                self._next_look = time.monotonic() + CHECK_FILES_EVERY
                with edge():
                    self.check(self.directory.current())
            raise

    def check(self, generation: Path, /) -> None:
        """Read every file of a generation (a gigabyte a second or so); raises IndexNotBuilt when one is damaged."""
        with edge():
            fault = fault_in(generation)
        if fault:
            self.directory.condemn(generation, fault)
            raise IndexNotBuilt(f"the index {generation} is damaged, rebuild it: {fault}")


def fault_in(generation: Path, /) -> str:
    """The first thing wrong with the files of an index, or "" when they are as they were written."""
    for _ in range(_TRIES):
        before = _content(generation / META)
        fault = _fault(generation, before)
        if not fault or before == _content(generation / META):
            return fault  # otherwise somebody committed meanwhile, and removed the files that were being read
    return ""


def _fault(generation: Path, meta: bytes) -> str:
    try:
        names = list(_files(json.loads(meta)))
        json.loads(_content(generation / ".managed.json"))
    except (ValueError, TypeError, KeyError):
        return f"{META} or .managed.json cannot be read"
    return next((f"{name} is not as it was written" for name in names if not _is_whole(generation / name)), "")


def _files(meta: Any) -> Iterator[str]:
    for segment in meta["segments"]:
        name = segment["segment_id"].replace("-", "")
        yield from (f"{name}.{part}" for part in _PARTS)
        if segment["deletes"]:
            yield f"{name}.{segment['deletes']['opstamp']}.del"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _is_whole(path: Path) -> bool:
    """Whether the sum that the library wrote in a note at the end of a file is the sum of what stands before it."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(size - _END.size, 0))
            length, number = _END.unpack(file.read())
            end = size - _END.size - length
            if number != _NUMBER or end < 0:
                return False
            file.seek(end)
            noted = json.loads(file.read(length))["crc"]
            file.seek(0)
            return bool(noted == _sum(file, end))
    except (struct.error, ValueError, KeyError, TypeError):
        return False
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.EIO):
            return False
        raise  # too many open files, no right to read: nothing that another index would cure


def _sum(file: Any, remaining: int) -> int:
    total = 0
    while remaining > 0 and (read := file.read(min(_READ, remaining))):
        total = zlib.crc32(read, total)
        remaining -= len(read)
    return total
