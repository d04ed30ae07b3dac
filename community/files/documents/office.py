"""A text, a sheet or slides of an office suite (docx, xlsx, pptx, odt, ods, odp): written again without its notes.

All six are zip archives of XML. Parts are opened one at a time, within a total that an archive made to swell
(« zip bomb ») cannot pass. The XML is never parsed, only written over where names stand: its entities stay asleep.
"""

import errno
import lzma
import re
import tempfile
import zipfile
import zlib
from typing import IO

from community.files.documents.office_parts import clean_part, is_dropped
from community.files.documents.refusals import Refused

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)  # the disk is full: the file is not to blame
MOST_PARTS = 10_000
MOST_BYTES = 300 * 1024 * 1024  # of all parts opened: fifteen times the heaviest file accepted
LARGEST_PART = 60 * 1024 * 1024  # held in memory; a book of a thousand pages is a sixth of it
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first a zip knows: when each part was saved is a note too
OPEN_DOCUMENT, OFFICE_XML = b"application/vnd.oasis.opendocument.", "[Content_Types].xml"
LOCKED = b"\xd0\xcf\x11\xe0"  # an office file with a password is of the old format, whatever its ending
# What the main part of each says it is; of the documents inside another, the type has no « .main ».
MAIN = re.compile(rb"(wordprocessingml|spreadsheetml|presentationml)\.\w+\.main\+xml")
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NESTED = re.compile(r"\.(docx|xlsx|pptx|odt|ods|odp)$", re.I)
UNZIPPING = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
SWOLLEN = (*UNZIPPING, RuntimeError, OSError, ValueError)


def without_notes(file: IO[bytes], *, nested: bool = False) -> IO[bytes] | None:
    """The same document without its notes, None where there are none. Raises Refused for what cannot be read."""
    file.seek(0)
    if file.read(4) == LOCKED:
        raise Refused("protected")
    try:
        with zipfile.ZipFile(file) as package:
            _check(package)
            return _copy(package, nested=nested)
    except SWOLLEN as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise
        raise Refused("damaged") from error


def media_type(file: IO[bytes]) -> str:
    """Which of the six a file is, whatever its name says; empty when it is none, or is not whole."""
    try:
        with zipfile.ZipFile(file) as package:
            return _media_type(package)
    except (*SWOLLEN, Refused):
        return ""
    finally:
        file.seek(0)


def _media_type(package: zipfile.ZipFile) -> str:
    names = package.namelist()
    if "mimetype" in names:
        said = _read(package, package.getinfo("mimetype")).decode("ascii", "replace").strip().removesuffix("-template")
        return said if said in MEDIA_TYPES.values() else ""
    if OFFICE_XML not in names:
        return ""
    found = set(MAIN.findall(_read(package, package.getinfo(OFFICE_XML))))
    family = f".{found.pop().decode()}." if len(found) == 1 else "no family"
    return next((kind for kind in MEDIA_TYPES.values() if family in kind), "")


def _check(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    if len(names) > MOST_PARTS or sum(part.file_size for part in package.infolist()) > MOST_BYTES:
        raise Refused("too big")
    if len(set(names)) < len(names):
        raise Refused("damaged")
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise Refused("protected")
    is_open_document = "mimetype" in names and _read(package, package.getinfo("mimetype")).startswith(OPEN_DOCUMENT)
    if OFFICE_XML not in names and not is_open_document:
        raise Refused("damaged")
    if any(name.startswith("_xmlsignatures/") or name == "META-INF/documentsignatures.xml" for name in names):
        raise Refused("signed")
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in _read(package, package.getinfo(manifest)):
        raise Refused("protected")


def _copy(package: zipfile.ZipFile, *, nested: bool) -> IO[bytes] | None:
    clean = tempfile.TemporaryFile()  # noqa: SIM115 it is given to the caller
    is_changed = bool(package.comment)
    total = 0
    with zipfile.ZipFile(clean, "w") as written:
        for part in package.infolist():
            if is_dropped(part.filename):
                is_changed = True
                continue
            content = _read(package, part)
            total += len(content)
            if total > MOST_BYTES:
                raise Refused("too big")
            kept = _nested(part.filename, content, nested=nested)
            is_changed |= kept != content
            way = zipfile.ZIP_STORED if part.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            written.writestr(zipfile.ZipInfo(part.filename, date_time=FIRST_DAY), kept, compress_type=way)
    if not is_changed:
        clean.close()
        return None
    clean.seek(0)
    return clean


def _nested(name: str, content: bytes, *, nested: bool) -> bytes:
    """A chart keeps its figures in a sheet inside: cleaned as well, and no deeper."""
    if not NESTED.search(name):
        return clean_part(name, content)
    if nested:
        raise Refused("inside", name=name.rsplit("/", 1)[-1])
    with tempfile.TemporaryFile() as inside:
        inside.write(content)
        clean = without_notes(inside, nested=True)
        if clean is None:
            return content
        with clean:
            return clean.read()


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part, up to its limit: what the archive says of its length is not believed."""
    with package.open(part) as opened:
        content = opened.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Refused("too big")
    return content
