"""Files that people send through a plain form: what they may be, and where they go – their structure's collection.

An ending alone proves nothing: the first bytes must say the same.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import filetype
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.files import storing
from community.files.documents import office
from community.files.pictures import tidied
from community.files.portraits import portrait
from community.models import Member, SiteImage, StructurePage

MEGABYTE = 1024 * 1024
HEAVIEST_PICTURE = 10 * MEGABYTE  # as for WAGTAILIMAGES_MAX_UPLOAD_SIZE: what a recent phone makes, and some room
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
HEIC, AVIF = "image/heic", "image/avif"
TAKEN = "image/*"
"""What a form says to a browser: a telephone then offers its photographs, or the camera."""
KINDS: Any = gettext_lazy("JPEG, PNG, WebP, AVIF ou HEIC, 10 Mo au plus.")
# A picture saved from a page often bears the ending of another kind: it is kept under its own.
PICTURES = dict.fromkeys(("jpg", "jpeg", "jfif", "png", "webp", "avif", "heic", "heif", "hif"), (*ENDINGS, HEIC, AVIF))
# How telephones begin what they call HEIC, besides what the library knows: ten bits a colour, several pictures.
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"}

# Documents that a form may take: those whose notes can be taken out (`community.files.documents`).
PLAIN_TEXT = "text/plain"
DOCUMENTS = {
    **{ending: (media_type,) for ending, media_type in office.MEDIA_TYPES.items()},
    **dict.fromkeys(("csv", "txt"), (PLAIN_TEXT,)),
    "pdf": ("application/pdf",),
    "rtf": ("application/rtf",),
}
_PACKAGE = b"PK\x03\x04"
_WRITTEN_OUT = {"application/pdf", "application/postscript", "application/rtf"}  # may be made of letters alone
# Nothing that a text holds, whatever its encoding on one byte; Word ends the cells of a table by « \x07 ».
_BINARY = re.compile(rb"[\x00-\x06\x08\x0e-\x19\x7f]")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # how a text of two bytes a letter begins, as spreadsheets write some

NO_ROOM = gettext_lazy(
    "Ce fichier n’a pas pu être gardé : il n’y a plus assez de place sur le serveur. Prévenez l’animation, puis "
    "joignez-le de nouveau."
)

_RECORDING = gettext_lazy(
    "Convertissez-le en MP4 (une vidéo) ou en MP3 (un son), par exemple avec le logiciel libre VLC, menu "
    "Média › Convertir."
)
_PHOTOGRAPH = gettext_lazy(
    "C’est une photo au format HEIC. Ouvrez-la sur votre téléphone ou votre ordinateur et enregistrez-la en JPEG. Pour "
    "les prochaines, sur un iPhone : Réglages › Appareil photo › Formats › « Le plus compatible »."
)
ADVICE: dict[str, Any] = dict.fromkeys(
    ("3g2", "3gp", "aac", "aif", "aiff", "amr", "avi", "flac", "flv", "mkv", "mpeg", "mpg", "mts", "wma", "wmv"),
    _RECORDING,
) | dict.fromkeys(("heic", "heif", "image/heic", "image/heif"), _PHOTOGRAPH)

logger = logging.getLogger(__name__)


def extension_of(file: Any) -> str:
    """The ending of a file's name, in lower case, without its dot."""
    return Path(file.name or "").suffix.lstrip(".").lower()


def check_room(file: UploadedFile[Any]) -> None:
    """Raises ValidationError when the disk could not receive a file, or cannot keep it. A validator of form fields."""
    try:
        storing.check_room(size=file.size or 0)
    except storing.NoRoom:
        raise ValidationError(NO_ROOM) from None
    if getattr(file, "was_lost", False):
        raise ValidationError(NO_ROOM)


@contextmanager
def kept_or_told() -> Iterator[None]:
    """Around the storing of a file: a disk that refuses it undoes its row and raises ValidationError."""
    try:
        with transaction.atomic():
            yield
    except OSError as fault:
        logger.exception("a file could not be stored")
        raise ValidationError(NO_ROOM) from fault


def check_weight(*, file: UploadedFile[Any], heaviest: int) -> None:
    """Raises ValidationError, with both sizes, when a file weighs more than `heaviest` bytes, or has no room."""
    if (file.size or 0) > heaviest:
        raise ValidationError(
            _("Ce fichier pèse %(size)s ; la limite est de %(limit)s.")
            % {"size": filesizeformat(file.size or 0), "limit": filesizeformat(heaviest)}
        )
    check_room(file)


def check_content(*, file: UploadedFile[Any], accepted: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a file whose ending is not accepted, or whose content is not what its ending says (ValidationError).

    `accepted` maps endings to the media types that the first bytes may announce.
    """
    check_room(file)
    extension = extension_of(file)
    if extension not in accepted:
        refusal = _("Ce type de fichier n’est pas accepté. Choisissez : %(endings)s.") % {
            "endings": ", ".join(sorted(accepted))
        }
        raise ValidationError(f"{refusal} {ADVICE.get(extension, '')}".strip())
    announced = announced_by(file)
    if announced not in accepted[extension]:
        raise ValidationError(
            ADVICE.get(announced)
            or _("Ce fichier semble abîmé, ou n’est pas ce que son nom annonce : ouvrez-le, enregistrez-le à nouveau.")
        )


def announced_by(file: IO[bytes] | UploadedFile[Any]) -> str:
    """The media type that a file announces: by its first bytes, or by its parts where it is an office document.

    Empty when it says nothing known. A text announces nothing: it is what reads as one, though the library takes a word
    that begins with « BM » for a picture. An archive is opened only under the ending of an office document: to list
    what one of two hundred megabytes holds would take a gigabyte of memory.
    """
    file.seek(0)
    opening = file.read(8192)  # what the library looks at
    file.seek(0)
    announced: str = filetype.guess_mime(opening) or ""
    if opening[4:8] == b"ftyp" and opening[8:12] in HEIC_BRANDS and announced != AVIF:
        return HEIC
    if opening.startswith(_PACKAGE):
        found = office.media_type(file) if extension_of(file) in office.MEDIA_TYPES else ""
        return found or "application/zip"  # whatever the library guesses of its parts
    return PLAIN_TEXT if announced not in _WRITTEN_OUT and _reads_as_text(opening) else announced


def _reads_as_text(opening: bytes) -> bool:
    """Whether nothing there is foreign to a text; one of two bytes a letter is read first."""
    if opening.startswith(_WIDE):
        try:
            opening = codecs.getincrementaldecoder("utf-16")().decode(opening).encode()
        except UnicodeDecodeError:
            return False
    return not _BINARY.search(opening)


def true_ending(file: UploadedFile[Any]) -> str:
    """The ending of what a file holds, where that is a picture; else that of its name."""
    return ENDINGS.get(announced_by(file)) or extension_of(file)


def check_picture(file: UploadedFile[Any]) -> None:
    """Refuse what is not a photograph or a drawing the site can show, by its first bytes (ValidationError)."""
    check_weight(file=file, heaviest=HEAVIEST_PICTURE)
    check_content(file=file, accepted=PICTURES)


class PictureUpload(forms.FileField):
    """A picture sent through a plain form: read to its end before anything is saved, and given as it will be kept."""

    def to_python(self, data: Any) -> Any:
        """Raises ValidationError for what is too heavy, too large, cut short, or no picture."""
        file: Any = super().to_python(data)
        if file is None:
            return None
        check_picture(file)
        kept: Any = tidied(file)
        kept.name = f"{Path(file.name).stem}.{true_ending(kept)}"
        return kept


class PortraitUpload(forms.FileField):
    """The photograph of a person: a small square, written anew, is all that the form gives."""

    def to_python(self, data: Any) -> Any:
        """Raises ValidationError as `PictureUpload` does."""
        file: Any = super().to_python(data)
        if file is None:
            return None
        check_picture(file)
        return portrait(file)


def keep_picture(*, file: UploadedFile[Any], title: str, structure: StructurePage, member: Member) -> SiteImage:
    """Make a picture of the structure out of a checked file. Raises ValidationError where the disk has no room.

    Its name is ours: the sender's says the day (« IMG_20250412_1530 ») or who is on it, and stands in public addresses.
    """
    title = (title or Path(file.name or "").name)[:255]
    file.name = f"photo{Path(file.name or '').suffix}"
    picture = SiteImage(
        title=title,
        file=file,
        collection=structure.space.collection,
        uploaded_by_user=member,
    )
    picture.file_size = file.size
    with kept_or_told():
        picture.save()
    return picture
