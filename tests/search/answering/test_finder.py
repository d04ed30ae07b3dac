"""Who is told of a question: structures that practise on its levers, those whose words are the closest first."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.requests.finder import may_answer
from search.answering.finder import MOST_TOLD, structures_with_an_answer
from search.indexing.rebuild import rebuild
from tests import factories
from tests.search.conftest import Index
from tests.the_index import drain_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(site: Any) -> Any:
    return factories.question(
        title="Comment associer des personnes qui ne lisent pas à la rédaction d’un règlement ?",
        tried="Une réunion avec interprète.",
        levers=("besoins",),
    )


def place(name: str, title: str = "", *, levers: tuple[str, ...] = ("besoins",), **fields: Any) -> Any:
    """A structure with one sheet, if it has a title."""
    structure = factories.structure(title=name, **fields)
    if title:
        factories.sheet(structure=structure, title=title, levers=levers)
    return structure


def told(asked: Any, limit: int = MOST_TOLD) -> list[str]:
    from community.models import StructurePage

    names = dict(StructurePage.objects.values_list("pk", "title"))
    return [names[pk] for pk in structures_with_an_answer(request_page=asked, limit=limit)]


def test_those_whose_sheets_are_the_closest_come_first(index: Index, asked: Any) -> None:
    place("Loin", "Un jardin partagé")
    place("Près", "Un règlement joué, pour les personnes qui ne lisent pas")
    place("Entre", "La rédaction d’une charte")
    index.sync()
    assert told(asked) == ["Près", "Entre", "Loin"]
    assert told(asked, limit=1) == ["Près"]


def test_without_a_live_sheet_on_these_levers_nobody_is_told(index: Index, asked: Any) -> None:
    place("Autre levier", "Un règlement joué", levers=("valeurs",))
    place("Sans fiche")
    drafting = place("Brouillon")
    factories.sheet(structure=drafting, title="Un règlement", levers=("besoins",), live=False)
    hidden = place("Hors ligne", "Un règlement")
    index.sync()
    hidden.unpublish()
    assert told(asked) == []


def test_what_their_people_can_help_with_counts(index: Index, asked: Any) -> None:
    place("Ailleurs", "Un jardin partagé")
    helping = place("Ici", "Un atelier vélo")
    factories.member(structure=helping, can_help="règlement intérieur\ncuisine")
    index.sync()
    assert told(asked) == ["Ici", "Ailleurs"]


def test_how_they_present_themselves_counts(index: Index, asked: Any) -> None:
    place("Ailleurs", "Un jardin partagé")
    place("Ici", "Un atelier vélo", offers="Rédiger un règlement lisible.")
    index.sync()
    assert told(asked) == ["Ici", "Ailleurs"]


def test_who_asks_is_not_told(index: Index, site: Any) -> None:
    mine, other = place("Mienne", "Un règlement joué"), place("Autre", "Un règlement joué")
    also = place("Mienne aussi", "Un règlement joué")
    asker = factories.member(structure=also)
    asked = factories.question(title="Quel règlement ?", levers=("besoins",), structure=mine, asker=asker)
    index.sync()
    assert told(asked) == [other.title]


def test_six_unless_more_are_asked_for_and_always_the_same(index: Index, asked: Any) -> None:
    for number in range(9):
        place(f"Structure {number}", "Un règlement joué")
    index.sync()
    first = told(asked)
    assert len(first) == MOST_TOLD == 6
    assert told(asked) == first == told(asked, limit=50)[:6]


def test_while_no_engine_answers_levers_alone_decide(asked: Any, settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing-here"
    one = place("Un levier", "Un jardin")
    two = place("Deux leviers", "Un jardin")
    factories.sheet(structure=two, title="Une serre", levers=("besoins", "accueil"))
    both = factories.question(title="Quel règlement ?", levers=("besoins", "accueil"))
    assert told(both) == [two.title, one.title]


def test_of_a_question_without_a_lever_only_the_close_ones_are_told(index: Index, site: Any) -> None:
    place("Loin", "Un jardin partagé")
    place("Près", "Un règlement joué")
    asked = factories.question(title="Quel règlement ?", levers=())
    index.sync()
    assert told(asked) == ["Près"]


def test_questions_ask_the_search(index: Index, asked: Any) -> None:
    """The registry of `practices` leads here."""
    near = place("Près", "Un règlement joué")
    index.sync()
    assert may_answer(question=asked, limit=6) == [near.pk]


def test_a_network_twice_as_large_is_read_in_as_many_queries(index: Index, asked: Any) -> None:
    factories.member(structure=place("Une", "Un règlement"), can_help="règlement")
    index.sync()
    told(asked)
    with CaptureQueriesContext(connection) as few:
        told(asked)
    for number in range(8):
        factories.member(structure=place(f"Autre {number}", "Un règlement"), can_help="règlement")
    index.sync()
    told(asked)
    with CaptureQueriesContext(connection) as many:
        told(asked)
    assert len(many) == len(few) <= 12


def test_each_engine_names_the_closest_first(each_engine: str, asked: Any) -> None:
    place("Loin", "Un jardin partagé")
    place("Près", "Un règlement joué, pour les personnes qui ne lisent pas")
    if each_engine == "embedded":
        rebuild(target=each_engine)
    assert drain_all() == 0
    assert told(asked) == ["Près", "Loin"]
