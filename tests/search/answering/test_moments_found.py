"""A testimonial is found once, and its result leads to the moment at which the words are said."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from practices.models import TestimonialPage, TranscriptPassage
from search.engines.language.extracts import best_passage
from search.engines.language.plan import NOTHING_ASKED, make_plan
from tests import factories
from tests.practices.test_passages import SAID, TRANSCRIPT, film, vtt
from tests.search.conftest import Index
from tests.search.page.test_results_page import read

TEXTS = ["Le banc est posé.", "Des voisins discutent sur le banc, le dimanche.", "Rien d’autre."]


@pytest.mark.parametrize(
    ("asked", "best"),
    [("voisins dimanche", 1), ("banc", 0), ("dimanche banc", 1), ("rien", 2), ("girafe", None), ("", None)],
)
def test_the_best_passage_answers_the_most_words_the_first_among_equals(asked: str, best: int | None) -> None:
    assert best_passage(texts=TEXTS, plan=make_plan(asked)) == best


def test_no_passage_answers_when_nothing_is_asked() -> None:
    assert best_passage(texts=TEXTS, plan=NOTHING_ASKED) is None
    assert best_passage(texts=[], plan=make_plan("banc")) is None


@pytest.mark.django_db
class TestFinding:
    def test_the_result_leads_to_the_moment(self, client: Client, index: Index, structure: Any) -> None:
        page = film(structure=structure)
        index.sync()
        results = read(client, q="conseil municipal surpris").select(".result")
        start = TranscriptPassage.objects.get(testimonial=page.pk, text__contains="municipal").start
        assert len(results) == 1
        link = results[0].select_one("a.result__moment")
        assert link["href"] == f"{page.url}?t={start}#t{start}"
        assert "à 1:0" in link.get_text() or "à 0:59" in link.get_text()
        assert [mark.get_text() for mark in results[0].select("mark")] == ["conseil", "municipal", "surpris"]

    def test_words_that_nobody_says_lead_to_no_moment(self, client: Client, index: Index, structure: Any) -> None:
        film(structure=structure, title="Le coquelicot", discussion_prompt="Et chez vous, une pivoine ?")
        index.sync()
        for word in ("coquelicot", "pivoine"):
            (result,) = read(client, q=word).select(".result")
            assert result.select_one(".result__moment") is None
        assert "pivoine" in result.select_one(".result__extract mark").get_text()

    def test_a_quote_that_is_said_too_leads_to_its_moment(self, client: Client, index: Index, structure: Any) -> None:
        film(structure=structure, key_quote=SAID[3])
        index.sync()
        result = read(client, q="quatre voisins discutaient").select_one(".result")
        assert result.select_one(".result__moment") is not None

    def test_words_of_the_captions_alone_are_found_too(self, client: Client, index: Index, structure: Any) -> None:
        page = film(structure=structure, transcript="Nadia : en quelques mots, voici mon histoire.")
        index.sync()
        assert read(client, q="dimanche enfants").select_one(".result__moment") is not None
        assert read(client, q="quelques mots").select_one(".result__title a")["href"] == page.url

    def test_captions_replaced_in_the_admin_are_found(self, client: Client, index: Index, structure: Any) -> None:
        page = film(structure=structure, transcript="Nadia : en quelques mots, voici mon histoire.")
        index.sync()
        page.captions.file.save("film.vtt", ContentFile(vtt(said=["Une girafe traverse la cour."])))
        index.sync()
        assert read(client, q="girafe").select_one(".result__moment") is not None
        assert read(client, q="dimanche enfants").select_one(".result") is None

    def test_without_captions_the_whole_transcript_is_searched(
        self, client: Client, index: Index, structure: Any
    ) -> None:
        page = factories.testimonial(structure=structure, kind="audio", transcript=TRANSCRIPT)
        index.sync()
        (result,) = read(client, q="conseil municipal").select(".result")
        assert result.select_one("a")["href"] == page.url
        assert result.select_one(".result__moment") is None
        assert result.select_one("mark") is not None

    @pytest.mark.parametrize("hidden_by", ["withdrawn", "off line"])
    def test_a_hidden_testimonial_shows_no_moment(
        self, client: Client, index: Index, structure: Any, hidden_by: str
    ) -> None:
        page = film(structure=structure)
        index.sync()
        if hidden_by == "withdrawn":
            page.consents.update(withdrawn_at=timezone.now())  # the index has not heard of it
        else:
            TestimonialPage.objects.filter(pk=page.pk).update(live=False)
        shown = read(client, q="conseil municipal")
        assert shown.select(".result, .result__moment") == []
        assert "surpris" not in shown.get_text()

    def test_several_films_ask_no_more_questions_than_one(self, client: Client, index: Index, structure: Any) -> None:
        asked = []
        for _more in range(2):
            film(structure=structure)
            index.sync()
            read(client, q="conseil municipal")
            with CaptureQueriesContext(connection) as questions:
                read(client, q="conseil municipal")
            asked.append(len(questions))
        assert asked[0] == asked[1]

    @pytest.mark.parametrize(("kind", "words"), [("text", "pivoine"), ("audio", "coquelicot"), ("video", "coquelicot")])
    def test_what_another_format_would_show_is_neither_found_nor_quoted(
        self, client: Client, index: Index, structure: Any, kind: str, words: str
    ) -> None:
        """A film turned into a written account keeps its transcript: its page does not show it."""
        page = film(structure=structure)
        page.kind, page.text, page.transcript = kind, "Une pivoine.", "Nadia : un coquelicot."
        page.save_revision(clean=False).publish()
        index.sync()
        for word in ("pivoine", "coquelicot"):
            assert (word in client.get(page.url).content.decode()) == (word == words)
            found = read(client, q=word).select(".result__extract mark")
            assert [mark.get_text() for mark in found] == ([word] if word == words else [])

    def test_passages_of_a_film_that_became_a_text_are_left_out(
        self, client: Client, index: Index, structure: Any
    ) -> None:
        page = film(structure=structure)
        TestimonialPage.objects.filter(pk=page.pk).update(kind="text", text="Une pivoine.")
        index.sync()
        assert TranscriptPassage.objects.filter(testimonial=page.pk).exists()
        assert read(client, q="conseil municipal surpris").select(".result") == []
        assert read(client, q="pivoine").select(".result__moment") == []
