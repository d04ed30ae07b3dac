"""Documents made to make a reader loop, swell, or look for the end of a name for ever."""

import zlib
from collections.abc import Callable

from tests.factories.small_files import PDF, package

WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}


def pages(*, fault: bytes) -> bytes:
    return PDF.replace(b"/Kids[3 0 R]/Count 1", fault)


def swelling_stream(*, kind: bytes) -> bytes:
    """Thirty kilobytes that open into thirty megabytes, twice over."""
    content = zlib.compress(zlib.compress(bytes(30_000_000), 9), 9)
    stream = b"9 0 obj\n<</Type/%s/N 9/First 9/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % (
        kind,
        len(content),
    )
    return PDF.replace(b"xref\n0 4", stream + content + b"\nendstream\nendobj\nxref\n0 4")


MAKERS: dict[str, Callable[[], bytes]] = {
    "entites qui se multiplient.docx": lambda: package(
        {**WORD, "docProps/core.xml": b'<!DOCTYPE x [<!ENTITY a "%s">]><x>&a;</x>' % (b"&a;" * 9)}
    ),
    "cent megaoctets de zeros.docx": lambda: package({**WORD, "word/media/a.bmp": bytes(100_000_000)}),
    "auteurs sans fin.docx": lambda: package({**WORD, "word/comments.xml": b'<w:a w:author="' * 200_000}),
    "chevrons sans fin.xlsx": lambda: package({**WORD, "xl/comments1.xml": b"<author " * 200_000}),
    "vignettes sans fin.docx": lambda: package(
        {**WORD, "_rels/.rels": b"<Relationship " + b'/metadata/thumbnail"' * 100_000}
    ),
    "vignettes sans fin.odt": lambda: package(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": b"<manifest:file-entry " + b'full-path="Thumbnails/' * 90_000,
        }
    ),
    "personnes sans fin.docx": lambda: package({**WORD, "word/people.xml": b"<w15:person " * 100_000}),
    "poupees.docx": lambda: package(
        {**WORD, "word/embeddings/a.docx": package({**WORD, "word/embeddings/b.docx": package(WORD)})}
    ),
    "deux fois le meme nom.docx": lambda: package(WORD).replace(b"word/document.xml", b"[Content_Types].xml"[:17]),
    "groupes sans fin.rtf": lambda: b"{\\rtf1" + b"{\\info" * 20_000,
    "donnees sans fin.rtf": lambda: b"{\\rtf1{\\info\\bin99999999999999999999 }}",
    "pages en rond.pdf": lambda: pages(fault=b"/Kids[2 0 R]/Count 1"),
    "pages trop nombreuses.pdf": lambda: pages(fault=b"/Kids[3 0 R]/Count 2147483647"),
    "tableaux l'un dans l'autre.pdf": lambda: pages(fault=b"/Kids" + b"[" * 20_000 + b"/Count 1"),
    "tables en rond.pdf": lambda: PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 178"),
    "flux qui gonfle.pdf": lambda: swelling_stream(kind=b"ObjStm"),
    "image qui gonfle.pdf": lambda: swelling_stream(kind=b"XObject/Subtype/Image"),
    "objet qui se designe.pdf": lambda: PDF.replace(b"/Type/Catalog", b"/Type/Catalog/Metadata 1 0 R/PieceInfo 1 0 R"),
}
