"""A document as it arrives: the same without the names in it, or why it is refused."""

from io import BytesIO
from typing import IO

from community.files.documents import office, pdf, rich_text
from community.files.documents.refusals import Refused

OFFICE = ("docx", "odp", "ods", "odt", "pptx", "xlsx")
PLAIN = ("csv", "txt", "vtt")  # nothing but their text


def without_notes(*, file: IO[bytes], ending: str) -> IO[bytes] | None:
    """The same document without its notes, None where there are none. Raises Refused, in words for the person."""
    if ending == "zip":
        raise Refused("archive")
    if ending in PLAIN:
        return None
    try:
        if ending == "pdf":
            return pdf.without_notes(file)
        if ending in OFFICE:
            return office.without_notes(file)
        if ending == "rtf":
            return _rich_text(file)
        raise Refused("kind")
    finally:
        file.seek(0)


def _rich_text(file: IO[bytes]) -> IO[bytes] | None:
    file.seek(0)
    content = file.read()
    if not content.startswith(b"{\\rtf"):
        raise Refused("damaged")
    clean = rich_text.without_notes(content)
    return BytesIO(clean) if clean != content else None
