"""A testimonial is written on the site: its files, its links, and what stays on line meanwhile."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from community.models import SiteMedia
from practices.captions.reading import read_captions
from practices.contributions.acts.drafts import draft_of
from practices.contributions.forms import files
from practices.contributions.forms.files import HEAVIEST, check_captions, check_recording, format_of
from practices.models import Lever, TestimonialPage
from practices.vocabulary import Format
from tests import factories

pytestmark = pytest.mark.django_db

DEMO = settings.ROOT / "home" / "demo" / "media"
START = "/partager/temoignage/"


@pytest.fixture
def writer(client: Any, pilot: Any) -> Any:
    """The browser of a person of the structure."""
    client.force_login(pilot)
    return client


def demo(name: str, sent_as: str | None = None) -> SimpleUploadedFile:
    """One of the demonstration's real small files."""
    return SimpleUploadedFile(sent_as or name, Path(DEMO / name).read_bytes())


def poster() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (32, 18), "teal").save(content, "JPEG")
    return SimpleUploadedFile("attente.jpg", content.getvalue())


def written(**changes: Any) -> dict[str, Any]:
    """A complete written testimonial, as the form sends it."""
    values = {
        "title": "Je regardais par la vitre",
        "speaker_name": "Nadia",
        "key_quote": "On m’a demandé mon avis, et on l’a suivi.",
        "levers": [Lever.objects.get(slug="accueil").pk],
        "kind": "text",
        "text": "Je suis venue un mardi, par hasard.",
        "action": "save",
    }
    return {**values, **changes}


def filmed(**changes: Any) -> dict[str, Any]:
    """The same, filmed."""
    files = {"media_file": demo("m1.webm"), "captions_file": demo("m1.vtt"), "poster_file": poster()}
    return written(kind="video", text="", transcript="Nadia : je suis venue un mardi.", **{**files, **changes})


def edit_address(page: Any) -> str:
    return reverse("contributions:edit", args=[page.pk])


def the_only_one() -> TestimonialPage:
    return TestimonialPage.objects.get()


def again(page: Any, **changes: Any) -> dict[str, Any]:
    """What the form of a saved page sends back, with changes; files already kept are named in hidden fields."""
    draft = draft_of(page=page)
    kept = {f"{name}_kept": getattr(draft, f"{name}_id") or "" for name in ("media", "captions", "poster")}
    values = {
        "title": draft.title,
        "speaker_name": draft.speaker_name,
        "key_quote": draft.key_quote,
        "levers": [lever.pk for lever in draft.levers.all()],
        "kind": draft.kind,
        "text": draft.text,
        "transcript": draft.transcript,
        "revision": draft.latest_revision_id,
        "action": "save",
        **kept,
    }
    return {**values, **changes}


def test_the_page_to_share_offers_a_testimonial(writer: Any) -> None:
    assert START in writer.get(reverse("contributions:share")).content.decode()
    page = writer.get(START).content.decode()
    for words in ("Mot pour mot, une ou deux lignes.", "Relisez les sous-titres automatiques", "Prénom ou pseudonyme"):
        assert words in page


def test_a_draft_needs_one_word(writer: Any) -> None:
    assert writer.post(START, {"action": "save", "speaker_name": "Nadia"}).status_code == 302
    assert not the_only_one().live


def test_a_film_its_captions_and_its_picture_go_to_the_collection_of_the_structure(writer: Any, structure: Any) -> None:
    response = writer.post(START, filmed())
    assert response.status_code == 302, response.context["form"].errors
    page = draft_of(page=the_only_one())
    assert (page.media.type, page.media.collection) == ("video", structure.space.collection)
    assert page.captions.collection == page.poster.collection == structure.space.collection
    assert page.captions.file_extension == "vtt"
    assert (page.poster.width, page.poster.height) == (32, 18)


def test_a_sound_chosen_without_a_format_is_a_sound(writer: Any) -> None:
    writer.post(START, written(kind="", text="", media_file=demo("m2.mp3")))
    page = draft_of(page=the_only_one())
    assert (page.kind, page.media.type) == ("audio", "audio")


def test_a_format_that_contradicts_the_file_is_told_and_the_file_is_kept(writer: Any) -> None:
    response = writer.post(START, written(kind="audio", text="", media_file=demo("m1.webm")))
    assert response.status_code == 200
    assert "kind" in response.context["form"].errors
    kept = response.context["form"]["media_kept"].value()
    assert str(draft_of(page=the_only_one()).media_id) == kept


BAD_RECORDINGS = {
    "a program": lambda: SimpleUploadedFile("film.mp4", b"MZ\x90\x00" + b"\x00" * 400),
    "a page": lambda: SimpleUploadedFile("son.mp3", b"<html><script>alert(1)</script>"),
    "another ending": lambda: demo("m1.webm", "film.avi"),
    "an ending that lies": lambda: demo("m2.mp3", "film.webm"),
    "no ending": lambda: demo("m2.mp3", "son"),
}


@pytest.mark.parametrize("case", BAD_RECORDINGS)
def test_what_is_not_a_recording_is_refused_and_the_rest_is_saved(writer: Any, case: str) -> None:
    response = writer.post(START, filmed(media_file=BAD_RECORDINGS[case]()))
    assert response.status_code == 200
    assert "media_file" in response.context["form"].errors
    page = draft_of(page=the_only_one())
    assert page.media is None
    assert page.transcript == "Nadia : je suis venue un mardi."
    assert page.captions is not None


def test_an_empty_file_is_refused(writer: Any) -> None:
    response = writer.post(START, written(media_file=SimpleUploadedFile("film.mp4", b"")))
    assert "media_file" in response.context["form"].errors


@pytest.mark.parametrize("name", ["m1.webm", "m2.mp3", "m3.webm", "m5.webm", "m6.mp3"])
def test_the_recordings_of_the_demonstration_are_accepted(name: str) -> None:
    file = demo(name)
    check_recording(file)  # raises for what it refuses
    assert format_of(file) == (Format.VIDEO if name.endswith("webm") else Format.AUDIO)


@pytest.mark.parametrize(("name", "kind"), [("m1.webm", Format.VIDEO), ("m2.mp3", Format.AUDIO)])
def test_a_recording_too_heavy_is_told_with_both_weights(name: str, kind: Format, monkeypatch: Any) -> None:
    monkeypatch.setitem(files.HEAVIEST, kind, 10)
    with pytest.raises(ValidationError, match="la limite est de"):
        check_recording(demo(name))


def test_a_film_may_weigh_200_megabytes_and_a_sound_50() -> None:
    assert HEAVIEST == {Format.VIDEO: 200 * 1024 * 1024, Format.AUDIO: 50 * 1024 * 1024}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("s.vtt", b"bonjour"),
        ("s.vtt", b"WEBVTT\n\n"),
        ("s.vtt", b"\xff\xfe\x00"),
        ("s.txt", b"WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour\n"),
        ("s.vtt", b"WEBVTT\n\n00:99:99.000 --> x\n<script>"),
    ],
)
def test_captions_that_no_player_reads_are_refused(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError, match=r"\.vtt ou \.srt|Ligne 3 : « 00:99:99\.000 --> x »"):
        check_captions(SimpleUploadedFile(name, content))


def test_captions_with_a_byte_order_mark_are_accepted() -> None:
    content = b"\xef\xbb\xbf" + "WEBVTT\n\n00:00.000 --> 00:02.000\nÉté\n".encode()
    check_captions(SimpleUploadedFile("s.VTT", content))  # it raises for what it refuses
    assert [cue.text for cue in read_captions(content)] == ["Été"]


def test_a_new_version_has_its_own_file_and_the_live_page_keeps_its(writer: Any, structure: Any) -> None:
    live = factories.testimonial(structure=structure, kind="video")
    before = live.media_id
    response = writer.post(edit_address(live), again(live, media_file=demo("m1.webm"), title="Nouvelle prise"))
    assert response.status_code == 302, response.context["form"].errors
    live.refresh_from_db()
    assert (live.media_id, live.live) == (before, True)
    assert draft_of(page=live).media_id not in (before, None)
    assert SiteMedia.objects.filter(pk=before).exists()


def test_another_film_that_a_teammate_sent_meanwhile_is_told(writer: Any) -> None:
    writer.post(START, filmed())
    page = the_only_one()
    theirs = again(page, media_file=demo("m1.webm", "autre.webm"))
    ours = again(page, speaker_name="Nadia B.")
    writer.post(edit_address(page), theirs)
    told = dict(writer.post(edit_address(page), ours).context["conflict"]["differences"])
    assert [said for label, said in told.items() if said.endswith(".webm")] == [
        draft_of(page=the_only_one()).media.filename
    ]


def test_a_file_is_removed_from_the_draft_only(writer: Any, structure: Any) -> None:
    live = factories.testimonial(structure=structure, kind="video")
    writer.post(edit_address(live), again(live, captions_remove="on"))
    live.refresh_from_db()
    assert live.captions is not None
    assert draft_of(page=live).captions is None


def test_saving_again_without_touching_the_files_keeps_them(writer: Any) -> None:
    writer.post(START, filmed())
    page = the_only_one()
    before = draft_of(page=page)
    writer.post(edit_address(page), again(page, title="Un autre titre"))
    after = draft_of(page=the_only_one())
    assert after.title == "Un autre titre"
    assert (after.media_id, after.captions_id, after.poster_id) == (
        before.media_id,
        before.captions_id,
        before.poster_id,
    )


def test_nobody_takes_the_file_of_another_structure_by_its_number(writer: Any, outsider: Any) -> None:
    theirs = factories.media()
    SiteMedia.objects.filter(pk=theirs.pk).update(uploaded_by_user=outsider)
    writer.post(START, written(kind="video", media_kept=theirs.pk))
    assert draft_of(page=the_only_one()).media is None


def test_submitting_says_what_is_missing_beside_each_field(writer: Any) -> None:
    response = writer.post(START, written(kind="video", text="", action="submit"))
    errors = response.context["form"].errors
    assert {"media_file", "captions_file", "transcript"} <= set(errors)
    assert "accord signé" in str(errors["__all__"])
    assert TestimonialPage.objects.count() == 1


def test_a_complete_testimonial_with_its_agreement_goes_to_review(writer: Any) -> None:
    writer.post(START, filmed())
    page = the_only_one()
    assert writer.post(edit_address(page), again(page, action="submit")).status_code == 200
    factories.consent(testimonial=page)
    assert writer.post(edit_address(page), again(the_only_one(), action="submit")).status_code == 302
    assert the_only_one().workflow_in_progress


def test_linked_sheets_are_those_one_reads_and_the_drafts_of_the_team(
    writer: Any, structure: Any, outsider: Any
) -> None:
    mine = factories.sheet(structure=structure, live=False, title="Notre brouillon")
    other = outsider.memberships.get().structure
    public = factories.sheet(structure=other, title="Fiche d’ailleurs")
    secret = factories.sheet(structure=other, live=False, title="Brouillon d’ailleurs")
    page = writer.get(START).content.decode()
    assert "Notre brouillon (brouillon)" in page
    assert "Fiche d’ailleurs" not in page  # the whole network is no list: it is named
    assert "Brouillon d’ailleurs" not in page
    response = writer.post(START, written(sheet_1=mine.pk, sheet_2=public.pk, sheet_3=secret.pk))
    assert "sheet_3" in response.context["form"].errors
    assert {sheet.pk for sheet in draft_of(page=the_only_one()).sheets.all()} == {mine.pk, public.pk}


def test_what_was_chosen_is_shown_again(writer: Any, structure: Any) -> None:
    sheet = factories.sheet(structure=structure)
    writer.post(START, filmed(sheet_1=sheet.pk))
    page = writer.get(edit_address(the_only_one()))
    form = page.context["form"]
    assert form["sheet_1"].value() == sheet.pk
    assert form["kind"].value() == "video"
    assert "Fichier actuel" in page.content.decode()


def test_a_retired_lever_stays_where_it_was_and_is_offered_nowhere_else(writer: Any, structure: Any) -> None:
    page = factories.testimonial(structure=structure, live=False, levers=("valeurs",))
    Lever.objects.filter(slug="valeurs").update(is_retired=True)
    retired = Lever.objects.get(slug="valeurs")
    assert retired in writer.get(edit_address(page)).context["form"].fields["levers"].queryset
    assert retired not in writer.get(START).context["form"].fields["levers"].queryset


def test_the_draft_of_a_testimonial_does_not_exist_for_others(client: Any, structure: Any, outsider: Any) -> None:
    page = factories.testimonial(structure=structure, live=False)
    client.force_login(outsider)
    assert client.get(edit_address(page)).status_code == 404
    assert client.post(edit_address(page), again(page, title="Pris")).status_code == 404


def test_a_file_name_that_carries_markup_is_shown_as_text(writer: Any) -> None:
    writer.post(START, written(kind="video", media_file=demo("m1.webm", "a<img src=x onerror=alert(1)>.webm")))
    page = writer.get(edit_address(the_only_one())).content.decode()
    assert "<img src=x" not in page


NAMES = (
    "title", "kind", "levers", "levels", "parcours", "parcours_role", "sheet_1", "sheet_named",
    "media_kept", "poster_kept", "revision", "token", "transcript",
)  # fmt: skip


@pytest.mark.parametrize("value", ["", "x" * 70_000, "<script>alert(1)</script>", "\x00", "‮ ", "-1", "9" * 40, "²"])
@pytest.mark.parametrize("name", NAMES)
def test_no_value_breaks_the_form(writer: Any, name: str, value: str) -> None:
    response = writer.post(START, written(**{name: value}))
    assert response.status_code in (200, 302)
    assert "<script>alert(1)</script>" not in response.content.decode()
