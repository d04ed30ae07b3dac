"""A photograph inside a document, without the notes of its camera, and not one point changed.

Not turned nor written again: the document has placed it as it stands. Without Django: pdf_apart.py runs alone.
"""

from community.files.picture_ends import end_of_jpeg

# JPEG: what is drawn or says how (JFIF, colours, Adobe's marker) stays; APP1 (EXIF, XMP), APP13 and comments go.
KEPT_NOTES = {0xE0, 0xE2, 0xEE}
NOTES = {*range(0xE0, 0xF0), 0xFE} - KEPT_NOTES
START_OF_SCAN, ALONE = 0xDA, {0x01, *range(0xD0, 0xD8)}
PNG = b"\x89PNG\r\n\x1a\n"
PNG_NOTES = {b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"}


def without_notes(content: bytes) -> bytes:
    """The same JPEG or PNG without its notes; anything else, and what is damaged, as it is."""
    if content.startswith(b"\xff\xd8"):
        return _jpeg(content)
    return _png(content) if content.startswith(PNG) else content


def _jpeg(content: bytes) -> bytes:
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == START_OF_SCAN or marker in ALONE:
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker not in NOTES:
            kept.append(content[at:end])
        at = end
    end = end_of_jpeg(content)
    return b"".join(kept) + content[at : end if end > at else None]


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
