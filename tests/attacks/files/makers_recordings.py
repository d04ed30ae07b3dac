"""Films, sounds and captions that are not what their name says."""

from collections.abc import Callable

from tests.attacks.files.makers_pictures import SCRIPT


def box(name: bytes, content: bytes = b"") -> bytes:
    """One box of an MP4."""
    return (8 + len(content)).to_bytes(4, "big") + name + content


START = box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2avc1mp41")

MAKERS: dict[str, Callable[[], bytes]] = {
    "une page.mp4": lambda: SCRIPT,
    "sans moov.mp4": lambda: START + box(b"mdat", b"\x00" * 4000),
    "un debut seul.mp4": lambda: START,
    "boite sans fin.mp4": lambda: START + b"\xff\xff\xff\xffmoov",
    "boite de taille nulle.mp4": lambda: START + b"\x00\x00\x00\x00moov" + b"\x00\x00\x00\x01",
    "boites profondes.mp4": lambda: START + box(b"moov", box(b"trak", box(b"mdia", b"\x00" * 7))),
    "et une page.mp4": lambda: START + box(b"free", SCRIPT),
    "vide.mp4": lambda: b"",
    "un debut seul.webm": lambda: b"\x1a\x45\xdf\xa3",
    "un debut seul.mp3": lambda: b"ID3\x04\x00\x00\xff\xff\xff\xff",
    "un debut seul.ogg": lambda: b"OggS",
    "taille fausse.wav": lambda: b"RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00" + b"\x00" * 40 + SCRIPT,
    "vide.vtt": lambda: b"",
    "du binaire.vtt": lambda: bytes(range(256)) * 4,
    "une phrase sans fin.vtt": lambda: b"WEBVTT\n\n00:00.000 --> 00:02.000\n" + b"a" * 900_000,
    "un temps impossible.vtt": lambda: b"WEBVTT\n\n99:99:99.999 --> -1:00\nBonjour\n",
    "une page.vtt": lambda: b"WEBVTT\n\n00:00.000 --> 00:02.000\n" + SCRIPT,
}
