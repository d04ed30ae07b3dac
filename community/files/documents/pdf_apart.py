"""Run alone: write a PDF again without what it says besides its pages. `python -m … FROM TO MEMORY SECONDS`

A PDF is read by a native library, and a hostile one may loop or swell: this process may use so much memory and time,
and no more; when it dies, the site lives. The only door to pikepdf. It prints « clean », « nothing » or a reason.
"""

import resource
import sys
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from community.files.documents.photographs import without_notes

NOTES = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/SpiderInfo")
OF_A_PERSON = ("/T", "/M", "/CreationDate", "/NM")  # of a remark in the margin; `/T` names a field in a form
MOST_MEMORY_OF_A_STREAM = 200 * 1024 * 1024


class CannotBeCleanedError(Exception):
    """Its text is a reason of refusals.py."""


def limit(*, memory: int, seconds: int) -> None:
    """So many bytes of memory and seconds of work, for this process."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MOST_MEMORY_OF_A_STREAM,
        run_length_max_memory=MOST_MEMORY_OF_A_STREAM,
        png_max_memory=MOST_MEMORY_OF_A_STREAM,
        tiff_max_memory=MOST_MEMORY_OF_A_STREAM,
    )


def clean(*, source: str, target: str) -> bool:
    """Write the clean PDF; whether there was anything to clean."""
    with pikepdf.open(source) as pdf:
        check(pdf)
        found = has_older_versions(source) or bool(pdf.trailer.get("/Info")) or pdf.is_encrypted
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for thing in pdf.objects:
            if isinstance(thing, Dictionary | Stream):
                found |= forget(thing)
        pdf.save(target, encryption=False, linearize=False)
    return found


def check(pdf: pikepdf.Pdf) -> None:
    """Refuse what would lose its meaning, or keep what we cannot read."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and int(form.get("/SigFlags", 0)) & 1:
        raise CannotBeCleanedError("signed")
    if len(pdf.attachments):
        raise CannotBeCleanedError("inside")


def has_older_versions(source: str) -> bool:
    """A PDF changed and saved keeps what it was before; written again, it does not."""
    with open(source, "rb") as file:
        return file.read().count(b"startxref") > 1


def forget(thing: Any) -> bool:
    """Take the notes off one object of the file: a page, a picture, a remark…"""
    if isinstance(thing.get("/EF"), Dictionary) or thing.get("/Type") == Name.EmbeddedFile:
        raise CannotBeCleanedError("inside")  # a file joined to a page or to the whole, that no list names
    keys = [key for key in NOTES if key in thing]
    subtype = thing.get("/Subtype")
    if thing.get("/Type") == Name.Annot or "/Rect" in thing:
        if subtype == Name.FileAttachment:
            raise CannotBeCleanedError("inside")
        if subtype != Name.Widget:
            keys += [key for key in OF_A_PERSON if key in thing]
    for key in keys:
        del thing[key]
    return _forget_camera(thing) or bool(keys)


def _forget_camera(thing: Any) -> bool:
    """A photograph keeps the file of its camera, place included."""
    if not isinstance(thing, Stream) or thing.get("/Subtype") != Name.Image:
        return False
    ways: Any = thing.get("/Filter")
    if ways != Name.DCTDecode and not (isinstance(ways, Array) and list(ways) == [Name.DCTDecode]):
        return False
    before = thing.read_raw_bytes()
    after = without_notes(before)
    if after == before:
        return False
    settings: Any = thing.get("/DecodeParms")
    thing.write(after, filter=ways, decode_parms=settings)
    return True


def main(source: str, target: str, memory: str, seconds: str) -> str:
    """What becomes of the file, in one word."""
    limit(memory=int(memory), seconds=int(seconds))
    try:
        return "clean" if clean(source=source, target=target) else "nothing"
    except CannotBeCleanedError as reason:
        return str(reason)
    except pikepdf.PasswordError:
        return "protected"
    except MemoryError:
        return "too big"
    except (pikepdf.PdfError, OSError, ValueError, TypeError, KeyError, RuntimeError, AttributeError, RecursionError):
        return "damaged"


if __name__ == "__main__":
    sys.stdout.write(main(*sys.argv[1:]))
