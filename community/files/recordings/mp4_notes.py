"""What an MP4 or QuickTime file says besides its picture and its sound: erased in place, nothing moves.

What players need is listed; every other box becomes an empty one of the same length: the place, the title, the
telephone (`udta`, `meta`, `uuid`), and whatever a maker invents next. Days and free texts inside the boxes kept are
zeroed. A track of data (the position each second, subtitles, time codes) goes with what it holds.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from community.files.recordings.boxes import Box, Boxes, forget
from community.files.recordings.eraser import Eraser
from community.files.recordings.mp4 import MOST_OF_A_TABLE, Film, Track
from community.files.recordings.refusals import Refused

MOST_SAMPLES = 1_000_000  # of a data track: five hours at sixty a second
LARGEST_TABLES = 8 * 1024 * 1024  # bytes of the tables of places of all data tracks
NEEDED: dict[bytes, set[bytes]] = {
    b"": {b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"styp"},
    b"moov": {b"mvhd", b"trak", b"mvex"},
    b"trak": {b"tkhd", b"edts", b"mdia", b"tapt"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"minf": {b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {
        *(b"stsd", b"stts", b"stss", b"ctts", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"sdtp", b"sbgp", b"sgpd"),
        *(b"cslg", b"stps", b"subs"),
    },
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs"},
}
DATED = {b"mvhd", b"tkhd", b"mdhd"}
COMPRESSOR = (50, 82)  # where an entry of a picture names, in 32 bytes of free text, the program that wrote it
PICTURES = {b"avc1", b"avc3", b"vp09", b"av01"}
PADDING, STREAM_INFO = 1, 0  # kinds of FLAC blocks


def erase(*, film: Film, eraser: Eraser) -> None:
    """Erases the notes. Raises Refused before touching anything where they cannot be told from the film."""
    if film.is_fragmented and film.data_tracks:
        raise Refused("not cleaned")
    tables = (box for track in film.data_tracks for box in _tables(film=film, track=track).values())
    if sum(box.end - box.start for box in tables) > LARGEST_TABLES:
        raise Refused("not cleaned")
    samples: list[tuple[int, int]] = []
    left = film.boxes.size  # nothing is said twice: tables that aim again at the same bytes would be erased for ever
    for piece in (piece for track in film.data_tracks for piece in _samples(film=film, track=track)):
        left -= piece[1] - piece[0]
        if left < 0:
            raise Refused("not cleaned")
        samples.append(piece)
    for start, end in samples:
        eraser.zero(start=start, end=end)
    for track in film.data_tracks:
        forget(box=track.box, eraser=eraser)
    _sort_out(boxes=film.boxes, inside=film.top, holder=b"", eraser=eraser)


def _sort_out(*, boxes: Boxes, inside: list[Box], holder: bytes, eraser: Eraser) -> None:
    for box in inside:
        if box.kind not in NEEDED[holder]:
            forget(box=box, eraser=eraser)
        elif box.kind in NEEDED:
            _sort_out(boxes=boxes, inside=list(boxes.inside(box)), holder=box.kind, eraser=eraser)
        elif box.kind in DATED:
            boxes.file.seek(box.body)
            length = 16 if boxes.file.read(1) == b"\x01" else 8  # the day it was made, the day it was changed
            eraser.zero(start=box.body + 4, end=min(box.body + 4 + length, box.end))
        elif box.kind == b"hdlr":
            eraser.zero(start=min(box.body + 12, box.end), end=box.end)
        elif box.kind == b"dref":
            _forget_paths(boxes=boxes, box=box, eraser=eraser)
        elif box.kind == b"stsd":
            _forget_programs(boxes=boxes, box=box, eraser=eraser)


def _forget_paths(*, boxes: Boxes, box: Box, eraser: Eraser) -> None:
    """Where the samples are: « here », sometimes with the path the file had on somebody's computer."""
    for reference in boxes.inside(box, skip=8):
        flags = boxes.read(start=reference.body, end=min(reference.body + 4, reference.end), most=4)
        if len(flags) < 4 or not flags[3] & 1:
            raise Refused("elsewhere")
        eraser.zero(start=reference.body + 4, end=reference.end)


def _forget_programs(*, boxes: Boxes, box: Box, eraser: Eraser) -> None:
    for entry in boxes.inside(box, skip=8):
        if entry.kind in PICTURES:
            start, end = (min(entry.start + place, entry.end) for place in COMPRESSOR)
            eraser.zero(start=start, end=end)
        elif entry.kind == b"fLaC":
            _forget_flac_tags(boxes=boxes, entry=entry, eraser=eraser)


def _forget_flac_tags(*, boxes: Boxes, entry: Box, eraser: Eraser) -> None:
    """Every FLAC block but the description of the stream becomes padding."""
    content = boxes.read(start=entry.start, end=entry.end, most=MOST_OF_A_TABLE)
    at = content.find(b"dfLa") + 8  # its letters, its version and flags
    while at >= 8 and at + 4 <= len(content):
        length = int.from_bytes(content[at + 1 : at + 4], "big")
        if content[at] & 0x7F != STREAM_INFO:
            eraser.write(at=entry.start + at, content=bytes([content[at] & 0x80 | PADDING]))
            eraser.zero(start=entry.start + at + 4, end=min(entry.start + at + 4 + length, entry.end))
        at += 4 + length


def _samples(*, film: Film, track: Track) -> Iterator[tuple[int, int]]:
    """Where each chunk of a track begins and ends. Raises Refused where that is outside what the film says it holds."""
    found = _tables(film=film, track=track)
    places, run, sizes = found.get(b"stco") or found.get(b"co64"), found.get(b"stsc"), found.get(b"stsz")
    if not (places and run and sizes):
        raise Refused("not cleaned")
    starts = _numbers(film=film, box=places, skip=8, width=8 if places.kind == b"co64" else 4)
    runs = _numbers(film=film, box=run, skip=8, width=4)  # first chunk, samples in each chunk, description
    same, count, *each = _numbers(film=film, box=sizes, skip=4, width=4)
    if count > MOST_SAMPLES or (not same and len(each) < count):
        raise Refused("not cleaned")
    held = sorted((box.body, box.end) for box in film.top if box.kind == b"mdat")
    taken = at = 0
    for chunk, start in enumerate(starts, start=1):
        while at + 3 < len(runs) and runs[at + 3] <= chunk:
            at += 3
        here = min(runs[at + 1] if len(runs) > at + 1 else 0, count - taken)
        length = same * here if same else sum(each[taken : taken + here])
        taken += here
        holder = bisect_right(held, start, key=itemgetter(0)) - 1
        if holder < 0 or start + length > held[holder][1]:
            raise Refused("not cleaned")
        yield start, start + length


def _tables(*, film: Film, track: Track) -> dict[bytes, Box]:
    table = film.boxes.child(track.box, b"mdia", b"minf", b"stbl")
    return {box.kind: box for box in film.boxes.inside(table)} if table else {}


def _numbers(*, film: Film, box: Box, skip: int, width: int) -> list[int]:
    content = film.boxes.read(start=box.body, end=box.end, most=LARGEST_TABLES)[skip:]
    kept = content[: len(content) // width * width]
    return [number for (number,) in struct.iter_unpack(">Q" if width == 8 else ">I", kept)]
