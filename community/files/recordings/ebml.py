"""The elements of a WebM file: where each begins and ends, read without holding the film in memory (RFC 8794).

An element is a number, a length, and its content. A film written live does not know its lengths: the elements of its
segment and of its clusters are then read one after the other, as if they stood side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from community.files.recordings.eraser import Eraser
from community.files.recordings.refusals import Refused

MOST_ELEMENTS = 600_000  # two hours written live; any other film shows its clusters only
LONGEST_HEADER = 12  # bytes: a number of four at most, a length of eight
VOID = 0xEC


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """Its number, and three places in the file; `is_open`: its length is not known."""

    number: int
    start: int
    body: int
    end: int
    is_open: bool = False


class Elements:
    """A walk through the elements of one file. Raises Refused where the lengths contradict each other."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.size = file.seek(0, 2)
        self._seen = 0

    def between(self, *, start: int, end: int) -> Iterator[Element]:
        """The elements from one place to another; one whose length is not known is entered."""
        while start < end:
            element = self._at(start=start, end=end)
            yield element
            start = element.body if element.is_open else element.end

    def inside(self, element: Element) -> Iterator[Element]:
        """The elements in this one."""
        return self.between(start=element.body, end=element.end)

    def read(self, element: Element, *, most: int) -> bytes:
        """The content, refused where it is more than such an element ever holds."""
        if element.end - element.body > most:
            raise Refused("damaged")
        self.file.seek(element.body)
        return self.file.read(element.end - element.body)

    def _at(self, *, start: int, end: int) -> Element:
        self._seen += 1
        if self._seen > MOST_ELEMENTS:
            raise Refused("damaged")
        self.file.seek(start)
        header = self.file.read(LONGEST_HEADER)
        width = _width(header, 0)
        length_width = _width(header, width)
        body = start + width + length_width
        if not 0 < width <= 4 or not length_width or body > end:
            raise Refused("damaged")
        mask = (1 << (7 * length_width)) - 1
        length = int.from_bytes(header[width : width + length_width], "big") & mask
        is_open = length == mask
        if not is_open and body + length > end:
            raise Refused("damaged")
        number = int.from_bytes(header[:width], "big")
        return Element(number=number, start=start, body=body, end=end if is_open else body + length, is_open=is_open)


def _width(content: bytes, at: int) -> int:
    """How many bytes a number of variable length takes: its first byte says so by its zeros; 0 where it is not one."""
    return 9 - content[at].bit_length() if at < len(content) and content[at] else 0


def forget(*, element: Element, eraser: Eraser) -> None:
    """Make an element an empty one, of the same length: `Void` is what players pass over."""
    length = element.end - element.start
    width = 1 if length - 2 < 0x7F else 8
    header = bytes([VOID]) + (length - 1 - width | 1 << (7 * width)).to_bytes(width, "big")
    eraser.write(at=element.start, content=header)
    eraser.zero(start=element.start + len(header), end=element.end)
