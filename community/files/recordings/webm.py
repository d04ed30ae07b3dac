"""A WebM recording: whether browsers play it, how long it lasts, and its notes erased in place."""

import math
import struct
from dataclasses import dataclass
from itertools import islice
from typing import IO

from community.files.recordings import vorbis
from community.files.recordings.codecs import WEBM_PICTURES, WEBM_SOUNDS, name_of
from community.files.recordings.ebml import VOID, Element, Elements, forget
from community.files.recordings.eraser import Eraser
from community.files.recordings.refusals import Refused

EBML, SEGMENT, INFO, TRACKS, TRACK, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675
SEEK_HEAD, CUES, CHECKSUM = 0x114D9B74, 0x1C53BB6B, 0xBF
SCALE, DURATION, PROGRAMS = 0x2AD7B1, 0x4489, {0x4D80, 0x5741}
KIND, CODEC, SETTINGS, ENCODINGS = 0x83, 0x86, 0x63A2, 0x6D80
PICTURE, SOUND = 1, 2
IN_A_CLUSTER = {0xE7, 0xA3, 0xA0, 0xA7, 0xAB}  # time, blocks, place, size of the one before
NEEDED_IN_TRACK = {
    *(0xD7, 0x73C5, KIND, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x234E7A, 0x23314F, 0x55EE, 0x22B59C),
    *(CODEC, SETTINGS, 0x56AA, 0x56BB, 0xE0, 0xE1, 0x41E4, 0x22B59D),
}
NEEDED = {
    SEGMENT: {SEEK_HEAD, INFO, TRACKS, CUES, CLUSTER} | IN_A_CLUSTER,
    INFO: {SCALE, DURATION} | PROGRAMS,
    TRACKS: {TRACK},
    TRACK: NEEDED_IN_TRACK,
}
MOST_PARTS = 50_000  # of a film: clusters, mostly, one for each second or more
LONGEST_SETTINGS = 1024 * 1024  # bytes
NANOSECONDS = 1_000_000  # of one unit of time, where the file does not say


@dataclass(frozen=True, kw_only=True)
class WebTrack:
    kind: int
    codec: bytes
    settings: Element | None


@dataclass(frozen=True, kw_only=True)
class WebFilm:
    """What the elements say; `duration` in seconds, None where they do not say."""

    elements: Elements
    segment: Element
    inside: list[Element]
    tracks: list[WebTrack]
    duration: float | None

    @property
    def has_picture(self) -> bool:
        return any(track.kind == PICTURE for track in self.tracks)


def read(*, file: IO[bytes]) -> WebFilm:
    """Reads the elements. Raises Refused for what no player could open."""
    elements = Elements(file)
    top = elements.between(start=0, end=elements.size)
    segment = next((element for element in top if element.number == SEGMENT), None)
    if segment is None:
        raise Refused("damaged")
    known = {EBML} | NEEDED[SEGMENT]
    inside = list(islice((each for each in elements.inside(segment) if each.number not in IN_A_CLUSTER), MOST_PARTS))
    if len(inside) == MOST_PARTS:
        raise Refused("damaged")
    parts = {each.number: each for each in inside if each.number in known}
    if TRACKS not in parts or CLUSTER not in parts:
        raise Refused("unfinished")
    return WebFilm(
        elements=elements,
        segment=segment,
        inside=inside,
        tracks=[_track(elements, each) for each in elements.inside(parts[TRACKS]) if each.number == TRACK],
        duration=_duration(elements, parts[INFO]) if INFO in parts else None,
    )


def check(*, film: WebFilm) -> None:
    """Refuses what browsers would show black or play silent, and tracks that hold something else."""
    for track in film.tracks:
        if track.kind not in (PICTURE, SOUND):
            raise Refused("not cleaned")
        played, reason = (WEBM_PICTURES, "picture") if track.kind == PICTURE else (WEBM_SOUNDS, "sound")
        if track.codec not in played:
            raise Refused(reason, codec=name_of(track.codec[2:]))
    if not film.tracks:
        raise Refused("empty")


def erase(*, film: WebFilm, eraser: Eraser) -> None:
    """Erases title, day, tags, joined files, names of tracks and of programs."""
    _sort_out(film.elements, film.inside, holder=SEGMENT, eraser=eraser)
    _forget_what_follows(film, eraser)
    for track in film.tracks:
        if track.codec == b"A_VORBIS" and track.settings:
            content = film.elements.read(track.settings, most=LONGEST_SETTINGS)
            eraser.write(at=track.settings.body, content=vorbis.without_comments(content))


def _forget_what_follows(film: WebFilm, eraser: Eraser) -> None:
    """Players stop where the film ends: what stands behind is for nobody, or for somebody else."""
    start, end = film.segment.end, film.elements.size
    if end - start > 1:
        forget(element=Element(number=VOID, start=start, body=start, end=end), eraser=eraser)


def _sort_out(elements: Elements, inside: list[Element], *, holder: int, eraser: Eraser) -> None:
    for element in inside:
        if element.number in PROGRAMS or element.number == VOID:
            eraser.zero(start=element.body, end=element.end)
        elif element.number not in NEEDED[holder] and element.number != CLUSTER:
            forget(element=element, eraser=eraser)  # a checksum too: it would be wrong
        elif element.number in NEEDED and element.number != SEGMENT:
            _sort_out(elements, list(elements.inside(element)), holder=element.number, eraser=eraser)


def _track(elements: Elements, track: Element) -> WebTrack:
    found = {each.number: each for each in elements.inside(track)}
    if ENCODINGS in found:
        raise Refused("protected")
    if KIND not in found or CODEC not in found:
        raise Refused("damaged")
    return WebTrack(
        kind=int.from_bytes(elements.read(found[KIND], most=8), "big"),
        codec=elements.read(found[CODEC], most=64).rstrip(b"\0"),
        settings=found.get(SETTINGS),
    )


def _duration(elements: Elements, info: Element) -> float | None:
    found = {each.number: each for each in elements.inside(info)}
    if DURATION not in found:
        return None
    content = elements.read(found[DURATION], most=8)
    if len(content) not in (4, 8):
        return None
    (units,) = struct.unpack(">f" if len(content) == 4 else ">d", content)
    scale = int.from_bytes(elements.read(found[SCALE], most=8), "big") if SCALE in found else NANOSECONDS
    seconds = units * scale / 1e9
    return seconds if math.isfinite(seconds) and seconds > 0 else None
