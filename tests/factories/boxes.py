"""A small MP4 made by hand, box by box: with the tracks a telephone adds, or broken on purpose."""

from collections.abc import Sequence

AVC = b"avcC" + bytes([1, 100, 0, 10, 0xFF, 0xE1, 0, 0, 0])  # High profile
AAC = b"esds" + bytes(4) + bytes([3, 22, 0, 1, 0, 4, 17, 0x40, 0x15, *bytes(11), 5, 2, 0x12, 0x10])


def box(kind: bytes, *content: bytes) -> bytes:
    """A length, four letters, a content."""
    inside = b"".join(content)
    return (8 + len(inside)).to_bytes(4, "big") + kind + inside


def whole(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(4, "big") for number in numbers)


def picture(kind: bytes = b"avc1", config: bytes = AVC) -> bytes:
    """The description of a picture, with the name of the program that wrote it."""
    program = b"\x0fCamera de Nadia".ljust(32, b"\0")
    return box(
        kind, bytes(6), b"\0\1", bytes(16), b"\0\x40\0\x24", bytes(14), program, bytes(4), box(config[:4], config[4:])
    )


def sound(kind: bytes = b"mp4a", config: bytes = AAC) -> bytes:
    """The description of a sound."""
    return box(kind, bytes(6), b"\0\1", bytes(8), b"\0\1\0\x10", bytes(8), box(config[:4], config[4:]))


def track(*, handler: bytes, entry: bytes, place: int, sizes: Sequence[int], more: bytes = b"") -> bytes:
    """A track of one chunk of samples, that begins at `place`."""
    table = box(
        b"stbl",
        box(b"stsd", whole(0, 1), entry),
        box(b"stsc", whole(0, 1, 1, len(sizes), 1)),
        box(b"stsz", whole(0, 0, len(sizes), *sizes)),
        box(b"stco", whole(0, 1, place)),
    )
    here = box(b"dinf", box(b"dref", whole(0, 1), box(b"alis", whole(1), b"/Users/nadia/Desktop/a.mov")))
    named = box(b"hdlr", bytes(8), handler, bytes(12), b"Telephone de Nadia\0")
    media = box(b"mdia", box(b"mdhd", whole(0, 5, 6, 1000, 2000, 0)), named, box(b"minf", here, table))
    return box(b"trak", box(b"tkhd", whole(0, 5, 6, 1, 0, 2000), bytes(60)), media, more)


PLACE = b"+50.6292+003.0573/"
PICTURES, SOUNDS, PLACES = b"\x11" * 40, b"\x22" * 30, PLACE * 2


def film(*, more_tracks: Sequence[bytes] = (), more_boxes: bytes = b"", entry: bytes | None = None) -> bytes:
    """Two seconds of a telephone's film: picture, sound, and a track of positions; `duration` 2.0."""
    start = box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"wide")
    held = box(b"mdat", PICTURES, PLACES, SOUNDS)
    first = len(start) + 8
    positions = box(b"mebx", bytes(6), b"\0\1", box(b"keys", box(b"loca", b"com.apple.quicktime.location.ISO6709")))
    movie = box(
        b"moov",
        box(b"mvhd", whole(0, 0xE5000000, 0xE5000000, 1000, 2000), bytes(80)),
        track(handler=b"vide", entry=entry or picture(), place=first, sizes=[20, 20]),
        track(handler=b"soun", entry=sound(), place=first + 40 + len(PLACES), sizes=[15, 15]),
        track(handler=b"meta", entry=positions, place=first + 40, sizes=[len(PLACE)] * 2),
        *more_tracks,
        box(b"meta", b"Nadia Bensaid"),
        box(b"udta", box(b"\xa9xyz", PLACE)),
    )
    return start + held + movie + more_boxes
