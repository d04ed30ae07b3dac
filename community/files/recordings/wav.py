"""A WAV recording: whether browsers play it, how long it lasts, and its notes erased in place.

Its chunks (`LIST` of names, `bext` of the broadcasters, `iXML`, `id3`…) become `JUNK`, which players pass over.
"""

from dataclasses import dataclass
from typing import IO

from community.files.recordings.eraser import Eraser
from community.files.recordings.refusals import Refused

NEEDED = {b"fmt ", b"data", b"fact"}
PLAYED = {1, 3, 6, 7}  # whole numbers, fractions, and the two of the telephone (A-law, µ-law)
EXTENDED = 0xFFFE  # the true kind stands further
NAMES = {2: "ADPCM", 0x11: "ADPCM", 0x31: "GSM", 0x50: "MPEG", 0x55: "MP3"}
MOST_CHUNKS = 1000
OPENING = 12  # bytes: RIFF, length, WAVE


@dataclass(frozen=True, kw_only=True)
class Chunk:
    kind: bytes
    start: int
    body: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Sound:
    chunks: list[Chunk]
    size: int
    duration: float | None


def read(*, file: IO[bytes]) -> Sound:
    """Reads the chunks. Raises Refused for what no browser plays."""
    size = file.seek(0, 2)
    file.seek(0)
    opening = file.read(OPENING)
    if opening[:4] != b"RIFF" or opening[8:] != b"WAVE":
        raise Refused("damaged")
    chunks = _chunks(file=file, size=size)
    kinds = {chunk.kind: chunk for chunk in reversed(chunks)}
    if b"fmt " not in kinds or b"data" not in kinds:
        raise Refused("unfinished")
    per_second = _check_format(file=file, chunk=kinds[b"fmt "])
    data = kinds[b"data"]
    return Sound(chunks=chunks, size=size, duration=(data.end - data.body) / per_second if per_second else None)


def erase(*, sound: Sound, eraser: Eraser) -> None:
    """Erases every chunk that is not sound, and what follows the last one."""
    for chunk in sound.chunks:
        if chunk.kind not in NEEDED:
            eraser.write(at=chunk.start, content=b"JUNK")
            eraser.zero(start=chunk.body, end=chunk.end)
    end = sound.chunks[-1].end
    eraser.zero(start=end, end=sound.size)


def _chunks(*, file: IO[bytes], size: int) -> list[Chunk]:
    """The chunks up to the end; the last one may be cut, or of unknown length, as recorders leave it."""
    chunks: list[Chunk] = []
    at = OPENING
    while size - at >= 8:
        file.seek(at)
        header = file.read(8)
        end = min(at + 8 + int.from_bytes(header[4:], "little"), size)
        if len(chunks) >= MOST_CHUNKS:
            raise Refused("damaged")
        if not header[:4].strip(b"\0"):  # zeros at the end: no chunk
            break
        chunks.append(Chunk(kind=header[:4], start=at, body=at + 8, end=end))
        at = end + (end - at) % 2
    return chunks


def _check_format(*, file: IO[bytes], chunk: Chunk) -> int:
    """How many bytes make a second, where a browser plays this kind."""
    file.seek(chunk.body)
    fields = file.read(min(chunk.end - chunk.body, 40))
    if len(fields) < 16:
        raise Refused("damaged")
    kind = int.from_bytes(fields[:2], "little")
    if kind == EXTENDED:
        kind = int.from_bytes(fields[24:26], "little")
    if kind not in PLAYED:
        raise Refused("sound", codec=NAMES.get(kind, f"0x{kind:04x}"))
    return int.from_bytes(fields[8:12], "little")
