"""Files that people send through a plain form: what they may be, and where they go – their structure's collection.

An ending alone proves nothing: the first bytes must say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from community.models import Member, SiteImage, StructurePage

MEGABYTE = 1024 * 1024
HEAVIEST_PICTURE = 10 * MEGABYTE  # as for WAGTAILIMAGES_MAX_UPLOAD_SIZE: what a recent phone makes, and some room
PICTURES = {"jpg": ("image/jpeg",), "jpeg": ("image/jpeg",), "png": ("image/png",), "webp": ("image/webp",)}


def extension_of(file: Any) -> str:
    """The ending of a file's name, in lower case, without its dot."""
    return Path(file.name or "").suffix.lstrip(".").lower()


def check_weight(*, file: UploadedFile[Any], heaviest: int) -> None:
    """Raises ValidationError, with both sizes, when a file weighs more than `heaviest` bytes."""
    if (file.size or 0) > heaviest:
        raise ValidationError(
            _("Ce fichier pèse %(size)s ; la limite est de %(limit)s.")
            % {"size": filesizeformat(file.size or 0), "limit": filesizeformat(heaviest)}
        )


def check_content(*, file: UploadedFile[Any], accepted: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a file whose ending is not accepted, or whose content is not what its ending says (ValidationError).

    `accepted` maps endings to the media types that the first bytes may announce.
    """
    extension = extension_of(file)
    if extension not in accepted:
        raise ValidationError(
            _("Ce type de fichier n’est pas accepté. Choisissez : %(endings)s.")
            % {"endings": ", ".join(sorted(accepted))}
        )
    if announced_by(file) not in accepted[extension]:
        raise ValidationError(
            _("Ce fichier semble abîmé, ou n’est pas ce que son nom annonce : ouvrez-le, enregistrez-le à nouveau.")
        )


def announced_by(file: IO[bytes] | UploadedFile[Any]) -> str:
    """The media type that the first bytes of a file announce; empty when they say nothing known."""
    file.seek(0)
    opening = file.read(8192)  # what the library looks at
    file.seek(0)
    return filetype.guess_mime(opening) or ""


def check_picture(file: UploadedFile[Any]) -> None:
    """Refuse what is not a photograph or a drawing the site can show (ValidationError). A validator of form fields."""
    check_weight(file=file, heaviest=HEAVIEST_PICTURE)
    check_content(file=file, accepted=PICTURES)


def keep_picture(*, file: UploadedFile[Any], title: str, structure: StructurePage, member: Member) -> SiteImage:
    """Make a picture of the structure out of a checked file."""
    picture = SiteImage(
        title=(title or Path(file.name or "").name)[:255],
        file=file,
        collection=structure.space.collection,
        uploaded_by_user=member,
    )
    picture.file_size = file.size
    picture.save()
    return picture
