"""A picture that arrives: read to its last point, set upright, no larger than a screen shows, without its notes.

Wagtail copies what a camera notes (the place, the day, the telephone) into every size it makes of a picture, and the
people in ours may not want to be found. One picture is read at a time in a process: a point takes four bytes and more.
"""

import ctypes
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePath
from threading import Lock
from typing import Any

import pillow_heif
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from community.files.documents.photographs import START_OF_SCAN, segments
from community.files.picture_ends import holds_nothing_else

FORMATS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "GIF"}  # read → written
# Kept as another kind: no browser but one shows HEIC, and to write an AVIF of this size costs more than all the rest.
FORMATS |= {"AVIF": "JPEG", "HEIF": "JPEG"}
ANOTHER_KIND = {"AVIF", "HEIF"}
SEEN_THROUGH = "WEBP"  # what is kept of these, where the eye sees through
ENDINGS = {"JPEG": ".jpg", "WEBP": ".webp"}
READERS = tuple({*FORMATS} - {"MPO"})  # Pillow knows fifty formats, some read by other programs: none is tried
NOTES = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment")
KEPT = ("icc_profile", "transparency")  # what the eye sees
QUALITY = 92  # of the only copy kept: the eye sees no difference, and the sizes shown are made from it

LONGEST_SIDE = 4000  # points: a sheet of A4 printed well (3 508), four times the width of our pages
MOST_SCANS = 100  # of a progressive JPEG: cameras and programs make ten, each is one more pass over all the points
READ_FROM = 3000  # a JPEG may be read at a half or a third of its size: never below this
MOST_POINTS = 50_400_000  # what telephones call « 50 millions »: 8 192 × 6 144
MOST_MEMORY = 380_000_000  # bytes, for one picture, measured by bench.upload_memory
# Bytes a point while it is read and shrunk. A progressive JPEG is held whole, twice two bytes for each colour.
COSTS = {"JPEG": 7, "MPO": 7, "PNG": 7, "WEBP": 20, "AVIF": 15, "HEIF": 14, "GIF": 9}
WRITTEN_SEEN_THROUGH = 20  # of an AVIF or a HEIC
SEE_THROUGH, FOUR_INKS = 13, 10
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION = 0x0112
UNREADABLE: Any = gettext_lazy(
    "Cette image est abîmée ou incomplète : ouvrez-la, enregistrez-la à nouveau, puis joignez-la."
)

logger = logging.getLogger(__name__)

# Of the file, the picture alone: Pillow would give its thumbnail for it, and what a telephone measures of distances.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)

_reading = Lock()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Others of the process wait here while a picture is read; its memory is given back before the next one's turn."""
    with _reading:
        try:
            yield
        finally:
            _give_back()


def _give_back() -> None:
    """The C library keeps what was freed, apart for each thread: eight threads would keep eight pictures' worth."""
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):  # glibc's; others have no such habit
        trim(0)


def tidy(file: File, /) -> File | None:
    """The picture as it is kept; None where the file may be kept to the byte.

    Raises ValidationError for what cannot be read to its end, or has too many points to be read at all.
    """
    with one_at_a_time():
        kept, refusal = _read(file)
    if refusal:  # raised here: an error of the reader would hold the whole picture in its traceback
        raise ValidationError(refusal)
    return kept


def _read(file: File) -> tuple[File | None, str]:
    """The picture as it is kept, and why it is not."""
    file.seek(0)
    try:
        with Image.open(file, formats=READERS) as picture:
            refusal = refusal_of(picture, file)
            return (None, refusal) if refusal else (_tidied(picture, file), "")
    except Image.DecompressionBombError:
        return None, _("Cette image a beaucoup trop de points : réduisez-la avant de la joindre.")
    except Exception as fault:  # a reader of pictures may fail in any way on a file made to break it
        logger.info("a picture cannot be read: %r", fault)
        return None, UNREADABLE
    finally:
        file.seek(0)


def tidied(file: File, /) -> File:
    """The picture as it is kept, once: the same file when it is given again. Raises as `tidy`."""
    if getattr(file, "is_tidy", False):
        return file
    kept = tidy(file) or file
    setattr(kept, "is_tidy", True)  # noqa: B010 - a mark on this file only; the model asks once more before it saves
    return kept


def size_of(file: File, /) -> tuple[int, int] | None:
    """Width and height as the first bytes announce them, the rest unread; None when they announce nothing."""
    try:
        with Image.open(file, formats=READERS) as picture:
            return picture.size
    except Exception:  # as above
        return None


def is_readable(*, width: int, height: int) -> bool:
    """Whether a picture already stored may be read: those that came before the limit may be larger."""
    return width * height <= MOST_POINTS


def refusal_of(picture: Image.Image, file: File, /) -> str:
    """In words, why a picture is not to be read: too many points, or made to be read for an hour; else nothing."""
    return _too_large(picture) or _too_slow(picture, file)


def _too_large(picture: Image.Image) -> str:
    """In words, where a picture has more points than can be read; else nothing."""
    width, height = picture.size
    limit = min(MOST_POINTS, MOST_MEMORY // _cost(picture))
    if width * height <= limit:
        return ""
    return _(
        "Cette image a %(count)s millions de points (%(width)s × %(height)s) ; la limite est de %(limit)s "
        "millions. Réduisez-la, ou reprenez-la en qualité ordinaire."
    ) % {"count": width * height // 1_000_000, "width": width, "height": height, "limit": limit // 1_000_000}


def _too_slow(picture: Image.Image, file: File) -> str:
    """In words, for a JPEG made to be read for an hour; else nothing."""
    if picture.format not in ("JPEG", "MPO"):
        return ""
    file.seek(0)
    scans = sum(marker == START_OF_SCAN for marker, _start, _end in segments(file.read()))
    return UNREADABLE if scans > MOST_SCANS else ""


def _cost(picture: Image.Image) -> int:
    cost = COSTS[picture.format or ""]
    if picture.mode == "CMYK":
        cost = FOUR_INKS
    if not _is_seen_through(picture):
        return cost
    return max(cost, WRITTEN_SEEN_THROUGH if picture.format in ANOTHER_KIND else SEE_THROUGH)


def _is_seen_through(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _tidied(picture: Image.Image, file: File) -> File | None:
    is_large = max(picture.size) > LONGEST_SIDE
    if is_large:
        share = READ_FROM / max(picture.size)
        picture.draft(None, (int(picture.width * share), int(picture.height * share)))  # of JPEG only
    picture.load()
    if not (is_large or picture.format in ANOTHER_KIND or _says_more(picture, file)):
        return None
    name, written_as = PurePath(file.name or "image"), FORMATS[picture.format or ""]
    if picture.format in ANOTHER_KIND:
        written_as = SEEN_THROUGH if _is_seen_through(picture) else written_as
        name = name.with_suffix(ENDINGS[written_as])
    content = BytesIO()
    kept = _only_its_points(picture)
    # Its colours are those of the profile: Pillow forgets it where it is not given.
    kept.save(content, format=written_as, quality=QUALITY, icc_profile=kept.info.get("icc_profile"))
    return ContentFile(content.getvalue(), name=name.name)


def _only_its_points(picture: Image.Image) -> Image.Image:
    """Small enough, upright, with nothing that a note can follow."""
    orientation = orientation_of(picture)
    if max(picture.size) > LONGEST_SIDE:
        if picture.mode in ("P", "PA", "1"):  # without it, no shade lies between two colours
            picture = picture.convert("RGBA" if "transparency" in picture.info or picture.mode == "PA" else "RGB")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if orientation in TURNS:
        picture = picture.transpose(TURNS[orientation])
    picture.info = {name: picture.info[name] for name in KEPT if name in picture.info}
    return picture


def orientation_of(picture: Image.Image, /) -> int:
    """How the camera was held; the notes of some say nothing that can be read."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # a broken note is no reason to refuse the picture: it is removed
        return 1


def _says_more(picture: Image.Image, file: File) -> bool:
    """Whether the file holds anything but its points: notes, other pictures, bytes after its end."""
    return (
        any(note in picture.info for note in NOTES)
        or bool(getattr(picture, "text", None))
        or bool(getattr(picture, "private_chunks", None))  # of PNG: who signed it, what a program makes of it
        or bool(getattr(picture, "is_animated", False))
        or any(not _is_of_the_format(name, data) for name, data in getattr(picture, "applist", ()))
        or not _holds_nothing_else(file, picture.format or "")
    )


def _is_of_the_format(name: str, data: bytes) -> bool:
    """The three segments that say how to read a JPEG; in any other, somebody says something."""
    return (name, data[:5]) in (("APP0", b"JFIF\x00"), ("APP2", b"ICC_P"), ("APP14", b"Adobe"))


def _holds_nothing_else(file: File, kind: str) -> bool:
    """Some telephones put a film behind the picture, and some tools leave what was cropped away."""
    file.seek(0)
    return holds_nothing_else(file.read(), kind=kind)
