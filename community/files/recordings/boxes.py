"""The boxes of an MP4 or QuickTime file: where each begins and ends, read without holding the film in memory.

A box is a length, four letters, and its content, which may be boxes again (ISO/IEC 14496-12, « atoms » for QuickTime).
Lengths are checked against what holds the box, and a file of more boxes than any camera writes is not read further.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from community.files.recordings.eraser import Eraser
from community.files.recordings.refusals import Refused

MOST_BOXES = 100_000  # two hours written by the second have thirty thousand
HEADER = 8  # bytes: length and letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """Four letters, and three places in the file: of its first byte, of its content, and after its last byte."""

    kind: bytes
    start: int
    body: int
    end: int


class Boxes:
    """A walk through the boxes of one file. Raises Refused where the lengths contradict each other."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.size = file.seek(0, 2)
        self._seen = 0

    def top(self) -> Iterator[Box]:
        """The boxes that are in no other."""
        return self.between(start=0, end=self.size)

    def inside(self, box: Box, *, skip: int = 0) -> Iterator[Box]:
        """The boxes in this one, after the `skip` bytes of its own fields."""
        return self.between(start=box.body + skip, end=box.end)

    def between(self, *, start: int, end: int) -> Iterator[Box]:
        """The boxes from one place to another; the few bytes that some writers leave at the end are passed over."""
        while end - start >= HEADER:
            box = self._at(start=start, end=end)
            yield box
            start = box.end

    def child(self, box: Box, *path: bytes) -> Box | None:
        """The first box found down a path of letters."""
        found: Box | None = box
        for kind in path:
            found = next((each for each in self.inside(found) if each.kind == kind), None) if found else None
        return found

    def read(self, *, start: int, end: int, most: int) -> bytes:
        """The bytes between two places, refused where they are more than such a box ever holds."""
        if end - start > most:
            raise Refused("damaged")
        self.file.seek(start)
        return self.file.read(end - start)

    def _at(self, *, start: int, end: int) -> Box:
        self._seen += 1
        if self._seen > MOST_BOXES:
            raise Refused("damaged")
        self.file.seek(start)
        header = self.file.read(HEADER + 8)
        length, kind, body = int.from_bytes(header[:4], "big"), header[4:8], start + HEADER
        if length == 1:  # the true length follows, for boxes of more than four gigabytes
            length, body = int.from_bytes(header[8:16], "big"), body + 8
        elif length == 0:  # up to the end
            length = end - start
        if start + length > end or start + length < body:
            raise Refused("damaged")
        return Box(kind=kind, start=start, body=body, end=start + length)


def forget(*, box: Box, eraser: Eraser) -> None:
    """Make a box an empty one, of the same length: `free` is what players pass over."""
    eraser.write(at=box.start + 4, content=b"free")
    eraser.zero(start=box.body, end=box.end)
