"""Documents that are cut, false, packed or empty."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.attacks.files.makers_pictures import SCRIPT, cut


def archive(**contents: bytes) -> bytes:
    """An archive, or what an office suite calls a document."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in contents.items():
            packed.writestr(name.replace("__", "/"), data)
    return content.getvalue()


def document() -> bytes:
    text = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
    return archive(word__document=text, docProps__core=b"<cp:coreProperties>Nadia</cp:coreProperties>")


def packed_bomb() -> bytes:
    return archive(zeros=b"\x00" * 50_000_000)


def many_entries() -> bytes:
    return archive(**{f"n{number}": b"" for number in range(5000)})


MAKERS: dict[str, Callable[[], bytes]] = {
    "coupe.docx": lambda: cut(document()),
    "sans son index.docx": lambda: cut(document(), short_of=30),
    "avec un programme.docx": lambda: archive(word__vbaProject=b"\xd0\xcf\x11\xe0" + b"\x00" * 500),
    "en fait une page.docx": lambda: SCRIPT,
    "juste le debut.docx": lambda: b"PK",
    "coupe.odt": lambda: cut(document()),
    "coupe.zip": lambda: cut(document()),
    "bombe.zip": packed_bomb,
    "cinq mille noms.zip": many_entries,
    "des noms qui remontent.zip": lambda: archive(**{"..__..__etc__passwd": b"root"}),
    "vide.pdf": lambda: b"",
    "sans page.pdf": lambda: b"%PDF-1.4\n1 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF",
    "coupe.pdf": lambda: b"%PDF-1.7\n1 0 obj<</Type/Cat",
    "en fait une page.pdf": lambda: SCRIPT,
    "une page.html": lambda: SCRIPT,
    "un programme.exe": lambda: b"MZ\x90\x00" + b"\x00" * 400,
    "du binaire.txt": lambda: bytes(range(256)) * 8,
    "du binaire.csv": lambda: bytes(range(256)) * 8,
    "imbrique.rtf": lambda: b"{\\rtf1" + b"{" * 20_000,
}
