"""What stands beside a name where there is no photograph: its first letter, on a paper chosen by the name alone."""

from zlib import crc32

from community.drawing.shapes import SHAPES

_PAPERS = tuple(SHAPES)


def initial_of(name: str) -> str:
    """The first letter, a capital."""
    return name.strip()[:1].upper()


def paper_of(name: str) -> str:
    """The shape whose tint is under the letter: the same for the same name."""
    return _PAPERS[crc32(name.encode()) % len(_PAPERS)]
