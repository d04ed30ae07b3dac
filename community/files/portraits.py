"""The photograph of a person: a small square, written anew by the site, with nothing of the file that was sent."""

import logging
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from community.files import pictures

SIDE = 480  # points: twice the widest place where our pages show it
QUALITY = 85
WHITE = (255, 255, 255)

logger = logging.getLogger(__name__)


def portrait(file: File, /) -> ContentFile:
    """The middle of the picture, upright, as a JPEG without any note.

    Raises ValidationError for what cannot be read to its end, or has too many points to be read at all.
    """
    with pictures.one_at_a_time():
        content, refusal = _read(file)
    if refusal:
        raise ValidationError(refusal)
    return ContentFile(content, name="portrait.jpg")


def _read(file: File) -> tuple[bytes, str]:
    """The bytes of the portrait, and why there are none: raised outside, an error would hold the picture."""
    file.seek(0)
    try:
        with Image.open(file, formats=pictures.READERS) as picture:
            refusal = pictures.refusal_of(picture, file)
            return (b"", refusal) if refusal else (_square(picture), "")
    except Image.DecompressionBombError:
        return b"", _("Cette image a beaucoup trop de points : réduisez-la avant de la joindre.")
    except Exception as fault:  # a reader of pictures may fail in any way on a file made to break it
        logger.info("a portrait cannot be read: %r", fault)
        return b"", str(pictures.UNREADABLE)
    finally:
        file.seek(0)


def _square(picture: Image.Image) -> bytes:
    picture.draft(None, (2 * SIDE, 2 * SIDE))  # of JPEG only: read at a half, a quarter, an eighth
    picture.load()
    orientation = pictures.orientation_of(picture)
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    square: Any = picture.crop((left, top, left + side, top + side))
    square = _on_white(square).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    square = _in_usual_colours(square, picture.info.get("icc_profile"))
    if orientation in pictures.TURNS:
        square = square.transpose(pictures.TURNS[orientation])
    square.info = {}
    content = BytesIO()
    square.save(content, format="JPEG", quality=QUALITY)
    return content.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """In three colours; where the eye sees through, it sees white paper."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture.convert("RGB")
    seen_through = picture.convert("RGBA")
    paper = Image.new("RGB", seen_through.size, WHITE)
    paper.paste(seen_through, mask=seen_through.getchannel("A"))
    return paper


def _in_usual_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Telephones write in a wider range of colours and say so in a profile, which would be a note too."""
    if not profile:
        return picture
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB")) or picture
    except Exception:  # a broken profile, or one of four inks: the colours stay as they were read
        return picture
