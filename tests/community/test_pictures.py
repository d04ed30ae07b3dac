"""A photograph tells nothing besides what it shows."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from community.models import SiteImage

pytestmark = pytest.mark.django_db

ORIENTATION, MAKER, PLACE = 0x0112, 0x010F, 0x8825


def photograph(kind: str, *, turned: bool = False) -> bytes:
    """40 × 20 points, with the place and the telephone noted; `turned`: taken on its side."""
    notes = Image.Exif()
    notes[MAKER] = "Téléphone".encode().decode("ascii", "ignore")
    notes.get_ifd(PLACE)[1] = "N"
    if turned:
        notes[ORIENTATION] = 6
    content = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(content, format=kind, exif=notes)
    return content.getvalue()


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif")])
def test_the_place_and_the_telephone_are_forgotten_in_the_picture_and_its_sizes(kind: str, ending: str) -> None:
    photo = photograph(kind)
    assert Image.open(BytesIO(photo)).getexif()
    image = SiteImage.objects.create(title="Une table", file=ContentFile(photo, name=f"photo.{ending}"))
    for stored in (image.file, image.get_rendition("width-10").file):
        with stored.open() as file, Image.open(file) as picture:
            assert dict(picture.getexif()) == {}
            assert "exif" not in picture.info
    assert image.file_size == image.file.size


def test_a_photograph_taken_on_its_side_stands_up(site: Any) -> None:
    image = SiteImage.objects.create(title="Debout", file=ContentFile(photograph("JPEG", turned=True), name="a.jpg"))
    assert (image.width, image.height) == (20, 40)
    with Image.open(image.file.path) as picture:
        assert picture.size == (20, 40)


def test_a_drawing_without_notes_is_kept_to_the_byte(site: Any) -> None:
    content = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(content, format="PNG")
    image = SiteImage.objects.create(title="Logo", file=ContentFile(content.getvalue(), name="logo.png"))
    with image.file.open() as file:
        assert file.read() == content.getvalue()


def test_saving_again_does_not_touch_the_picture(site: Any) -> None:
    image = SiteImage.objects.create(title="Une table", file=ContentFile(photograph("JPEG"), name="photo.jpg"))
    before = image.file.name
    image.title = "Une autre table"
    image.save()
    assert image.file.name == before
