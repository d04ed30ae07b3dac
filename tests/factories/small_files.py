"""The smallest real files of each kind: what a door accepts must be what it says, even in a test."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

from tests.factories.boxes import film

PDF = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>\nendobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000056 00000 n \n0000000111 00000 n \ntrailer\n<</Size 4/Root 1 0 R>>\n"
    b"startxref\n178\n%%EOF\n"
)
MP3 = (b"\xff\xfb\x90\x00" + bytes(413)) * 6  # six silent frames of 128 kbit/s


def element(number: int, content: bytes) -> bytes:
    """One element of a WebM: its number, its length in eight bytes, its content."""
    width = (number.bit_length() + 7) // 8
    return number.to_bytes(width, "big") + (1 << 56 | len(content)).to_bytes(8, "big") + content


def webm(*, codec: bytes = b"V_VP8", length: int = 1000, info: bytes = b"", more: bytes = b"") -> bytes:
    """A film of one empty block, filled up to `length` bytes."""
    track = element(0xAE, element(0xD7, b"\1") + element(0x73C5, b"\1") + element(0x83, b"\1") + element(0x86, codec))
    parts = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + element(0x4489, b"\x45\x9c\x40\0") + info)
    parts += (
        element(0x1654AE6B, track) + more + element(0x1F43B675, element(0xE7, b"\0") + element(0xA3, b"\x81\0\0\x80"))
    )
    start = element(0x1A45DFA3, element(0x4282, b"webm"))
    filled = length - len(start) - 12 - len(parts) - 9
    return start + element(0x18538067, parts + (element(0xEC, bytes(filled)) if filled >= 0 else b""))


def pdf(*, trailer: bytes = b"", more: bytes = b"") -> bytes:
    """A PDF of one empty page; what it says of itself goes in `trailer`, with the objects of `more`."""
    if not trailer and not more:
        return PDF
    return PDF.replace(b"xref\n0 4", more + b"xref\n0 4", 1).replace(b"/Root 1 0 R", b"/Root 1 0 R" + trailer)


def png(size: tuple[int, int]) -> bytes:
    """A drawing of one colour."""
    content = BytesIO()
    Image.new("RGB", size, "teal").save(content, "PNG")
    return content.getvalue()


def png_that_says_it_is(width: int, height: int) -> bytes:
    """A drawing of one point whose header claims many: to be refused before anything is unfolded, here as there."""
    small = png((1, 1))
    header = small[12:16] + struct.pack(">II", width, height) + small[24:29]
    return small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]


def package(parts: dict[str, bytes]) -> bytes:
    """A zip archive, which is what the documents of office suites are."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return content.getvalue()


BY_ENDING = {"pdf": PDF, "mp3": MP3, "webm": webm(), "mp4": film()}
