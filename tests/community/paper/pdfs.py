"""What a reader, a screen reader and a telephone find in a PDF."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import zxingcpp


@dataclass(frozen=True, kw_only=True)
class Read:
    """A PDF, read back."""

    pages: int
    text: str
    codes: list[str]


def read(content: bytes) -> Read:
    """Its pages, its words, and the addresses that a telephone reads in the picture of its last two pages."""
    assert content.startswith(b"%PDF-")
    with pypdfium2.PdfDocument(content) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
        last = [document[number] for number in range(max(0, len(texts) - 2), len(texts))]
        codes = [code.text for page in last for code in zxingcpp.read_barcodes(page.render(scale=2.5).to_pil())]
        return Read(pages=len(texts), text=re.sub(r"\s+", " ", " ".join(texts)), codes=codes)


def pages_of(content: bytes) -> int:
    """How many pages it has; much quicker than reading it."""
    with pypdfium2.PdfDocument(content) as document:
        return len(document)


def roles(content: bytes) -> list[str]:
    """The tags that a screen reader walks through, in order."""
    with pikepdf.open(BytesIO(content)) as document:
        tree: Any = document.Root.StructTreeRoot
        return [str(element.S) for element in tree.K[0].K]


def facts(content: bytes) -> dict[str, Any]:
    """Its language, its title, whether it is said to be tagged, its outline, its links."""
    with pikepdf.open(BytesIO(content)) as document, document.open_outline() as outline:
        links = [
            str(note.A.URI) for page in document.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"
        ]
        return {
            "language": str(document.Root.Lang),
            "title": str(document.docinfo["/Title"]),
            "is_tagged": bool(document.Root.MarkInfo.Marked),
            "outline": [item.title for item in outline.root],
            "below": [item.title for first in outline.root for item in first.children],
            "links": links,
        }
