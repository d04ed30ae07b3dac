"""Captions on the form, in the review, in the admin and on the page: told before publication, never claimed in vain."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from community.models import SiteMedia
from practices.contributions.acts import drafts, refusals
from practices.contributions.acts.review import approve
from practices.models import Lever, TestimonialPage
from tests import factories
from tests.practices.captions.corpus import FILES, HEAD, cue

pytestmark = pytest.mark.django_db

START = "/partager/temoignage/"
AN_HOUR_LATE = (HEAD + cue("01:00:00.500 --> 01:00:02.000") + cue("01:00:02.000 --> 01:00:05.000")).encode()
GOOD = (HEAD + cue()).encode()
ANOTHER_FILM = (HEAD + cue() + cue("00:12:00.000 --> 00:12:05.000", "Merci à tous")).encode()
TOO_LONG = "un sous-titre vient après sa fin, à 12 min 00"

CAPTIONED = "· sous-titré"


@pytest.fixture
def writer(client: Client, pilot: Any) -> Client:
    client.force_login(pilot)
    return client


def sent(name: str, content: bytes, **changes: Any) -> dict[str, Any]:
    return {
        "title": "Je regardais par la vitre",
        "speaker_name": "Nadia",
        "key_quote": "On m’a demandé mon avis.",
        "levers": [Lever.objects.get(slug="accueil").pk],
        "kind": "video",
        "transcript": "Nadia : bonjour.",
        "captions_file": SimpleUploadedFile(name, content),
        "action": "save",
        **changes,
    }


def film(structure: Any, content: bytes = GOOD, *, seconds: float = 0, **fields: Any) -> TestimonialPage:
    """A complete draft, with captions as the admin might choose them."""
    page = factories.testimonial(structure=structure, kind="video", live=False, **fields)
    SiteMedia.objects.filter(pk=page.media_id).update(duration=seconds)
    page.captions = factories.document(name="film.vtt", content=content)
    page.save_revision(clean=False)
    return TestimonialPage.objects.get(pk=page.pk)


def draft() -> Any:
    return drafts.draft_of(page=TestimonialPage.objects.get())


def stored() -> bytes:
    with draft().captions.file.open() as file:
        content: bytes = file.read()
    return content


def test_subrip_sent_is_kept_as_webvtt(writer: Client) -> None:
    response = writer.post(START, sent("film.SRT", FILES["srt"]))
    assert response.status_code == 302, response.context["form"].errors
    assert draft().captions.filename.endswith(".vtt")
    assert stored().startswith(b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBonjour")
    assert draft().captions.file_size == len(stored())


def test_the_form_asks_for_either_format(writer: Client) -> None:
    field = BeautifulSoup(writer.get(START).content, "html.parser").select_one("#id_captions_file")
    assert field is not None
    assert field["accept"] == ".vtt,.srt"
    assert "Sous-titres (fichier .vtt ou .srt)" in writer.get(START).content.decode()


def test_captions_with_a_slip_are_told_beside_their_field_and_the_rest_is_saved(writer: Client) -> None:
    response = writer.post(START, sent("film.vtt", FILES["minutes_on_one_digit"]))
    assert "Ligne 3 : « 0:12.500 --&gt; 0:14.000 »" in str(response.context["form"].errors["captions_file"])
    assert (draft().captions, draft().transcript) == (None, "Nadia : bonjour.")


def test_an_hour_of_delay_is_taken_off_and_said(writer: Client) -> None:
    page = writer.post(START, sent("film.vtt", AN_HOUR_LATE), follow=True).content.decode()
    assert "Vos sous-titres commençaient à 01:00:00" in page
    assert b"00:00:00.500 --> 00:00:02.000" in stored()


def test_captions_kept_before_their_film_came_move_with_it(writer: Client, structure: Any) -> None:
    page = film(structure, AN_HOUR_LATE, seconds=6)
    before = drafts.draft_of(page=page).captions_id
    media = SimpleUploadedFile("film.webm", (settings.ROOT / "home/demo/media/m1.webm").read_bytes())
    kept = sent("-", b"", captions_file="", media_file=media, captions_kept=before, revision=page.latest_revision_id)
    writer.post(reverse("contributions:edit", args=[page.pk]), kept)
    assert draft().captions_id != before
    assert b"00:00:00.500" in stored()


def test_captions_longer_than_their_film_are_told_when_saved_shown_again_and_submitted(
    writer: Client, structure: Any
) -> None:
    page = film(structure, ANOTHER_FILM, seconds=90)
    address = reverse("contributions:edit", args=[page.pk])
    assert TOO_LONG in writer.get(address).content.decode().replace("\u00a0", " ")
    again = sent("autre.vtt", ANOTHER_FILM, media_kept=drafts.draft_of(page=page).media_id)
    again["revision"] = page.latest_revision_id
    assert TOO_LONG in writer.post(address, again, follow=True).content.decode().replace("\u00a0", " ")
    page = TestimonialPage.objects.get()
    kept = {f"{name}_kept": getattr(draft(), f"{name}_id") for name in ("media", "captions")}
    submitted = sent("-", b"", captions_file="", action="submit", revision=page.latest_revision_id, **kept)
    response = writer.post(address, submitted)
    assert TOO_LONG in str(response.context["form"].errors["captions_file"])
    assert not TestimonialPage.objects.get().workflow_in_progress


def test_the_facilitator_reads_what_is_wrong_and_cannot_approve(
    client: Client, structure: Any, pilot: Any, facilitator: Any
) -> None:
    page = film(structure, seconds=0, owner=pilot)
    drafts.submit(page=page, member=pilot)
    SiteMedia.objects.update(duration=0.5)
    page = TestimonialPage.objects.get()
    drafts.draft_of(page=page).captions.file.save("film.vtt", ContentFile(ANOTHER_FILM))
    client.force_login(facilitator)
    shown = client.get(reverse("contributions:review", args=[page.pk])).content.decode()
    assert "Est-ce le bon fichier" in shown
    assert 'value="approve"' not in shown
    with pytest.raises(refusals.Incomplete):
        approve(page=page, member=facilitator)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (FILES["header_glued"], "le mot WEBVTT, seul"),
        (FILES["nbsp"], "Ligne 3"),
        (FILES["windows_1252"], "des lettres sont perdues"),
        (b"%PDF-1.4", "Ligne 1"),
        (b"x" * 1_100_000, "trop lourd"),
        (AN_HOUR_LATE, "commencent à 01:00:00"),
    ],
)
def test_captions_chosen_in_the_admin_obey_the_same_rule(
    client: Client, structure: Any, facilitator: Any, content: bytes, words: str
) -> None:
    page = film(structure, content)
    client.force_login(facilitator)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    assert client.post(address, data).status_code == 302, "a draft is saved as it is"
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    data["action-publish"] = "action-publish"
    response = client.post(address, data)
    assert response.status_code == 200
    assert words in str(response.context["form"].errors["captions"])
    assert not TestimonialPage.objects.get().live


def page_of(client: Client, page: TestimonialPage) -> str:
    return client.get(TestimonialPage.objects.get(pk=page.pk).url).content.decode().replace("\u00a0", " ")


def test_a_film_whose_stored_captions_no_browser_shows_does_not_claim_any(
    client: Client, structure: Any, facilitator: Any
) -> None:
    """Published before captions were checked, or replaced since."""
    page = film(structure)
    page.get_latest_revision().publish()
    assert CAPTIONED in page_of(client, page)
    page.get_latest_revision_as_object().captions.file.save(
        "film.vtt", ContentFile(FILES["nbsp"][: -len("La suite") - 40])
    )
    shown = page_of(client, page)
    assert CAPTIONED not in shown
    assert "<track" not in shown
    client.force_login(facilitator)
    assert f"Les sous-titres de « {page.title} » ne s’affichent pas" in client.get("/admin/").content.decode()


def test_the_preview_of_a_film_says_what_its_captions_are(writer: Client, structure: Any) -> None:
    for content, is_captioned in ((GOOD, True), (FILES["header_glued"], False)):
        page = film(structure, content)
        shown = writer.get(reverse("contributions:preview", args=[page.pk])).content.decode()
        assert (CAPTIONED in shown) is is_captioned
