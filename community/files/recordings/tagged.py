"""MP3 and Ogg recordings: whether browsers play them, how long they last, and their tags taken out.

The only door to mutagen. Tags are taken out without being read: a hostile one may hold millions of entries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from mutagen import MutagenError, apev2, id3
from mutagen.mp3 import MPEGInfo
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis

from community.files.recordings.refusals import Refused

MOST_TAGS = 8  # one after the other at the beginning of an MP3; the usual number is one
MOST_COMMENTS = 1000  # of an Ogg; the usual number is ten
MOST_PAGES = 500_000  # an hour has some seventy thousand
PAGE = 27  # bytes of the header of an Ogg page
OF_MP3: tuple[Any, ...] = (id3, apev2)
KINDS: dict[bytes, tuple[Any, bytes]] = {b"OpusHead": (OggOpus, b"OpusTags"), b"\x01vorbis": (OggVorbis, b"\x03vorbis")}
OTHERS = {b"\x7fFLAC": "FLAC", b"Speex  ": "Speex", b"\x80theora": "Theora"}
END_TAGS: tuple[tuple[bytes, int], ...] = ((b"TAG", 128), (b"APETAGEX", 32), (b"LYRICS200", 9), (b"LYRICSEND", 9))


@dataclass(frozen=True, kw_only=True)
class Tagged:
    duration: float | None
    has_notes: bool
    take_out: Callable[[], None]

    def erase(self) -> None:
        """Take the tags out. Raises Refused where their lengths lie."""
        try:
            self.take_out()
        except (MutagenError, EOFError, ValueError) as error:
            raise Refused("not cleaned") from error


def read_mp3(*, file: IO[bytes]) -> Tagged:
    """Raises Refused where the file is not MPEG layer 3."""
    file.seek(0)
    try:
        info = MPEGInfo(file, _after_first_tags(file))
    except (MutagenError, EOFError, ValueError) as error:
        raise Refused("damaged") from error
    if info.sketchy:  # bytes that look like a frame of sound, here and there
        raise Refused("damaged")
    if info.layer != 3:
        raise Refused("sound", codec=f"MPEG {info.layer}")
    return Tagged(duration=info.length or None, has_notes=_has_tags(file), take_out=lambda: _take_out_of_mp3(file))


def _after_first_tags(file: IO[bytes]) -> int:
    """Where the sound begins: an ID3 tag says its length in four bytes of seven bits."""
    at = 0
    for _tag in range(MOST_TAGS):
        file.seek(at)
        header = file.read(10)
        if header[:3] != b"ID3" or len(header) < 10:
            return at
        length = sum(byte << shift for byte, shift in zip(header[6:10], (21, 14, 7, 0), strict=True))
        at += 10 + length + (10 if header[5] & 0x10 else 0)
    raise Refused("damaged")


def _has_tags(file: IO[bytes]) -> bool:
    if _after_first_tags(file):
        return True
    size = file.seek(0, 2)
    for opening, length in END_TAGS:
        file.seek(max(0, size - length))
        if file.read(len(opening)) == opening:
            return True
    return False


def _take_out_of_mp3(file: IO[bytes]) -> None:
    for _round in range(MOST_TAGS):
        if not _has_tags(file):
            return
        for library in OF_MP3:
            file.seek(0)
            library.delete(file)
        _cut_lyrics(file)
    raise Refused("not cleaned")


def _cut_lyrics(file: IO[bytes]) -> None:
    """Lyrics3, an old tag at the end, from its first word to its last."""
    size = file.seek(0, 2)
    start = max(0, size - 1_000_000)
    file.seek(start)
    end = file.read()
    if end.endswith((b"LYRICS200", b"LYRICSEND")) and (at := end.rfind(b"LYRICSBEGIN")) >= 0:
        file.truncate(start + at)


def read_ogg(*, file: IO[bytes]) -> Tagged:
    """Raises Refused where the file is not one stream of Opus or of Vorbis."""
    openings = _streams(file)
    known = next((kind for kind in KINDS if openings[0].startswith(kind)), None)
    if known is None:
        name = next((name for opening, name in OTHERS.items() if openings[0].startswith(opening)), "?")
        raise Refused("sound", codec=name)
    if len(openings) > 1:
        raise Refused("not cleaned")
    library, opening = KINDS[known]
    _check_comments(file=file, opening=opening)
    try:
        file.seek(0)
        sound = library(file)
    except (MutagenError, EOFError, ValueError) as error:
        raise Refused("damaged") from error

    def take_out() -> None:
        file.seek(0)
        sound.delete(file)

    return Tagged(duration=sound.info.length or None, has_notes=bool(sound.tags), take_out=take_out)


def _streams(file: IO[bytes]) -> list[bytes]:
    """How each stream of the file begins: one after the other, or side by side, each has its own comments."""
    size = file.seek(0, 2)
    openings: list[bytes] = []
    at = 0
    for _page in range(MOST_PAGES):
        file.seek(at)
        header = file.read(PAGE + 255)
        if header[:4] != b"OggS" or len(header) < PAGE:
            break
        segments = header[PAGE : PAGE + header[26]]
        body = at + PAGE + len(segments)
        if header[5] & 0x02:  # the first page of a stream
            file.seek(body)
            openings.append(file.read(8))
        at = body + sum(segments)
    if at < size or not openings:
        raise Refused("damaged")
    return openings


def _check_comments(*, file: IO[bytes], opening: bytes) -> None:
    """Refuses more comments than anybody writes: the library makes an object of each."""
    file.seek(0)
    start = file.read(4096)  # the first page is 58 bytes at most, the second begins with the comments
    at = start.find(opening)
    vendor = at + len(opening)
    skipped = int.from_bytes(start[vendor : vendor + 4], "little")
    count = start[vendor + 4 + skipped : vendor + 8 + skipped]
    if at < 0 or len(count) < 4 or int.from_bytes(count, "little") > MOST_COMMENTS:
        raise Refused("damaged")
