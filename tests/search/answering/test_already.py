"""While a question is typed: what may already answer it, for whoever types, and never an obstacle to asking."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from search.answering import counts
from tests import factories
from tests.search.conftest import Index

pytestmark = pytest.mark.django_db
TEXT = "Comment tenir un café d’accueil à deux ?"
MOST_QUERIES = 14


def close(client: Client, text: str) -> list[str]:
    """The titles proposed, as they were typed."""
    response = client.get(reverse("close_to_question"), {"q": text})
    assert response.status_code == 200
    for said in (page := BeautifulSoup(response.content, "html.parser")).select(".visually-hidden"):
        said.decompose()
    return [link.get_text().strip().replace("\xa0", " ") for link in page.select("a")]


@pytest.fixture
def shared(structure: Any, index: Index) -> list[str]:
    sheet = factories.sheet(structure=structure, title="Le café d’accueil, tenu à deux")
    story = factories.testimonial(structure=structure, title="Le café de Nadia", text="On tenait le café à deux.")
    asked = factories.question(title="Qui tient un café à deux ?", tried="")
    factories.sheet(structure=structure, title="Un café réservé, à deux", live=False)
    index.sync()
    return [sheet.title, story.title, asked.title]


def test_sheets_testimonials_and_questions_are_proposed_to_everybody(client: Client, shared: list[str]) -> None:
    assert sorted(close(client, TEXT)) == sorted(shared)
    assert close(client, TEXT)[2] == shared[2]


def test_five_at_most(client: Client, structure: Any, index: Index) -> None:
    for number in range(7):
        factories.sheet(structure=structure, title=f"Le café tenu à deux, numéro {number}")
    index.sync()
    assert len(close(client, TEXT)) == 5


def test_what_is_restricted_is_proposed_to_nobody_else(
    client: Client, index: Index, structure: Any, pilot: Any, shared: list[str]
) -> None:
    PageViewRestriction.objects.create(page=structure, restriction_type=PageViewRestriction.LOGIN)
    assert close(client, TEXT) == [shared[2]]
    index.sync()
    assert close(client, TEXT) == [shared[2]]
    client.force_login(pilot)
    assert sorted(close(client, TEXT)) == sorted(shared)


@pytest.mark.parametrize("typed", ["", "   ", "?", "le", "comment", "\x00", "a" * 5_000, "zzzz"])
def test_what_says_nothing_brings_nothing(client: Client, shared: list[str], typed: str) -> None:
    assert close(client, typed) == []


def test_it_is_not_a_search_and_nothing_of_it_is_counted(client: Client, shared: list[str]) -> None:
    counts.flush()
    close(client, TEXT)
    assert counts.flush() == 0


def test_it_is_kept_by_nobody_but_the_browser(client: Client, shared: list[str], pilot: Any) -> None:
    response = client.get(reverse("close_to_question"), {"q": TEXT})
    assert "private" in response["Cache-Control"]
    assert "max-age=60" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    client.force_login(pilot)
    assert "no-store" in client.get(reverse("close_to_question"), {"q": TEXT})["Cache-Control"]


def test_while_no_engine_answers_a_sentence_says_so(client: Client, site: Any, settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing-here"
    response = client.get(reverse("close_to_question"), {"q": TEXT})
    assert response.status_code == 200
    assert "La recherche fait une pause" in response.content.decode()


def test_it_costs_a_handful_of_queries(client: Client, shared: list[str]) -> None:
    close(client, TEXT)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        close(client, TEXT)
    assert len(asked) <= MOST_QUERIES
