"""Photographs as telephones take them, HEIC and AVIF: taken, kept as every browser shows them, without their notes."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageCms

from community.files.pictures import tidy
from community.models import SiteImage
from community.uploads import PictureUpload, announced_by
from tests.attacks.files.makers_pictures import MAKERS, cut, painted

pytestmark = pytest.mark.django_db

ORIENTATION, MAKER, PLACE = 0x0112, 0x010F, 0x8825
KINDS = {"HEIF": "heic", "AVIF": "avif"}


def taken(kind: str, *, turned: bool = False, mode: str = "RGB", size: tuple[int, int] = (64, 32)) -> bytes:
    """With the telephone and the place noted; on its side, the red corner at the top left of what the sensor saw."""
    notes = Image.Exif()
    notes[MAKER], notes[ORIENTATION] = "Telephone", 6 if turned else 1
    notes.get_ifd(PLACE)[1] = "N"
    picture = Image.new(mode, size, "teal")
    picture.paste("red", (0, 0, 16, 16))
    content = BytesIO()
    picture.info["exif"] = notes.tobytes()  # from here, the library also writes how to turn it, as telephones do
    picture.save(content, format=kind, exif=notes.tobytes())
    return content.getvalue()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["IMG_1234.HEIC", "IMG_1234.avif", "IMG_1234.jpg"])
def test_a_photograph_of_a_telephone_is_kept_as_every_browser_shows_it(kind: str, name: str) -> None:
    kept = PictureUpload().clean(SimpleUploadedFile(name, taken(kind)))
    assert kept.name == "IMG_1234.jpg"
    with Image.open(kept) as picture:
        assert (picture.format, picture.size) == ("JPEG", (64, 32))


@pytest.mark.parametrize("kind", KINDS)
def test_its_place_and_its_telephone_are_forgotten(kind: str) -> None:
    photo = taken(kind)
    assert b"Telephone" in photo
    image = SiteImage.objects.create(title="Une table", file=ContentFile(photo, name=f"photo.{KINDS[kind]}"))
    assert image.file.name.endswith(".jpg")
    for stored in (image.file, *(image.get_rendition(f"width-10|format-{kind}").file for kind in ("avif", "webp"))):
        with stored.open() as file:
            assert b"Telephone" not in file.read()
            with Image.open(file) as picture:
                assert dict(picture.getexif()) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_it_stands_up(kind: str) -> None:
    kept = tidy(ContentFile(taken(kind, turned=True), name="a"))
    assert kept is not None
    with Image.open(kept) as picture:
        assert picture.size == (32, 64)
        red, green, _blue = picture.convert("RGB").getpixel((28, 4))  # type: ignore[misc]
        assert red > 200 > 60 > green


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_seen_through_stays_so(kind: str) -> None:
    content = BytesIO()
    Image.new("RGBA", (64, 32), (0, 0, 0, 0)).save(content, format=kind)
    kept = tidy(ContentFile(content.getvalue(), name="a"))
    assert kept is not None
    with Image.open(kept) as picture:
        assert (picture.format, picture.getpixel((0, 0))[3]) == ("WEBP", 0)  # type: ignore[index]


@pytest.mark.parametrize("kind", [*KINDS, "JPEG", "WEBP"])
def test_its_colours_stay_those_of_its_screen(kind: str) -> None:
    """A telephone writes its own colours, and says which in a profile: without it, they would be dull."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    notes = Image.Exif()
    notes[MAKER] = "Telephone"
    kept = tidy(ContentFile(painted(kind, icc_profile=profile, exif=notes.tobytes()), name="a"))
    assert kept is not None
    with Image.open(kept) as picture:
        assert picture.info["icc_profile"] == profile


@pytest.mark.parametrize("kind", KINDS)
def test_one_that_is_cut_short_is_refused(kind: str) -> None:
    content = painted(kind, size=(400, 300))
    for keep in (0.2, 0.6, 0.95):
        with pytest.raises(ValidationError, match="abîmée ou incomplète"):
            PictureUpload().clean(SimpleUploadedFile("a.heic", cut(content, keep=keep)))


def test_one_that_only_says_that_it_is_one_is_refused() -> None:
    with pytest.raises(ValidationError, match="abîmée ou incomplète"):
        PictureUpload().clean(SimpleUploadedFile("a.heic", MAKERS["en fait un heic.jpg"]()))
    with pytest.raises(ValidationError, match="n’est pas ce que son nom annonce"):
        PictureUpload().clean(SimpleUploadedFile("a.heic", b"%PDF-1.4\n%%EOF"))


@pytest.mark.parametrize(("kind", "limit"), [("HEIF", 27), ("AVIF", 25)])
def test_one_of_too_many_points_is_refused_before_they_are_read(kind: str, limit: int) -> None:
    """Only its header says so: the points themselves would not be there."""
    content = taken(kind)
    at = content.find(b"ispe") + 8
    enormous = content[:at] + (8064).to_bytes(4, "big") + (6048).to_bytes(4, "big") + content[at + 8 :]
    with pytest.raises(ValidationError) as refusal:
        tidy(ContentFile(enormous, name="a"))
    said = refusal.value.messages[0]
    assert f"la limite est de {limit} millions" in said or "abîmée" in said  # the library may see it first


def test_a_brand_that_the_library_of_names_does_not_know_is_a_photograph_all_the_same() -> None:
    ten_bits = painted("HEIF").replace(b"ftypheic", b"ftypheix", 1)
    assert announced_by(ContentFile(ten_bits, name="a.heic")) == "image/heic"
    assert announced_by(ContentFile(painted("AVIF"), name="a.avif")) == "image/avif"


@pytest.mark.parametrize("kind", KINDS)
def test_the_admin_takes_it_too(facilitator: Any, kind: str) -> None:
    client = Client()
    client.force_login(facilitator)
    file = SimpleUploadedFile(f"IMG_1.{KINDS[kind].upper()}", taken(kind))
    answer = client.post(reverse("wagtailimages:add"), {"title": "Une table", "collection": 1, "file": file})
    assert answer.status_code == 302
    assert SiteImage.objects.get().file.name.endswith(".jpg")
