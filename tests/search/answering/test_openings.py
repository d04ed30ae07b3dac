"""Nothing found is an opening: each way on that the page proposes has been tried, and leads somewhere."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from practices.models import Lever
from search.answering.openings import Openings, openings
from search.answering.queries import SearchRequest
from search.engines.base import Query, Results
from search.engines.embedded.engine import EmbeddedEngine
from search.models import SynonymGroup
from tests import factories
from tests.search.conftest import Index
from tests.search.page.test_results_page import count_shown, read, titles

pytestmark = pytest.mark.django_db


def nothing(client: Client, **asked: Any) -> BeautifulSoup:
    page = read(client, **asked)
    assert count_shown(page) == "Aucun résultat"
    return page


def ways_on(page: BeautifulSoup) -> list[str]:
    """What each line says, lists of levers apart."""
    lines = page.select(".finding__openings > li")
    return [" ".join(line.get_text().split()) for line in lines if not line.select("ul")]


@pytest.fixture
def sheets(structure: Any, index: Index) -> list[Any]:
    cellar = factories.sheet(structure=structure, title="La serre du jardin", levers=("besoins",))
    street = factories.sheet(structure=structure, title="Le jardin de la rue", levers=("besoins",))
    index.sync()
    return [cellar, street]


def test_words_in_quotes_that_stand_nowhere_together_are_proposed_free(client: Client, sheets: list[Any]) -> None:
    page = nothing(client, q='"jardin de la serre"')
    assert "Cherchez ces mots sans les guillemets : jardin de la serre (2 résultats)" in ways_on(page)
    link = page.find("a", string="jardin de la serre")
    assert len(titles(BeautifulSoup(client.get(f"/recherche/{link['href']}").content, "html.parser"))) == 2


def test_what_nobody_has_written_yet_is_asked_of_the_network_with_the_words_typed(client: Client, index: Index) -> None:
    index.sync()
    page = nothing(client, q="un conseil & des résidents ?")
    link = page.select_one("#demander-au-reseau a.button")
    assert link.get_text(strip=True) == "Poser la question au réseau"
    assert link["href"] == "/questions/demander/?q=un%20conseil%20%26%20des%20r%C3%A9sidents%20%3F"


def test_each_thing_asked_too_many_is_named_with_what_its_absence_brings(client: Client, sheets: list[Any]) -> None:
    page = nothing(client, q='"la serre" -jardin')
    assert [way for way in ways_on(page) if way.endswith("résultat)")] == [
        'Cherchez en retirant « -jardin » : "la serre" (1 résultat)'
    ]


def test_filters_that_leave_nothing_are_said_with_what_there_is_without_them(client: Client, sheets: list[Any]) -> None:
    page = nothing(client, q="jardin", levier="accueil", type="fiche")
    assert "à la fois à vos mots et à vos filtres" in page.select_one(".finding__nothing p").get_text()
    assert ways_on(page)[0] == "Cherchez la même chose sans filtre (2 résultats)"
    assert page.find("a", string="Cherchez la même chose sans filtre")["href"] == "?q=jardin"
    assert len(page.select(".chip")) == 2


def test_a_slip_among_filters_is_corrected_without_them(client: Client, sheets: list[Any]) -> None:
    page = nothing(client, q="jardni", levier="accueil")
    assert "Essayez avec cette orthographe : jardin" in ways_on(page)
    assert page.find("a", string="jardin")["href"] == "?q=jardin"


def test_exact_words_are_counted_as_the_link_without_filters_searches_them(
    client: Client, index: Index, structure: Any
) -> None:
    SynonymGroup.objects.all().delete()
    SynonymGroup.objects.create(label="lopin", others="parcelle")
    factories.sheet(structure=structure, title="La parcelle", levers=("besoins",))
    index.sync()
    page = nothing(client, q="lopin", exact="1", levier="accueil")
    assert not any("sans filtre" in way for way in ways_on(page))
    factories.sheet(structure=structure, title="Le lopin", levers=("besoins",))
    index.sync()
    page = nothing(client, q="lopin", exact="1", levier="accueil")
    assert ways_on(page)[0] == "Cherchez la même chose sans filtre (1 résultat)"
    link = page.find("a", string="Cherchez la même chose sans filtre")
    assert titles(BeautifulSoup(client.get(f"/recherche/{link['href']}").content, "html.parser")) == ["Le lopin"]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("besoin", "besoins"),
        ("« l’accueil du loup »", "accueil"),
        ("évaluer", "evaluation"),
        ('"bilan de saison"', "evaluation"),
    ],
)
def test_the_nearest_lever_is_the_one_that_holds_the_words(
    client: Client, index: Index, site: Any, typed: str, slug: str
) -> None:
    SynonymGroup.objects.all().delete()
    SynonymGroup.objects.create(label="évaluation", others="bilan")
    index.sync()
    page = nothing(client, q=typed, type="parcours")
    nearest = next(line for line in page.select(".finding__openings > li") if "le plus proche" in line.get_text())
    assert nearest.select_one("a")["href"] == Lever.objects.get(slug=slug).get_absolute_url()


def test_without_a_word_of_a_lever_the_one_of_what_is_close_is_proposed(client: Client, sheets: list[Any]) -> None:
    assert any("Besoins" in way for way in ways_on(nothing(client, q='"jardin de la serre"')))


def test_words_known_nowhere_leave_the_levers_and_the_sheets(client: Client, sheets: list[Any]) -> None:
    page = nothing(client, q="xyzzyx plugh")
    assert "orthographe" in ways_on(page)[0]
    assert page.select_one('.finding__nothing a[href="/recherche/?type=fiche"]')
    assert page.select_one('.finding__nothing a[href="/leviers/accueil/"]')
    assert not any("le plus proche" in way for way in ways_on(page))


def test_what_is_closed_is_no_opening(client: Client, structure: Any, index: Index) -> None:
    factories.sheet(structure=structure, title="Le verger secret", live=False)
    index.sync()
    assert not any("verger" in way for way in ways_on(nothing(client, q='"verger secret du lundi"')))


class Counting(EmbeddedEngine):
    """The real engine, which remembers what it was asked."""

    asked: list[Query]

    def search(self, query: Query, /) -> Results:
        self.asked.append(query)
        return super().search(query)


@pytest.mark.parametrize(
    "text", ["", "xyzzyx", '"un" "deux" -trois quatre cinq "six sept" huit neuf dix onze', "-jardin"]
)
def test_the_engine_is_asked_six_questions_at_most(
    index: Index, sheets: list[Any], monkeypatch: Any, settings: Any, text: str
) -> None:
    engine = Counting(settings.SEARCH_INDEX_DIR)
    engine.asked = []
    monkeypatch.setattr("search.which_engine.engine_of", lambda target: engine)
    answer = index.answer(text, selected={"lever": ("accueil",), "kind": ("parcours",)})
    engine.asked.clear()
    found = openings(
        asked=SearchRequest(text=text, selected={"lever": ("accueil",), "kind": ("parcours",)}),
        answer=answer,
        member=None,
    )
    assert isinstance(found, Openings)
    assert len(engine.asked) <= 6
