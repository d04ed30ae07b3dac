"""A photograph inside a document, without the notes of its camera, and not one point changed.

Not turned nor written again: the document has placed it as it stands. Without Django: pdf_apart.py runs alone.
"""

import re
from collections.abc import Iterator

# JPEG: what is drawn or says how (JFIF, colours, Adobe's marker) stays; APP1 (EXIF, XMP), APP13 and comments go.
KEPT_NOTES = {0xE0, 0xE2, 0xEE}
NOTES = {*range(0xE0, 0xF0), 0xFE} - KEPT_NOTES
OTHER_PICTURES = b"MPF\0"  # where those behind the first one stand, each with its own notes
START_OF_SCAN, END = 0xDA, 0xD9
MARK = re.compile(rb"\xff[^\x00\x01\xff\xd0-\xd7]")  # within the points, 0xFF never stands before anything else
PNG = b"\x89PNG\r\n\x1a\n"
PNG_NOTES = {b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"}
WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_SAYS_NOTES = 0x0C  # bits of its first chunk: EXIF, XMP


def without_notes(content: bytes) -> bytes:
    """The same JPEG, PNG or WebP without its notes; anything else, and what is damaged, as it is."""
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    return _png(content) if content.startswith(PNG) else content


def segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Each segment of the first picture of a JPEG: its marker, where it begins, where its own fields end."""
    at = 2
    while found := MARK.search(content, at):
        marker, start = found[0][1], found.start()
        at = found.end() + (0 if marker == END else int.from_bytes(content[found.end() : found.end() + 2], "big"))
        yield marker, start, at
        if marker == END:
            return


def _jpeg(content: bytes) -> bytes:
    kept: list[bytes] = []
    done = 0
    for marker, start, end in segments(content):
        if marker == END:
            return b"".join(kept) + content[done:end]
        if marker in NOTES or content[start + 4 : end].startswith(OTHER_PICTURES):
            kept.append(content[done:start])
            done = end
    return b"".join(kept) + content[done:]


def _webp(content: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(content):
        end = at + 8 + int.from_bytes(content[at + 4 : at + 8], "little")
        end += end % 2
        piece = content[at:end]
        if piece[:4] == b"VP8X" and len(piece) > 8:
            piece = piece[:8] + bytes([piece[8] & ~WEBP_SAYS_NOTES]) + piece[9:]
        if piece[:4] in WEBP_KEPT:
            kept.append(piece)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _png(content: bytes) -> bytes:
    kept, at = [PNG], len(PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] not in PNG_NOTES:
            kept.append(content[at:end])
        if content[at + 4 : at + 8] == b"IEND":
            break
        at = end
    return b"".join(kept)
