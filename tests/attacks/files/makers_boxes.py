"""Films and sounds made to make a reader loop, swell, or believe a length."""

import random
import struct
from collections.abc import Callable

from tests.factories.boxes import PLACE, box, film, picture, sound, track, whole
from tests.factories.small_files import MP3, element, webm

START = box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41")


def nested(kind: bytes, times: int) -> bytes:
    """A box in a box in a box…"""
    lengths = (8 * (times - depth) for depth in range(times))
    return b"".join(length.to_bytes(4, "big") + kind for length in lengths)


def lying_track(*, count: int, same: int, place: int) -> bytes:
    """A track of data whose tables say what they like: the eraser must not believe them."""
    table = track(handler=b"meta", entry=box(b"mebx", bytes(8)), place=place, sizes=[4])
    return table.replace(whole(0, 0, 1, 4), whole(0, same, count, 4))


def endless_track(*, runs: int, chunks: int, each: int, place: int) -> bytes:
    """A track of data in a million pieces, or whose pieces are all the same bytes."""
    table = box(
        b"stbl",
        box(b"stsd", whole(0, 1), box(b"mett", bytes(8))),
        box(b"stsc", whole(0, runs), whole(1, 1, 1) * runs),
        box(b"stsz", whole(0, each, chunks)),
        box(b"stco", whole(0, chunks), whole(place) * chunks),
    )
    return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), b"meta", bytes(13)), box(b"minf", table)))


def page_of_ogg(packet: bytes, *, flags: int = 2, number: int = 0) -> bytes:
    lengths = bytes([255] * (len(packet) // 255) + [len(packet) % 255])[:255]
    return b"OggS\0" + bytes([flags]) + struct.pack("<QIIIB", 0, 1, number, 0, len(lengths)) + lengths + packet


OPUS = b"OpusHead\1\1\0\0\x80\xbb\0\0\0\0\0"
MANY_COMMENTS = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 2**32 - 1) + b"\2\0\0\0a=" * 5000

MAKERS: dict[str, Callable[[], bytes]] = {
    "boite de taille un.mp4": lambda: START + whole(1) + b"moov" + bytes(8),
    "boite de taille immense.mp4": lambda: START + whole(1) + b"moov" + b"\x7f" + b"\xff" * 7,
    "boite plus petite que sa tete.mp4": lambda: START + whole(3) + b"moov" + bytes(40),
    "dix mille boites l'une dans l'autre.mp4": lambda: START + nested(b"moov", 10_000),
    "dix mille pistes l'une dans l'autre.mp4": lambda: START + box(b"moov", nested(b"trak", 10_000)),
    "cent dix mille boites.mp4": lambda: START + box(b"free") * 110_000,
    "moov coupe.mp4": lambda: film()[:-60],
    "film coupe en trois.mov": lambda: film()[:200],
    "piste sans description.mp4": lambda: START + box(b"moov", box(b"mvhd", bytes(100)), box(b"trak")),
    "quatre milliards d'echantillons.mp4": lambda: film(more_tracks=[lying_track(count=2**32 - 1, same=1, place=44)]),
    "donnees qui visent les tables.mp4": lambda: film(more_tracks=[lying_track(count=1, same=60, place=8)]),
    "donnees qui visent apres la fin.mp4": lambda: film(more_tracks=[lying_track(count=1, same=60, place=2**32 - 9)]),
    "donnees qui visent l'image.mp4": lambda: film(more_tracks=[lying_track(count=1, same=8, place=44)]),
    "mille pistes.mp4": lambda: film(
        more_tracks=[track(handler=b"text", entry=box(b"tx3g"), place=44, sizes=[1])] * 1000
    ),
    "description immense.mp4": lambda: film(entry=picture() + bytes(100_000)),
    "donnees en cent mille suites.mp4": lambda: film(
        more_tracks=[endless_track(runs=300_000, chunks=1, each=1, place=44)]
    ),
    "cent mille fois le meme morceau.mp4": lambda: (
        box(b"mdat", bytes(4_000_000))
        + film(more_tracks=[endless_track(runs=1, chunks=100_000, each=3_000_000, place=8)])
    ),
    "cent mille morceaux, quarante mille boites.mp4": lambda: film(
        more_tracks=[endless_track(runs=1, chunks=100_000, each=0, place=44)], more_boxes=box(b"mdat") * 40_000
    ),
    "aac sans fin.mp4": lambda: film(
        more_tracks=[
            track(handler=b"soun", entry=sound(config=b"esds\0\0\0\0" + b"\x03\x80\x80\x80" * 60), place=44, sizes=[1])
        ]
    ),
    "flac sans fin.mp4": lambda: film(
        more_tracks=[track(handler=b"soun", entry=sound(b"fLaC", b"dfLa\0\0\0\0\x04\xff\xff\xff"), place=44, sizes=[1])]
    ),
    "duree infinie.mp4": lambda: film().replace(whole(1000, 2000), whole(0, 2**32 - 1)),
    "position dans tout.mp4": lambda: film(more_boxes=box(b"free", PLACE) * 50),
    "element de taille immense.webm": lambda: b"\x1a\x45\xdf\xa3\x01\x7f\xff\xff\xff\xff\xff\xff",
    "elements sans fin.webm": lambda: (
        b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x01" + b"\xff" * 7 + b"\x1f\x43\xb6\x75\xff" * 3000
    ),
    "soixante mille elements.webm": lambda: webm(more=element(0xEC, b"") * 60_000),
    "numero nul.webm": lambda: webm()[:60] + bytes(400),
    "duree qui n'est pas un nombre.webm": lambda: webm().replace(b"\x45\x9c\x40\0", b"\x7f\xc0\0\0"),
    "vorbis sans entetes.webm": lambda: webm(codec=b"A_VORBIS"),
    "etiquette sans fin.mp3": lambda: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + MP3,
    "cent etiquettes.mp3": lambda: b"ID3\x04\0\0\0\0\0\x05Nadia" * 100 + MP3,
    "etiquette qui se vise.mp3": lambda: MP3 + b"APETAGEX" + struct.pack("<4I", 2000, 2**32 - 1, 2**31, 0) + bytes(8),
    "du hasard.mp3": lambda: random.Random(9).randbytes(200_000),
    "quatre milliards de commentaires.ogg": lambda: page_of_ogg(OPUS) + page_of_ogg(MANY_COMMENTS, flags=0, number=1),
    "pages vides.ogg": lambda: page_of_ogg(OPUS) + page_of_ogg(b"", flags=0) * 20_000,
    "deux voix.ogg": lambda: page_of_ogg(OPUS) * 2,
    "commentaires coupes.opus": lambda: page_of_ogg(OPUS) + page_of_ogg(b"OpusTags\xff\xff\xff\xff", flags=0),
    "morceaux sans fin.wav": lambda: b"RIFF\0\0\0\0WAVE" + b"LIST\0\0\0\0" * 50_000,
    "format coupe.wav": lambda: b"RIFF\0\0\0\0WAVEfmt \2\0\0\0\1\0data\0\0\0\0",
}
