"""The words that mean the same: in force at once here, within a minute elsewhere, and said on the page."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from search.answering import synonyms
from search.models import SynonymGroup
from tests import factories
from tests.search.conftest import Index

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden(index: Index, structure: Any) -> Any:
    """A sheet that says « potager » and never « jardin »; the group of the two words is one that a site starts with."""
    sheet = factories.sheet(structure=structure, title="Le potager des voisins")
    index.sync()
    return sheet


def read(client: Client, **asked: Any) -> BeautifulSoup:
    response = client.get("/recherche/", asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def remarks(page: BeautifulSoup) -> str:
    return " ".join(" ".join(each.get_text().split()) for each in page.select(".finding__remark"))


def test_another_way_to_say_it_is_found(index: Index, garden: Any) -> None:
    answer = index.answer("jardin")
    assert [found.thing for found in answer.results] == [garden]
    assert answer.widened == ("potager",)


def test_the_word_typed_comes_before_another_way_to_say_it(index: Index, garden: Any, structure: Any) -> None:
    typed = factories.sheet(structure=structure, title="Le jardin des voisins")
    index.sync()
    assert index.found("jardin") == [typed, garden]


def test_what_no_page_holds_is_not_announced(index: Index, garden: Any) -> None:
    assert "maraîchage" not in index.answer("jardin").widened


def test_only_the_words_typed_are_searched_when_asked(index: Index, garden: Any) -> None:
    answer = index.answer("jardin", exact=True)
    assert answer.total == 0
    assert answer.widened == ()


def test_a_word_read_like_a_very_common_one_is_never_added(index: Index, structure: Any) -> None:
    """« CA » stands for « conseil d’administration », and reads like « ça »."""
    factories.sheet(structure=structure, title="Ça commence bien")
    board = factories.sheet(structure=structure, title="Un conseil d’administration ouvert")
    index.sync()
    assert index.found("gouvernance") == [board]
    assert "conseil d’administration" in index.answer("CA").widened


def test_a_saved_group_counts_for_the_next_search(
    index: Index, garden: Any, django_capture_on_commit_callbacks: Any
) -> None:
    assert index.found("lopin") == []
    with django_capture_on_commit_callbacks(execute=True):
        group = SynonymGroup.objects.create(label="lopin", others="potager")
    assert index.found("lopin") == [garden]
    group.is_active = False
    with django_capture_on_commit_callbacks(execute=True):
        group.save()
    assert index.found("lopin") == []


def test_a_deleted_group_no_longer_counts(index: Index, garden: Any, django_capture_on_commit_callbacks: Any) -> None:
    assert index.found("jardin") == [garden]
    with django_capture_on_commit_callbacks(execute=True):
        SynonymGroup.objects.get(label="jardin").delete()
    assert index.found("jardin") == []


@pytest.mark.parametrize("change", ["put aside", "deleted", "rewritten"])
def test_what_another_process_changes_counts_at_the_next_search(index: Index, garden: Any, change: str) -> None:
    """Nothing tells this process: the database does."""
    group = SynonymGroup.objects.filter(label="jardin")
    assert index.found("jardin") == [garden]
    if change == "put aside":
        group.update(is_active=False)
    elif change == "deleted":
        group._raw_delete(group.db)  # as elsewhere: no signal here
    else:
        group.update(others="pelouse")
    assert index.found("jardin") == []


def test_a_search_asks_the_database_for_the_vocabulary_when_something_moved(
    garden: Any, django_assert_num_queries: Any
) -> None:
    synonyms.table()
    with django_assert_num_queries(1):  # the generation
        synonyms.table()
    SynonymGroup.objects.filter(label="jardin").update(others="pelouse")
    with django_assert_num_queries(4):  # the generation, before and after, and whether the groups are other ones
        synonyms.table()


def test_the_page_says_what_was_added_and_leads_to_the_exact_search(client: Client, garden: Any) -> None:
    page = read(client, q="jardin", type="fiche")
    assert "Recherche élargie à : potager." in remarks(page)
    exact = page.select_one('.finding__remark a[href*="exact=1"]')
    assert exact is not None
    page = BeautifulSoup(client.get("/recherche/" + exact["href"]).content, "html.parser")
    assert "Seulement les mots exacts" in remarks(page)
    assert page.select_one('form.finding input[type="hidden"][name="exact"]')["value"] == "1"
    assert "type=fiche" in exact["href"]
    back = page.select_one(".finding__widened a")["href"]
    assert "exact" not in back
    assert "q=jardin" in back
    assert "type=fiche" in back


def test_terms_shared_with_other_groups_are_known(site: Any) -> None:
    group = SynonymGroup.objects.get(label="bénévole")
    assert synonyms.also_in(group=group) == {"coup de main": ["contributeur"]}
    assert synonyms.also_in(group=SynonymGroup(label="coups de mains", others="rien d’autre")) == {
        "coups de mains": ["bénévole", "contributeur"]
    }
