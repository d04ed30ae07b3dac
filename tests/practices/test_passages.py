"""Timed passages follow the version on line: made with it, never from a draft, gone with the film or its captions."""

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from practices.captions.stored import HEAVIEST_READ
from practices.contributions.acts import consents
from practices.models import TestimonialPage, TranscriptPassage
from tests import factories

pytestmark = pytest.mark.django_db

SAID = [
    "Au début, nous étions trois autour d’une table ronde.",
    "Une dame a demandé un banc devant l’école, rien de plus.",
    "Nous avons posé ce banc un dimanche, avec les enfants.",
    "Le lendemain, quatre voisins discutaient déjà dessus.",
    "Alors le conseil municipal est venu nous voir, un peu surpris.",
    "Aujourd’hui, chaque quartier réclame son propre banc.",
]
TRANSCRIPT = f"Nadia : {' '.join(SAID[:3])}\n\nNadia : {' '.join(SAID[3:])}"


def clock(seconds: int) -> str:
    return f"{seconds // 60:02d}:{seconds % 60:02d}.000"


def vtt(*, said: list[str] = SAID, each: int = 15) -> bytes:
    cues = [f"{clock(n * each)} --> {clock((n + 1) * each)}\n{text}" for n, text in enumerate(said)]
    return "\n\n".join(["WEBVTT", *cues]).encode()


def film(*, structure: Any, content: bytes | None = None, kind: str = "video", **fields: Any) -> TestimonialPage:
    """On line, a minute and a half long."""
    page = factories.testimonial(structure=structure, kind=kind, live=False, **{"transcript": TRANSCRIPT, **fields})
    page.captions = factories.document(name="film.vtt", content=vtt() if content is None else content)
    page.save_revision().publish()
    return TestimonialPage.objects.get(pk=page.pk)


def starts(page: TestimonialPage) -> list[int]:
    return list(TranscriptPassage.objects.filter(testimonial=page.pk).values_list("start", flat=True))


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("kind", ["video", "audio"])
def test_publishing_a_film_or_a_sound_with_captions_cuts_its_transcript(structure: Any, kind: str) -> None:
    page = film(structure=structure, kind=kind)
    assert len(starts(page)) == 3
    assert starts(page)[0] == 0
    assert " ".join(row.text for row in page.passages.all()).split() == TRANSCRIPT.split()
    assert page.passages.get(number=1).text.startswith(SAID[2])


def test_a_draft_has_no_passages_and_changes_none(structure: Any, pilot: Any) -> None:
    never_live = factories.testimonial(structure=structure, kind="video", live=False)
    page = film(structure=structure)
    draft = page.get_latest_revision_as_object()
    draft.transcript = "Nadia : un brouillon."
    draft.captions = factories.document(name="autre.vtt", content=vtt(said=["Tout autre chose, vraiment."]))
    draft.save_revision(user=pilot)
    assert starts(never_live) == []
    assert all("brouillon" not in row.text and "autre" not in row.text for row in page.passages.all())
    draft.save_revision(user=pilot).publish()
    assert [row.text for row in page.passages.all()] == ["Tout autre chose, vraiment."]


def test_publishing_again_without_a_change_keeps_the_same_rows(structure: Any) -> None:
    page = film(structure=structure)
    rows = list(page.passages.values_list("pk", flat=True))
    page.save_revision().publish()
    assert list(page.passages.values_list("pk", flat=True)) == rows


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\xff\xfe", b"WEBVTT\n\n00:99 --> x\n", b"x" * 1_100_000])
def test_captions_that_cannot_be_read_leave_the_whole_transcript(
    client: Client, structure: Any, content: bytes
) -> None:
    page = film(structure=structure)
    page.captions.file.save("film.vtt", ContentFile(content))
    assert starts(page) == []
    assert SAID[3] in read(client, page.url + "?t=20").select_one(".transcript").get_text()


def test_captions_heavier_than_any_are_not_read_though_they_are_right(structure: Any, caplog: Any) -> None:
    page = film(structure=structure)
    remark = b"NOTE " + b"x" * HEAVIEST_READ
    page.captions.file.save("film.vtt", ContentFile(vtt() + b"\n\n" + remark))
    assert starts(page) == []
    assert "too heavy" in caplog.text


def test_a_lost_caption_file_is_no_obstacle_to_publishing(
    client: Client, structure: Any, caplog: pytest.LogCaptureFixture
) -> None:
    page = film(structure=structure)
    Path(page.captions.file.path).unlink()
    page.save_revision().publish()
    assert starts(page) == []
    assert "cannot be read" in caplog.text
    assert read(client, page.url)


def test_another_caption_file_under_the_same_document_is_read(structure: Any) -> None:
    page = film(structure=structure)
    page.captions.file.save("film.vtt", ContentFile(vtt(each=30)))
    assert starts(page)[-1] > 100


@pytest.mark.parametrize("name", ["captions", "media"])
def test_passages_go_with_the_film_or_its_captions(structure: Any, name: str) -> None:
    page = film(structure=structure)
    getattr(page, name).delete()
    assert starts(page) == []


def test_erasing_the_files_after_a_withdrawal_erases_the_passages(structure: Any, pilot: Any) -> None:
    page = film(structure=structure)
    consents.withdraw(consent=page.consents.get(), member=pilot)
    assert starts(page)
    consents.erase_files(testimonial=page, member=pilot)
    assert starts(page) == []


def test_the_command_fills_what_lacks_and_touches_nothing_else(structure: Any, capsys: Any) -> None:
    kept, lacking = film(structure=structure), film(structure=structure)
    rows = list(kept.passages.values_list("pk", flat=True))
    lacking.passages.all().delete()
    for changed in (1, 0):
        call_command("cut_passages")
        assert f"passages refaits : {changed}." in capsys.readouterr().out
    assert len(starts(lacking)) == 3
    assert list(kept.passages.values_list("pk", flat=True)) == rows


def test_the_page_shows_each_passage_with_a_link_to_its_moment(client: Client, structure: Any) -> None:
    page = film(structure=structure)
    shown = read(client, page.url)
    links = shown.select(".transcript .moment")
    assert [link["href"] for link in links] == [f"?t={start}#t{start}" for start in starts(page)]
    assert re.match(r"1:0\d : écouter à partir de 1 minute", " ".join(links[2].get_text().split()))
    assert [passage["id"] for passage in shown.select(".passage")] == [f"t{start}" for start in starts(page)]
    assert shown.select_one(".transcript [aria-current]") is None
    assert "#t=" not in shown.select_one("video source")["src"]


def test_a_moment_in_the_address_starts_the_player_there_and_marks_its_passage(client: Client, structure: Any) -> None:
    page = film(structure=structure)
    second = starts(page)[1]
    shown = read(client, f"{page.url}?t={second + 3}")
    assert shown.select_one("video source")["src"].endswith(f"#t={second + 3}")
    assert shown.select_one("[data-chosen]")["id"] == f"t{second}"
    assert shown.select_one("[data-chosen] a")["aria-current"] == "true"
    assert shown.select_one(".transcript").has_attr("open")
    assert shown.select_one('link[rel="canonical"]')["href"].endswith(page.url)


@pytest.mark.parametrize("typed", ["", "-5", "1e9", "999999", "99999999999999999999", "deux", "1.5", "%00", "٣", "%ff"])
def test_a_moment_that_means_nothing_is_left_aside(client: Client, structure: Any, typed: str) -> None:
    shown = read(client, f"{film(structure=structure).url}?t={typed}")
    assert "#t=" not in shown.select_one("video source")["src"]
    assert shown.select_one("[data-chosen]") is None


def test_captions_that_say_other_words_stand_beside_the_transcript(client: Client, structure: Any) -> None:
    page = film(structure=structure, transcript="Nadia : en quelques mots, voici mon histoire.")
    whole, timed = read(client, page.url).select(".transcript")
    assert "voici mon histoire" in whole.get_text()
    assert SAID[4] in " ".join(timed.get_text().split())


def test_a_preview_shows_the_words_of_the_draft(client: Client, structure: Any, pilot: Any) -> None:
    page = film(structure=structure, owner=pilot)
    draft = page.get_latest_revision_as_object()
    draft.transcript = "Nadia : une autre histoire."
    draft.save_revision(user=pilot)
    client.force_login(pilot)
    shown = read(client, reverse("contributions:preview", args=[page.pk]))
    assert "une autre histoire" in shown.select_one(".transcript").get_text()
    assert shown.select(".passage") == []


def test_passages_are_hidden_with_their_page(client: Client, structure: Any) -> None:
    page = film(structure=structure)
    page.consents.update(withdrawn_at=timezone.now())
    assert client.get(f"{page.url}?t=20").status_code == 404


def test_the_name_of_the_only_speaker_is_not_repeated_before_each_paragraph(client: Client, structure: Any) -> None:
    page = film(structure=structure, transcript=TRANSCRIPT)
    shown = read(client, page.url).select_one(".transcript")
    assert "Nadia :" not in shown.get_text().replace("\u00a0", " ")
    page.refresh_from_db()
    assert page.transcript == TRANSCRIPT
