"""The three headers of Vorbis inside a WebM file, of which the second holds the title, the artist, a picture."""

from community.files.recordings.refusals import Refused

OPENING = b"\x03vorbis"


def without_comments(settings: bytes) -> bytes:
    """The same headers, of the same length, with no comment (Matroska: a count, two lengths by 255, three packets)."""
    at = 1
    lengths: list[int] = []
    while len(lengths) < 2:
        length = 0
        while at < len(settings) and settings[at] == 255:
            length, at = length + 255, at + 1
        if settings[:1] != b"\x02" or at >= len(settings):
            raise Refused("damaged")
        lengths.append(length + settings[at])
        at += 1
    start, end = at + lengths[0], at + lengths[0] + lengths[1]
    clean = OPENING + bytes(8) + b"\x01"  # no program, no comment, the bit that ends
    if settings[start : start + len(OPENING)] != OPENING or end - start < len(clean) or end > len(settings):
        raise Refused("damaged")
    return settings[:start] + clean.ljust(end - start, b"\0") + settings[end:]
