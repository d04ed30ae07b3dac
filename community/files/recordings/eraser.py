"""Erasing in place: the file keeps its length, so that nothing else in it moves, and it is never held in memory."""

from typing import IO

WRITTEN_AT_ONCE = 64 * 1024  # bytes read and written at a time


class Eraser:
    """Writes over parts of a file, and knows whether there was anything to write over; `dry` only looks."""

    def __init__(self, file: IO[bytes], *, dry: bool = False) -> None:
        self.file = file
        self.dry = dry
        self.found = False

    def write(self, *, at: int, content: bytes) -> None:
        """Put these bytes there, unless they are there already."""
        self.file.seek(at)
        if self.file.read(len(content)) == content:
            return
        self.found = True
        if not self.dry:
            self.file.seek(at)
            self.file.write(content)

    def zero(self, *, start: int, end: int) -> None:
        """Put zeros from `start` to before `end`."""
        while start < end:
            length = min(WRITTEN_AT_ONCE, end - start)
            self.write(at=start, content=bytes(length))
            start += length
