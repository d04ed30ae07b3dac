"""What the results page says of its list is true of that list, also when an engine is away or the list is long."""

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from search.answering import queries
from search.page.forms import SearchForm
from tests import factories
from tests.search.conftest import Index
from tests.search.page.test_results_page import WORD, count_shown, order_shown, read, titles
from tests.search.talk import comment

pytestmark = pytest.mark.django_db
NEWEST_FIRST = "les plus récents d’abord"


def notices(page: BeautifulSoup) -> str:
    return " ".join(" ".join(notice.get_text().split()) for notice in page.select(".notice"))


def heading(page: BeautifulSoup) -> str:
    return " ".join(page.select_one("h1").get_text().split())


# --- No engine answers: `index` is never built here


def test_without_an_engine_no_filter_is_shown_as_applied_but_the_kind(
    client: Client, index: Index, structure: Any
) -> None:
    factories.sheet(structure=structure, title="La serre", levers=("besoins",))
    page = read(client, levier="accueil")
    assert set(titles(page)) >= {"La serre", structure.title}
    assert not page.select(".chip")
    assert not page.select("#filtres [name=levier]")
    assert heading(page) == "Tout ce qui est partagé ici"
    assert "seul le filtre « Quoi » compte" in notices(page)


def test_without_an_engine_the_kind_still_narrows_and_is_counted(client: Client, index: Index, structure: Any) -> None:
    for title in ("La serre", "Le verger"):
        factories.sheet(structure=structure, title=title)
    page = read(client, type="structure")
    assert titles(page) == [structure.title]
    assert len(page.select(".chip")) == 1
    assert "(2)" in page.select_one('label[for="filtre-type-fiche"]').get_text()
    assert page.select_one("#filtre-type-structure").has_attr("checked")
    assert "seul le filtre" not in notices(page)


def test_without_an_engine_kinds_are_mixed_newest_first(client: Client, index: Index, structure: Any) -> None:
    now = timezone.now()
    pages = [factories.sheet(structure=structure, title="La serre"), factories.report(title="La matinée"), structure]
    for age, page in enumerate(pages):
        type(page).objects.filter(pk=page.pk).update(first_published_at=now - timedelta(days=age))
    page = read(client)
    assert titles(page)[:3] == [page.title for page in pages]
    assert order_shown(page) == NEWEST_FIRST
    assert "le titre contient vos mots" not in notices(page)


def test_without_an_engine_nothing_found_does_not_say_that_the_word_is_unknown(client: Client, index: Index) -> None:
    page = read(client, q=WORD)
    assert count_shown(page) == "Aucun résultat"
    assert "pas encore entré ici" not in page.select_one(".finding__nothing").get_text()
    assert "titre" in page.select_one(".finding__nothing p").get_text()


def test_without_an_engine_the_page_of_a_sheet_answers_without_close_ones(
    client: Client, index: Index, sheet: Any
) -> None:
    response = client.get(sheet.url)
    assert response.status_code == 200
    assert "pratiques-proches" not in response.content.decode()


# --- An engine answers


def test_the_order_is_said_only_when_it_is_the_one_shown(
    client: Client, index: Index, structure: Any, pilot: Any
) -> None:
    talked = factories.sheet(structure=structure)
    comment(page=talked, member=pilot, text="Merci.")
    factories.sheet(structure=structure)
    index.sync()
    assert order_shown(read(client, type="fiche")) == NEWEST_FIRST
    page = read(client, type="fiche", tri="echanges")
    assert titles(page)[0] == talked.title
    assert order_shown(page) == "les plus discutés d’abord"


def test_a_long_list_counts_everything_and_leads_to_pages_that_open(
    client: Client, index: Index, structure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(23):
        factories.sheet(structure=structure, title=f"{WORD} {number}")
    index.sync()
    assert SearchForm.base_fields["page"].max_value == queries.LAST_PAGE  # type: ignore[attr-defined]
    monkeypatch.setattr(queries, "LAST_PAGE", 2)
    page = read(client, q=WORD, page=2)
    assert count_shown(page) == "23 fiches"
    assert len(titles(page)) == 10
    assert not page.select('a[href*="page=3"], link[href*="page=3"]')


def test_filters_alone_that_leave_nothing_are_not_called_words(client: Client, index: Index, structure: Any) -> None:
    factories.sheet(structure=structure, levers=("accueil",))
    index.sync()
    page = read(client, levier="besoins", type="fiche")
    assert count_shown(page) == "Aucun résultat"
    said = " ".join(page.select_one(".finding__nothing p").get_text().split())
    assert said == "Rien ne répond à vos filtres."


def test_words_that_are_refused_stand_under_no_list(client: Client, index: Index) -> None:
    index.sync()
    page = read(client, q="a" * 201)
    assert heading(page) == "Chercher"
    assert not page.select(".result")


SENTENCES = "#annonce, .chip, .notice, .finding__remark, .finding__nothing > p"


def test_no_sign_leaves_its_word_for_the_next_line(client: Client, index: Index, structure: Any) -> None:
    factories.sheet(structure=structure, title="Le potager", levers=("accueil",))
    asked = {"q": "jardin", "levier": "accueil"}
    without_engine = read(client, type="fiche", tri="echanges", levier="accueil")
    index.sync()
    for page in (without_engine, read(client, **asked), read(client, levier="disparu", page="x", q="xyzzyx")):
        told = [sentence.get_text() for sentence in page.select(SENTENCES)]
        assert len(told) > 2
        assert [text for text in told if re.search(r"\S [:;?!»]|« ", text)] == []
