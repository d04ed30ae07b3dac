"""Where a picture ends by its own format, and whether it holds anything that is not drawn: read without decoding.

The last bytes prove nothing: a picture cropped and saved over the former one keeps the rest of the former, and its end.
"""

import re
from collections.abc import Callable

# What a reader needs to draw; any other part of a file says something, or hides it.
PNG_DRAWN = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"pHYs", b"hIST"),
    *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"cICP", b"mDCV", b"cLLI"),
}
WEBP_DRAWN = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
_MARKER_IN_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")  # neither data nor a restart
START_OF_SCAN, END_OF_JPEG = 0xDA, 0xD9
EXTENSION, DRAWING, END_OF_GIF = 0x21, 0x2C, 0x3B


def holds_nothing_else(content: bytes, /, *, kind: str) -> bool:
    """Whether the picture is all that the file holds; not where its parts do not follow each other.

    A kind of which nothing is known here is believed: AVIF and HEIC, which are always written again.
    """
    walk = _WALKS.get(kind)
    return walk is None or walk(content) == len(content)


def end_of_jpeg(content: bytes, /) -> int:
    """The place after the last byte of the first picture; -1 where its parts do not follow each other."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == END_OF_JPEG:
            return at + 2
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == START_OF_SCAN:
            following = _MARKER_IN_SCAN.search(content, at)
            at = following.end() - 2 if following else len(content)
    return at + 2 if content[at : at + 2] == bytes((0xFF, END_OF_JPEG)) else -1


def _end_of_png(content: bytes) -> int:
    at = 8
    while at + 12 <= len(content):
        name = content[at + 4 : at + 8]
        at += 12 + int.from_bytes(content[at : at + 4], "big")
        if name == b"IEND":
            return at
        if name not in PNG_DRAWN:
            return -1
    return -1


def _end_of_webp(content: bytes) -> int:
    at = 12
    end = 8 + int.from_bytes(content[4:8], "little")
    while at + 8 <= end:
        if content[at : at + 4] not in WEBP_DRAWN:
            return -1
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    return at if at in (end, end + 1) else -1  # some count the last filling, some do not


def _end_of_gif(content: bytes) -> int:
    at = 13 + _colours_of_gif(content, 10)
    while at < len(content):
        part, at = content[at], at + 1
        if part == END_OF_GIF:
            return at
        if part == EXTENSION:
            if content[at : at + 1] != b"\xf9":  # how to draw the picture; others are texts and notes
                return -1
            at += 1
        elif part == DRAWING:
            at += 10 + _colours_of_gif(content, at + 8)
        else:
            return -1
        while at < len(content) and content[at]:
            at += 1 + content[at]
        at += 1
    return -1


def _colours_of_gif(content: bytes, place: int) -> int:
    """Bytes of the table of colours that these flags announce."""
    flags = content[place] if place < len(content) else 0
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


_WALKS: dict[str, Callable[[bytes], int]] = {
    "JPEG": end_of_jpeg,
    "PNG": _end_of_png,
    "WEBP": _end_of_webp,
    "GIF": _end_of_gif,
}
