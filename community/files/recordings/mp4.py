"""An MP4 or QuickTime recording: its tracks, its length, whether a browser plays it.

The first picture and the first sound decide, since players take those; a track that no browser plays beside them (the
position each second, a second sound for one brand of glasses) is data, which mp4_notes.py erases.
"""

from dataclasses import dataclass, replace
from typing import IO

from community.files.recordings.boxes import Box, Boxes
from community.files.recordings.codecs import PROTECTED, name_of, plays
from community.files.recordings.refusals import Refused

MOST_OF_A_TABLE = 64 * 1024  # bytes of a description: one of a real film has some hundreds
PICTURE, SOUND = b"vide", b"soun"
FRAGMENT = (b"moof", b"mvex")


@dataclass(frozen=True, kw_only=True)
class Track:
    """One track: what it holds, how it is written, whether browsers play it, whether anything is in it."""

    box: Box
    handler: bytes
    codec: bytes
    is_played: bool
    has_samples: bool


@dataclass(frozen=True, kw_only=True)
class Film:
    """What the boxes say; `duration` in seconds, None where they do not say."""

    boxes: Boxes
    top: list[Box]
    tracks: list[Track]
    duration: float | None
    is_fragmented: bool

    @property
    def has_picture(self) -> bool:
        return any(track.handler == PICTURE and track.is_played for track in self.tracks)

    @property
    def data_tracks(self) -> list[Track]:
        return [track for track in self.tracks if not track.is_played]


def read(*, file: IO[bytes]) -> Film:
    """Reads the boxes. Raises Refused for what no player could open."""
    boxes = Boxes(file)
    top = list(boxes.top())
    movie = next((box for box in top if box.kind == b"moov"), None)
    if movie is None:
        raise Refused("unfinished")
    inside = list(boxes.inside(movie))
    is_fragmented = any(box.kind in FRAGMENT for box in (*inside, *top))
    film = Film(
        boxes=boxes,
        top=top,
        tracks=[_track(boxes=boxes, box=box) for box in inside if box.kind == b"trak"],
        duration=_duration(boxes=boxes, movie=movie),
        is_fragmented=is_fragmented,
    )
    has_content = any(track.has_samples for track in film.tracks) or any(box.kind == b"moof" for box in top)
    if not has_content:
        raise Refused("unfinished")
    return film


def with_all_it_shows(*, film: Film) -> Film:
    """The same, but that no picture and no sound is taken for data: for a film kept before this was looked at."""
    tracks = [replace(track, is_played=track.handler in (PICTURE, SOUND)) for track in film.tracks]
    return replace(film, tracks=tracks)


def check(*, film: Film, as_sound: bool) -> None:
    """Refuses what browsers would show black or play silent. `as_sound`: the name announces a sound."""
    for handler, reason in ((PICTURE, "picture"), (SOUND, "sound")):
        first = next((track for track in film.tracks if track.handler == handler), None)
        if first is None or first.is_played:
            continue
        if first.codec in PROTECTED:
            raise Refused("protected")
        if handler == SOUND or not as_sound:  # beside a sound, a picture that does not move is the cover
            raise Refused(reason, codec=name_of(first.codec))
    if film.has_picture and as_sound:
        raise Refused("film as sound")
    if not any(track.is_played for track in film.tracks):
        raise Refused("empty")


def _track(*, boxes: Boxes, box: Box) -> Track:
    handler = boxes.child(box, b"mdia", b"hdlr")
    descriptions = boxes.child(box, b"mdia", b"minf", b"stbl", b"stsd")
    sizes = boxes.child(box, b"mdia", b"minf", b"stbl", b"stsz") or boxes.child(box, b"mdia", b"minf", b"stbl", b"stz2")
    if handler is None or descriptions is None:
        raise Refused("damaged")
    if descriptions.end - descriptions.start > MOST_OF_A_TABLE:
        raise Refused("damaged")
    kind = boxes.read(start=handler.body + 8, end=min(handler.body + 12, handler.end), most=4)
    entries = [
        boxes.read(start=entry.start, end=entry.end, most=MOST_OF_A_TABLE)
        for entry in boxes.inside(descriptions, skip=8)
    ]
    count = boxes.read(start=sizes.body + 8, end=min(sizes.body + 12, sizes.end), most=4) if sizes else b""
    return Track(
        box=box,
        handler=kind,
        codec=next((entry[4:8] for entry in entries if not plays(entry)), entries[0][4:8] if entries else b""),
        is_played=kind in (PICTURE, SOUND) and bool(entries) and all(plays(entry) for entry in entries),
        has_samples=int.from_bytes(count, "big") > 0,
    )


def _duration(*, boxes: Boxes, movie: Box) -> float | None:
    """Of `mvhd`, or of `mehd` where the film is written piece by piece."""
    header = boxes.child(movie, b"mvhd")
    if header is None:
        raise Refused("damaged")
    fields = boxes.read(start=header.body, end=min(header.body + 32, header.end), most=32)
    is_long = fields[:1] == b"\x01"
    scale, length = (fields[20:24], fields[24:32]) if is_long else (fields[12:16], fields[16:20])
    units = int.from_bytes(length, "big")
    if not units and (whole := boxes.child(movie, b"mvex", b"mehd")):
        units = int.from_bytes(boxes.read(start=whole.body + 4, end=whole.end, most=8), "big")
    per_second = int.from_bytes(scale, "big")
    unknown = units in (0, 2 ** (8 * len(length)) - 1)
    return units / per_second if per_second and not unknown else None
