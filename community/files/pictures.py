"""What a photograph says besides what it shows: the place, the day, the telephone. It is removed when it arrives.

Wagtail copies these notes into every size it makes of a picture, and the people in ours may not want to be found.
"""

from io import BytesIO
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

FORMATS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "AVIF"}  # read as → written as
NOTES = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment")
QUALITY = 92  # of the only copy kept: the eye sees no difference, and the sizes shown are made from it


def without_notes(file: File) -> File | None:
    """The same picture, the right way up, without the notes its camera left; None where there are none to remove."""
    file.seek(0)
    with Image.open(file) as picture:
        written_as = FORMATS.get(picture.format or "")
        if written_as is None or not (picture.getexif() or any(note in picture.info for note in NOTES)):
            return None
        upright = ImageOps.exif_transpose(picture)
        clean = Image.new(upright.mode, upright.size)  # nothing but the points: no note can follow
        clean.paste(upright)
        if upright.mode == "P" and (palette := upright.getpalette()):
            clean.putpalette(palette)
        content = BytesIO()
        clean.save(content, format=written_as, quality=QUALITY, icc_profile=picture.info.get("icc_profile"))
    return ContentFile(content.getvalue(), name=PurePath(file.name or "image").name)
