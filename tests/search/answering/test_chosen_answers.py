"""« Choisi par l’animation » : before the results, for whoever may see it, without being said twice."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, PageViewRestriction

from search.answering.promotions import promoted, question
from tests import factories
from tests.search.conftest import Index

pytestmark = pytest.mark.django_db


def choose(words: str, *pages: Any, **link: str) -> None:
    """What a facilitator saves in the admin."""
    query = Query.get(words)
    for place, page in enumerate(pages):
        SearchPromotion.objects.create(query=query, page=page, sort_order=place, description="Pour commencer.")
    if link:
        SearchPromotion.objects.create(query=query, sort_order=len(pages), **link)


def titles(text: str, *, member: Any = None) -> list[str]:
    return [each.title for each in promoted(text=text, member=member)]


def read(client: Client, **asked: Any) -> BeautifulSoup:
    response = client.get("/recherche/", asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize(
    "text",
    [
        "Accueillir les nouveaux",
        "comment accueillir les nouveaux ?",
        "accueillir nouveau",
        "ACCUEIL DES NOUVEAUX ?",
        "les nouveaux, les accueillir",
    ],
)
def test_a_question_is_recognised_however_it_is_written(sheet: Any, text: str) -> None:
    choose("accueillir les nouveaux", sheet)
    assert titles(text) == [sheet.title]


@pytest.mark.parametrize("text", ["accueillir", "accueillir les nouveaux bénévoles", "nouveaux -accueil", "", "?"])
def test_another_question_is_another_one(sheet: Any, text: str) -> None:
    choose("accueillir les nouveaux", sheet)
    assert titles(text) == []


def test_small_words_alone_are_a_question_too(sheet: Any) -> None:
    choose("faire avec", sheet)
    assert titles("Faire avec") == [sheet.title]
    assert question(text="faire avec") != question(text="faire pour")


@pytest.mark.parametrize("hidden", ["draft", "restricted", "below a page off line", "consent ended"])
def test_what_a_person_may_not_read_is_not_shown(structure: Any, outsider: Any, hidden: str) -> None:
    page: Any = factories.sheet(structure=structure, title="Réservée", live=hidden != "draft")
    if hidden == "restricted":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    elif hidden == "below a page off line":
        structure.unpublish()
    elif hidden == "consent ended":
        page = factories.testimonial(structure=structure, title="Réservée", consent_days=-1)
    choose("ag", page)
    assert titles("AG") == []
    assert titles("AG", member=outsider) == (["Réservée"] if hidden == "restricted" else [])


def test_three_at_most_in_the_order_chosen_hidden_ones_left_out(structure: Any) -> None:
    pages = [factories.sheet(structure=structure, title=f"Choix {number}", live=number != 1) for number in range(5)]
    choose("ag", *pages)
    assert titles("AG") == ["Choix 0", "Choix 2", "Choix 3"]


def test_the_page_shows_them_first_and_not_twice(client: Client, index: Index, structure: Any) -> None:
    chosen = factories.sheet(structure=structure, title="Coquelicot choisi")
    factories.sheet(structure=structure, title="Coquelicot ordinaire")
    index.sync()
    choose("coquelicot", chosen, external_link_url="https://exemple.test/a?b&c", external_link_text="Le guide <ESS>")
    page = read(client, q="coquelicots")
    block = page.select_one(".chosen")
    assert "Choisi par l’animation" in block.get_text()
    assert "Pour commencer." in block.get_text()
    assert [link["href"] for link in block.select("a")] == [chosen.url, "https://exemple.test/a?b&c"]
    assert "Le guide <ESS>" in block.get_text()
    assert [" ".join(title.get_text().split()) for title in page.select(".result__title")] == ["Coquelicot ordinaire"]
    assert page.select_one("#annonce").get_text(strip=True).startswith("2 fiches")
    assert page.select(".chosen img, .chosen iframe, .chosen script") == []


def test_when_all_is_chosen_the_page_does_not_say_that_nothing_was_found(
    client: Client, index: Index, structure: Any
) -> None:
    chosen = factories.sheet(structure=structure, title="Coquelicot")
    index.sync()
    choose("coquelicot", chosen)
    page = read(client, q="coquelicot")
    assert page.select_one(".chosen")
    assert page.select_one(".finding__nothing") is None


@pytest.mark.parametrize("narrowed", [{"type": "fiche"}, {"page": 2}])
def test_who_narrows_or_reads_on_is_not_shown_them_again(
    client: Client, index: Index, structure: Any, narrowed: dict[str, Any]
) -> None:
    sheets = [factories.sheet(structure=structure, title=f"Coquelicot {number}") for number in range(12)]
    index.sync()
    choose("coquelicot", sheets[0])
    page = read(client, q="coquelicot", **narrowed)
    assert page.select_one(".chosen") is None
    assert page.select_one(".result__title")


def test_what_is_not_chosen_asks_the_database_whether_something_moved(
    sheet: Any, django_assert_num_queries: Any
) -> None:
    choose("ag", sheet)
    titles("autre chose")
    with django_assert_num_queries(1):
        assert titles("autre chose") == []
    with django_assert_num_queries(2):
        assert titles("ag") == [sheet.title]


def test_a_choice_counts_at_once_and_goes_with_its_page(sheet: Any, django_capture_on_commit_callbacks: Any) -> None:
    assert titles("ag") == []
    with django_capture_on_commit_callbacks(execute=True):
        SearchPromotion.objects.create(query=Query.get("AG"), page=Page.objects.get(pk=sheet.pk))
    assert titles("ag") == [sheet.title]
    with django_capture_on_commit_callbacks(execute=True):
        sheet.delete()
    assert titles("ag") == []
