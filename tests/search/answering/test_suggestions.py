"""While somebody types: titles of what they may open, grouped by kind, in a list that a combobox can point at."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from practices.models import GlossaryTerm, PracticePage
from search.answering.titles import MOST_WORDS, titled
from tests import factories
from tests.search.conftest import Index
from tests.search.talk import comment

pytestmark = pytest.mark.django_db
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
ADDRESS = "/recherche/suggestions/"


def suggested(client: Client, text: str) -> BeautifulSoup:
    response = client.get(ADDRESS, {"q": text})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one('[role="listbox"]')


def titles(box: BeautifulSoup) -> list[str]:
    return [option.get_text() for option in box.select('[role="group"] [role="option"]')]


def test_titles_are_grouped_by_kind_with_the_letters_found_marked(
    client: Client, index: Index, structure: Any, pilot: Any
) -> None:
    sheet = factories.sheet(structure=structure, title="Le coq & l’œuvre <b>")
    factories.testimonial(structure=structure, title="Coquilles, dit Nadia")
    comment(page=sheet, member=pilot, text="Le coq !")
    GlossaryTerm.objects.create(term="coquetière", definition="Un lieu.")
    index.sync()
    box = suggested(client, "le COQ")
    groups = {
        group["aria-label"]: [str(option.get_text()) for option in group.select("a")]
        for group in box.select('[role="group"]')
    }
    assert groups == {
        "Fiches pratiques": ["Le coq & l’œuvre <b>"],
        "Témoignages": ["Coquilles, dit Nadia"],
        "Définitions": ["coquetière"],
    }
    links = {option["href"]: option.select_one("mark").get_text() for option in box.select('[role="group"] a')}
    assert links[sheet.url] == "coq"
    assert links["/glossaire/#coquetiere"] == "coq"
    assert "<b>" not in str(box)
    assert box["data-status"].startswith("3 suggestions")
    assert [mark.get_text() for mark in suggested(client, "œu").select("mark")] == ["œu"]


def test_the_last_line_looks_for_the_words_everywhere(client: Client, index: Index, sheet: Any) -> None:
    index.sync()
    last = suggested(client, "café & thé").select('[role="option"]')[-1]
    assert last["href"] == "/recherche/?q=caf%C3%A9+%26+th%C3%A9"
    assert "café & thé" in last.get_text()


def test_what_a_reader_may_not_open_is_not_suggested_even_before_the_index_knows(
    client: Client, index: Index, structure: Any, pilot: Any
) -> None:
    closed = factories.sheet(structure=structure, title="Coquelicot réservé")
    hidden = factories.sheet(structure=structure, title="Coquelicot retiré")
    factories.sheet(structure=structure, title="Coquelicot brouillon", live=False)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    index.sync()
    hidden.unpublish()  # the index still holds it
    assert titles(suggested(client, "coqueli")) == []
    client.force_login(pilot)
    assert titles(suggested(client, "coqueli")) == ["Coquelicot réservé"]


def test_eight_lines_at_most_and_as_many_queries_as_for_one(
    client: Client, index: Index, structure: Any, django_assert_num_queries: Any
) -> None:
    factories.sheet(structure=structure, title="Coquelicot 0")
    GlossaryTerm.objects.create(term="coquelicot", definition="Une fleur.")
    index.sync()
    suggested(client, "coq")
    with django_assert_num_queries(5):  # the generation, the term and its page, who may read, the site
        assert len(titles(suggested(client, "coq"))) == 2
    for number in range(1, 12):
        factories.sheet(structure=structure, title=f"Coquelicot {number}")
    index.sync()
    suggested(client, "coq")
    with django_assert_num_queries(5):
        assert len(titles(suggested(client, "coq"))) == 8


def test_without_an_index_titles_come_in_one_order_wherever_they_are_asked(
    client: Client, index: Index, structure: Any
) -> None:
    """Newest first; what a script put on line has no date, and comes last."""
    names = ("ancien", "récent", "sans date")
    pages = [factories.sheet(structure=structure, title=f"Coquelicot {name}") for name in names]
    type(pages[2]).objects.filter(pk=pages[2].pk).update(first_published_at=None)
    expected = [pages[number].title for number in (1, 0, 2)]
    assert titles(suggested(client, "coquelicot")) == expected
    assert [page.title for page in index.found("coquelicot")] == expected


def test_without_an_index_no_more_words_are_asked_of_titles_than_people_type(sheet: Any) -> None:
    asked = ["mardi"] * MOST_WORDS
    for words, is_found in (([*asked, "zzzz"], True), ([*asked[1:], "zzzz"], False)):
        assert titled(PracticePage.objects.all(), text=" ".join(words), member=None).exists() is is_found


def test_without_an_index_the_titles_of_the_database_are_suggested(client: Client, index: Index, sheet: Any) -> None:
    assert titles(suggested(client, "mar caf")) == [sheet.title]
    assert titles(suggested(client, "zzzz")) == []


@pytest.mark.parametrize("text", ["", " ", "?!", "le", "\x00", "a" * 5000, "<script>", '"', "-mot", "\ud800"])
def test_whatever_is_typed_a_list_answers(client: Client, index: Index, sheet: Any, text: str) -> None:
    index.sync()
    box = suggested(client, text.encode(errors="replace").decode())
    assert "<script>" not in str(box)
    assert len(box.select('[role="option"]')) == len(titles(box)) + 1


def test_no_shared_cache_keeps_what_an_account_sees(client: Client, index: Index, pilot: Any) -> None:
    index.sync()
    public = client.get(ADDRESS, {"q": "coq"})
    assert public["Cache-Control"] == "private, max-age=60"
    assert "Cookie" in public["Vary"]
    client.force_login(pilot)
    assert client.get(ADDRESS, {"q": "coq"})["Cache-Control"] == "private, no-store"


def test_a_browser_can_add_the_site_and_ask_it_while_typing(
    client: Client, index: Index, sheet: Any, settings: Any
) -> None:
    index.sync()
    link = BeautifulSoup(client.get("/").content, "html.parser").select_one('link[rel="search"]')
    response = client.get(link["href"])
    assert response["Content-Type"] == link["type"] == "application/opensearchdescription+xml"
    described = ElementTree.fromstring(response.content)  # noqa: S314 our own words
    templates = {url.attrib["type"]: url.attrib["template"] for url in described.iter(f"{OPENSEARCH}Url")}
    assert templates["text/html"] == f"{settings.SITE_URL}/recherche/?q={{searchTerms}}"
    asked = templates["application/x-suggestions+json"].removeprefix(settings.SITE_URL)
    answer = json.loads(client.get(asked.replace("{searchTerms}", "mardi")).content)
    assert answer[:3] == ["mardi", [sheet.title], ["Fiches pratiques"]]
    assert answer[3][0].endswith(sheet.url)
