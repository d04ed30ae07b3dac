"""The photograph of a person: a small square without notes, for members only, gone when it is replaced or removed."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from community.accounts.home.keeping import remove_photo
from community.models import Member
from tests.community.accounts.home.entering import BY_SCRIPT
from tests.factories import small_files

ORIENTATION, MODEL, ON_ITS_SIDE = 0x0112, 0x0110, 6

pytestmark = pytest.mark.django_db


def photograph(kind: str = "JPEG", size: tuple[int, int] = (900, 600), orientation: int = 1) -> bytes:
    """Red above, blue below, with what a telephone notes."""
    picture = Image.new("RGB", size, "red")
    ImageDraw.Draw(picture).rectangle((0, size[1] // 2, size[0], size[1]), fill="blue")
    notes = Image.Exif()
    notes[ORIENTATION], notes[MODEL] = orientation, "Téléphone de Nadia"
    content = BytesIO()
    picture.save(content, format=kind, exif=notes)
    return content.getvalue()


def send(client: Client, content: bytes, name: str = "IMG_20250412_Nadia.jpg", **headers: str) -> Any:
    return client.post(reverse("account_photo"), {"photo": SimpleUploadedFile(name, content)}, headers=headers)


@pytest.fixture
def browser(pilot: Any, settings: Any, tmp_path: Any) -> Client:
    settings.MEDIA_ROOT = tmp_path
    client = Client()
    client.force_login(pilot)
    return client


def stored(person: Any) -> str:
    return str(Member.objects.get(pk=person.pk).photo.name)


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("HEIF", "a.heic"), ("AVIF", "a.avif")]
)
def test_whatever_telephones_make_becomes_a_small_square_without_notes(
    kind: str, name: str, browser: Client, pilot: Any
) -> None:
    assert send(browser, photograph(kind), name).status_code == 302
    with Image.open(default_storage.open(stored(pilot))) as kept:
        assert (kept.format, kept.size) == ("JPEG", (480, 480))
        assert dict(kept.getexif()) == {}
        assert "exif" not in kept.info
        assert "icc_profile" not in kept.info
    assert b"Nadia" not in default_storage.open(stored(pilot)).read()
    assert "Nadia" not in stored(pilot)


def test_a_photograph_taken_on_its_side_stands_up(browser: Client, pilot: Any) -> None:
    send(browser, photograph(orientation=ON_ITS_SIDE))
    with Image.open(default_storage.open(stored(pilot))) as kept:
        left, right = kept.getpixel((20, 240)), kept.getpixel((460, 240))
    assert left[2] > 200  # type: ignore[index]  # blue, which was below
    assert right[0] > 200  # type: ignore[index]


def test_what_is_seen_through_is_on_white(browser: Client, pilot: Any) -> None:
    content = BytesIO()
    Image.new("RGBA", (50, 80), (0, 0, 0, 0)).save(content, format="PNG")
    send(browser, content.getvalue(), "a.png")
    with Image.open(default_storage.open(stored(pilot))) as kept:
        assert kept.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "vide.jpg"),
        (b"<svg onload='alert(1)'/>", "a.svg"),
        (b"<html>", "a.jpg"),
        (photograph()[:2000], "coupee.jpg"),
        (small_files.png_that_says_it_is(60_000, 60_000), "bombe.png"),
        (b"\xff\xd8" + b"x" * (10 * 1024 * 1024 + 1), "lourde.jpg"),
    ],
    ids=["empty", "svg", "html", "cut short", "bomb", "heavy"],
)
def test_what_is_no_photograph_is_refused_beside_its_field(
    content: bytes, name: str, browser: Client, pilot: Any
) -> None:
    answer = send(browser, content, name)
    assert answer.status_code == 200
    assert answer.context["forms"]["photo"].errors["photo"]
    assert not stored(pilot)


def test_no_file_at_all_is_told(browser: Client) -> None:
    assert "Choisissez d’abord une photo" in browser.post(reverse("account_photo")).content.decode()


def test_a_script_is_shown_the_new_photograph(browser: Client, pilot: Any) -> None:
    page = send(browser, photograph(), **BY_SCRIPT).content.decode()
    assert f'src="{reverse("file", args=[stored(pilot)])}"' in page


def test_a_photograph_that_is_replaced_leaves_the_disk(
    browser: Client, pilot: Any, django_capture_on_commit_callbacks: Any
) -> None:
    send(browser, photograph())
    first = stored(pilot)
    with django_capture_on_commit_callbacks(execute=True):
        send(browser, photograph("PNG"), "b.png")
    assert not default_storage.exists(first)
    assert default_storage.exists(stored(pilot))


def test_a_photograph_that_is_removed_leaves_the_disk_after_the_commit(
    browser: Client, pilot: Any, django_capture_on_commit_callbacks: Any
) -> None:
    send(browser, photograph())
    name = stored(pilot)
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(reverse("account_photo_away")).status_code == 302
        assert default_storage.exists(name)
    assert not default_storage.exists(name)
    assert not stored(pilot)
    assert browser.post(reverse("account_photo_away")).status_code == 302  # twice is once


def test_a_removal_taken_back_leaves_the_photograph(browser: Client, pilot: Any) -> None:
    send(browser, photograph())
    with transaction.atomic():
        remove_photo(member=Member.objects.get(pk=pilot.pk))
        transaction.set_rollback(True)
    assert default_storage.exists(stored(pilot))


def test_only_those_who_are_signed_in_are_given_it(browser: Client, pilot: Any, outsider: Any) -> None:
    send(browser, photograph())
    address = reverse("file", args=[stored(pilot)])
    assert Client().get(address).status_code == 404
    client = Client()
    client.force_login(outsider)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Cache-Control"] == "private, no-cache"
    assert client.get(reverse("file", args=["portraits/inventee.jpg"])).status_code == 404


def test_that_of_a_closed_account_is_for_facilitators(
    browser: Client, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    send(browser, photograph())
    Member.objects.filter(pk=pilot.pk).update(is_active=False)
    answers = {}
    for person in (outsider, facilitator):
        client = Client()
        client.force_login(person)
        answers[person.pk] = client.get(reverse("file", args=[stored(pilot)])).status_code
    assert answers == {outsider.pk: 404, facilitator.pk: 200}
