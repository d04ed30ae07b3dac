"""A photograph tells nothing besides what it shows; one that cannot be read to its end is never kept."""

import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from community.files.pictures import LONGEST_SIDE, tidy
from community.models import SiteImage
from community.uploads import PictureUpload
from practices.contributions.forms.files import check_recording
from practices.models import EventPhoto, TestimonialPage
from tests import factories
from tests.attacks.files.doors import admin_doors, sent
from tests.attacks.files.makers_pictures import MAKERS, animated, announced, chunk, cut, noted, painted, png

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


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_what_is_behind_the_picture_goes(kind: str, ending: str) -> None:
    hidden = b"PK\x03\x04 ce qui a ete rogne"
    image = SiteImage.objects.create(title="a", file=ContentFile(painted(kind) + hidden, name=f"a.{ending}"))
    with image.file.open() as file:
        assert hidden not in file.read()


def test_the_author_written_in_a_drawing_goes(site: Any) -> None:
    drawing = MAKERS["note geante.png"]()
    with pytest.raises(ValidationError):
        tidy(ContentFile(drawing, name="a.png"))
    said, content = PngInfo(), BytesIO()
    said.add_text("Author", "Nadia B.")
    Image.new("RGB", (8, 8)).save(content, format="PNG", pnginfo=said)
    assert b"Nadia" in content.getvalue()
    kept = tidy(ContentFile(content.getvalue(), name="a.png"))
    assert kept is not None
    assert b"Nadia" not in kept.read()


def test_what_is_seen_through_stays_so(site: Any) -> None:
    content = BytesIO()
    notes = Image.Exif()
    notes[MAKER] = "Telephone"
    Image.new("P", (8, 8)).save(content, format="PNG", transparency=0, exif=notes)
    kept = tidy(ContentFile(content.getvalue(), name="a.png"))
    assert kept is not None
    with Image.open(kept) as picture:
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_one_picture_is_kept_of_several(site: Any) -> None:
    for kind in ("GIF", "WEBP", "PNG"):
        kept = tidy(ContentFile(animated(kind), name="a"))
        assert kept is not None
        with Image.open(kept) as picture:
            assert not getattr(picture, "is_animated", False)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_picture_is_kept_at_the_size_that_is_printed(kind: str) -> None:
    content = BytesIO()
    Image.new("L", (9000, 3000), 90).save(content, format=kind)
    kept = tidy(ContentFile(content.getvalue(), name="a"))
    assert kept is not None
    with Image.open(kept) as picture:
        assert max(picture.size) == LONGEST_SIDE
        assert picture.height == pytest.approx(LONGEST_SIDE / 3, abs=1)


def test_a_large_picture_cut_short_is_refused_although_it_is_read_smaller(site: Any) -> None:
    content = BytesIO()
    Image.effect_noise((6500, 40), 60).convert("RGB").save(content, format="JPEG")
    assert tidy(ContentFile(content.getvalue(), name="a.jpg"))
    with pytest.raises(ValidationError):
        tidy(ContentFile(cut(content.getvalue(), keep=0.9), name="a.jpg"))


TOO_LARGE = {
    "a photograph of 108 million": (
        lambda: announced(painted("JPEG"), 12_000, 9_000),
        "108 millions de points (12000 × 9000)",
    ),
    "one line more than the largest": (lambda: announced(painted("JPEG"), 8192, 6160), "la limite est de 50 millions"),
    "a drawing of 64 million": (lambda: png(8_000, 8_000, depth=1), "64 millions de points"),
    "a drawing one sees through": (lambda: png(7_000, 6_000, colour=6), "la limite est de 29 millions"),
    "a progressive one in four inks": (
        lambda: announced(painted("JPEG", "CMYK", progressive=True), 8_000, 6_000),
        "38 millions",
    ),
    "beyond what is counted": (lambda: png(60_000, 60_000), "beaucoup trop de points"),
}


@pytest.mark.parametrize("case", TOO_LARGE)
def test_too_many_points_are_refused_in_words_before_they_are_read(case: str) -> None:
    make, words = TOO_LARGE[case]
    with pytest.raises(ValidationError, match=words.replace("(", r"\(").replace(")", r"\)")):
        tidy(ContentFile(make(), name="a"))


def test_the_largest_that_telephones_take_is_accepted(site: Any) -> None:
    kept = tidy(ContentFile(announced(painted("JPEG"), 8192, 6144), name="a.jpg"))
    assert kept is not None
    with Image.open(kept) as picture:
        assert picture.size == (4000, 3000)


def test_every_door_says_that_a_picture_is_cut_short_beside_its_field(
    structure: Any, pilot: Any, facilitator: Any
) -> None:
    words, broken = "abîmée ou incomplète", cut(noted("JPEG"))
    member, animation = Client(), Client()
    member.force_login(pilot)
    animation.force_login(facilitator)
    form = {"title": "Je regardais", "poster_file": SimpleUploadedFile("a.jpg", broken)}
    answer = member.post(reverse("contributions:start", args=["temoignage"]), form)
    assert words in answer.context["form"].errors["poster_file"][0]
    assert TestimonialPage.objects.get().draft_title == "Je regardais"
    answer = member.post(
        reverse("structure_card", args=[structure.pk]),
        {"title": "Le Café", "tagline": "Un lieu ouvert", "logo_file": SimpleUploadedFile("a.jpg", broken)},
    )
    assert words in answer.context["form"].errors["logo_file"][0]
    assert "Un lieu ouvert" in answer.content.decode()
    for name, door in admin_doors().items():
        if name in ("image", "images", "image chooser"):
            files = dict.fromkeys(door.fields, ("a.jpg", broken))
            assert words in _text(sent(client=animation, door=door, files=files)), name
    files = {"file": ("a.webm", b""), "thumbnail": ("a.jpg", broken)}
    assert words in _text(sent(client=animation, door=admin_doors()["film"], files=files))
    assert not SiteImage.objects.exists()


def _text(answer: Any) -> str:
    text: str = answer.content.decode()
    return str(answer.json()) if answer["Content-Type"].startswith("application/json") else text


def damaged(image: SiteImage) -> SiteImage:
    """As a disk or a former version of the site may have left it."""
    path = Path(image.file.path)
    path.write_bytes(cut(path.read_bytes(), keep=0.5))
    return image


def sound() -> SiteImage:
    return SiteImage.objects.create(title="Une table", file=ContentFile(painted("JPEG"), name="table.jpg"))


def test_a_page_whose_stored_picture_is_damaged_is_shown_without_it(client: Any, structure: Any) -> None:
    film = factories.testimonial(structure=structure, kind="video")
    voice = factories.testimonial(structure=structure, kind="audio")
    report = factories.report()
    EventPhoto.objects.create(report=report, image=damaged(sound()), alt="La table ronde", agreement=True)
    for page, field in ((film, "poster"), (voice, "poster"), (structure, "logo")):
        setattr(page, field, damaged(sound()))
        page.save_revision(clean=False).publish()
    for page in (film, voice, structure, report):
        answer = client.get(page.get_url())
        assert answer.status_code == 200
        assert "not-found" not in answer.content.decode()
        assert "La table ronde" not in answer.content.decode()


@pytest.mark.parametrize("fault", ["damaged", "lost", "too large"])
def test_the_admin_lists_and_chooses_among_damaged_pictures(facilitator: Any, fault: str) -> None:
    image = sound()
    if fault == "damaged":
        damaged(image)
    elif fault == "lost":
        Path(image.file.path).unlink()
    else:
        SiteImage.objects.filter(pk=image.pk).update(width=12_000, height=9_000)
    client = Client()
    client.force_login(facilitator)
    for name, arguments in (
        ("wagtailimages:index", []),
        ("wagtailimages:edit", [image.pk]),
        ("wagtailimages_chooser:choose", []),
        ("wagtailimages_chooser:chosen", [image.pk]),
    ):
        assert client.get(reverse(name, args=arguments)).status_code == 200, name


def test_what_a_program_or_a_signer_adds_to_a_drawing_is_forgotten() -> None:
    signed = png(4, 4, data=b"\x00" * 20, extra=chunk(b"caBX", b"Nadia"))
    kept = tidy(ContentFile(signed, name="a.png"))
    assert kept is not None
    assert b"Nadia" not in kept.read()
    whole = painted("WEBP")
    piece = b"C2PA" + (6).to_bytes(4, "little") + b"Nadia!"
    signed = b"RIFF" + (len(whole) - 8 + len(piece)).to_bytes(4, "little") + whole[8:] + piece
    kept = tidy(ContentFile(signed, name="a.webp"))
    assert kept is not None
    assert b"Nadia" not in kept.read()
    assert tidy(ContentFile(whole, name="a.webp")) is None


def test_a_photograph_made_to_be_read_for_an_hour_is_refused_at_once() -> None:
    started = time.process_time()
    with pytest.raises(ValidationError):
        tidy(ContentFile(MAKERS["lue deux mille fois.jpg"](), name="a.jpg"))
    assert time.process_time() - started < 5
    assert tidy(ContentFile(painted("JPEG", progressive=True), name="a.jpg")) is None


@pytest.mark.parametrize("name", ["table.jpg", "table.jfif", "table.png", "table.webp"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_saved_from_a_page_is_taken_whatever_its_ending(kind: str, name: str) -> None:
    kept = PictureUpload().clean(SimpleUploadedFile(name, painted(kind)))
    assert kept.name == {"JPEG": "table.jpg", "PNG": "table.png", "WEBP": "table.webp"}[kind]


@pytest.mark.parametrize("name", ["memo.amr", "film.3gp", "voix.aac", "film.avi"])
def test_a_recording_of_another_kind_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(ValidationError, match="VLC"):
        check_recording(SimpleUploadedFile(name, b"#!AMR" + bytes(100)))
