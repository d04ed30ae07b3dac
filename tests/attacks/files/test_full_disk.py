"""A disk without room: the text is saved or given back, a sentence stands beside the field, nothing is left behind."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.models import SiteDocument, SiteImage, SiteMedia, StructurePage
from practices.contributions.acts.drafts import draft_of
from practices.models import ConsentRecord, PracticePage, TestimonialPage
from tests import factories
from tests.attacks.files.doors import admin_doors, files_without_a_row, sent
from tests.attacks.files.makers_pictures import painted
from tests.search.faults.small_disk import NoSmallDisk, small_disk

pytestmark = pytest.mark.django_db

DISK = 100  # kilobytes: less than any of the files below
FILM = (site_settings.ROOT / "home" / "demo" / "media" / "m1.webm").read_bytes()
TEXT = "Un café, et l’on parle. ".encode() * 6000
SENTENCE = "il n’y a plus assez de place sur le serveur"
UNCHECKED = -(1024**3)  # bytes to leave free: the check before the write says yes, and the write itself fails


def picture() -> bytes:
    return painted("PNG", size=(500, 400))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    try:
        with small_disk(tmp_path / "media", kilobytes=DISK) as prefix:
            if prefix:
                pytest.skip("only root mounts a disk that this very process sees")
            yield tmp_path / "media"
    except NoSmallDisk as reason:
        pytest.skip(f"no small disk can be mounted here: {reason}")


@pytest.fixture(params=[0, UNCHECKED], ids=["told before", "fails while written"])
def full(request: pytest.FixtureRequest, settings: Any, disk: Path) -> Path:
    settings.MEDIA_ROOT = disk
    settings.DISK_LEFT_FREE = request.param
    return disk


@pytest.fixture
def writer(pilot: Any) -> Client:
    client = Client()
    client.force_login(pilot)
    return client


def nothing_is_left(folder: Path) -> bool:
    return [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_film_and_its_picture(full: Path, writer: Client) -> None:
    form = {
        "title": "Je regardais par la vitre",
        "media_file": SimpleUploadedFile("film.webm", FILM),
        "poster_file": SimpleUploadedFile("table.png", picture()),
        "action": "save",
    }
    answer = writer.post(reverse("contributions:start", args=["temoignage"]), form)
    assert answer.status_code == 200
    assert {"media_file", "poster_file"} <= set(answer.context["form"].errors)
    assert answer.content.decode().count(SENTENCE) >= 2
    page = draft_of(page=TestimonialPage.objects.get())
    assert (page.title, page.media, page.poster) == ("Je regardais par la vitre", None, None)
    assert not SiteMedia.objects.exists()
    assert not SiteImage.objects.exists()
    assert nothing_is_left(full)


def test_the_small_files_of_a_testimonial_are_kept_beside_the_large_one(full: Path, writer: Client) -> None:
    captions = SimpleUploadedFile("film.vtt", factories.CAPTIONS.encode())
    form = {"title": "Je regardais", "media_file": SimpleUploadedFile("film.webm", FILM), "captions_file": captions}
    answer = writer.post(reverse("contributions:start", args=["temoignage"]), form)
    assert list(answer.context["form"].errors) == ["media_file"]
    assert draft_of(page=TestimonialPage.objects.get()).captions is not None


def test_a_document_joined_to_a_sheet(full: Path, writer: Client) -> None:
    form = {"title": "Le jardin", "upload_1": SimpleUploadedFile("trame.txt", TEXT), "upload_1_label": "La trame"}
    answer = writer.post(reverse("contributions:start", args=["fiche"]), form)
    assert SENTENCE in answer.content.decode()
    assert "La trame" in answer.content.decode(), "what was typed beside it is still there"
    assert draft_of(page=PracticePage.objects.get()).title == "Le jardin"
    assert not SiteDocument.objects.exists()
    assert nothing_is_left(full)


def test_a_new_version_of_a_live_sheet(full: Path, writer: Client, structure: Any) -> None:
    page = factories.sheet(structure=structure)
    form = {"title": "Le jardin", "revision": page.latest_revision_id, "upload_1": SimpleUploadedFile("t.txt", TEXT)}
    answer = writer.post(reverse("contributions:edit", args=[page.pk]), form)
    assert SENTENCE in answer.content.decode()
    assert draft_of(page=PracticePage.objects.get()).title == "Le jardin"


def test_a_logo(full: Path, writer: Client, structure: Any) -> None:
    form = {
        "title": structure.title,
        "tagline": "Un lieu où l’on répare",
        "sector": structure.sector,
        "commune": structure.commune,
        "department": structure.department,
        "revision": structure.latest_revision_id or "",
        "logo_file": SimpleUploadedFile("logo.png", picture()),
    }
    answer = writer.post(reverse("structure_card", args=[structure.pk]), form)
    assert SENTENCE in answer.content.decode()
    assert "Un lieu où l’on répare" in answer.content.decode()
    assert StructurePage.objects.get(pk=structure.pk).logo is None
    assert nothing_is_left(full)


def test_a_signed_agreement(full: Path, writer: Client, structure: Any) -> None:
    page = factories.testimonial(structure=structure, live=False, consent_days=None)
    form = {
        "person": "Nadia B.",
        "places": "site",
        "given_on": "2026-01-01",
        "expires_on": "2030-01-01",
        "document": SimpleUploadedFile("accord.png", picture()),
    }
    answer = writer.post(reverse("contributions:consents", args=[page.pk]), form)
    assert SENTENCE in answer.content.decode()
    assert "Nadia B." in answer.content.decode()
    assert not ConsentRecord.objects.exists()
    assert nothing_is_left(full)


@pytest.mark.parametrize(
    ("door", "name", "content"),
    [
        ("image", "table.png", picture),
        ("images", "table.png", picture),
        ("document", "trame.txt", lambda: TEXT),
        ("documents", "trame.txt", lambda: TEXT),
        ("film", "film.webm", lambda: FILM),
    ],
)
def test_a_door_of_the_admin(door: str, name: str, content: Any, settings: Any, disk: Path, facilitator: Any) -> None:
    settings.MEDIA_ROOT, settings.DISK_LEFT_FREE = disk, 0
    client = Client()
    client.force_login(facilitator)
    at = admin_doors()[door]
    answer = sent(client=client, door=at, files={next(iter(at.fields)): (name, content())})
    said = (
        answer.json()["error_message"]
        if answer["Content-Type"].startswith("application/json")
        else answer.content.decode()
    )
    assert SENTENCE in said
    assert nothing_is_left(disk)


def test_a_disk_that_cannot_even_receive_the_film(settings: Any, disk: Path, writer: Client, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = str(disk), 1000
    settings.MEDIA_ROOT, settings.DISK_LEFT_FREE = tmp_path / "other", 0
    film = SimpleUploadedFile("film.webm", FILM)
    answer = writer.post(
        reverse("contributions:start", args=["temoignage"]), {"title": "Je regardais", "media_file": film}
    )
    assert answer.status_code == 200
    assert SENTENCE in answer.content.decode()
    assert draft_of(page=TestimonialPage.objects.get()).title == "Je regardais"
    assert nothing_is_left(disk)


def test_a_page_without_room_for_its_picture_is_shown_without_it(
    settings: Any, disk: Path, client: Client, structure: Any
) -> None:
    logo = SimpleUploadedFile("logo.jpg", painted("JPEG", size=(300, 200)))
    settings.MEDIA_ROOT, settings.DISK_LEFT_FREE = disk, UNCHECKED
    structure.logo = SiteImage.objects.create(title="Logo", file=logo)
    structure.save_revision().publish()
    with suppress(OSError), (disk / "rest").open("wb", buffering=0) as rest:
        while rest.write(b"\x00" * 1024):
            pass
    answer = client.get(structure.get_url())
    assert answer.status_code == 200
    assert "/fichiers/" not in answer.content.decode()
    assert files_without_a_row() == {"rest"}
