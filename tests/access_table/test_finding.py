"""The table at the doors of search, on every engine: results, counts, suggestions, spelling, close pages, extracts.

Each test arranges one row, then asks for the four people of the table at once.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from search.answering.queries import Answer, SearchRequest, find, similar_sheets
from search.things.audience import groups_of
from search.things.registry import kind_named
from tests import factories
from tests.access_table.rows import CHANGED, EVERYBODY, MISTYPED, PUBLIC, SECRET, TABLE, plain, visit
from tests.the_index import drain_all, get_engine

pytestmark = [pytest.mark.suite("visibility"), pytest.mark.usefixtures("each_engine"), pytest.mark.django_db]
TITLE = f"Témoignage {SECRET}"
SAID = "on joue ensemble"
each_row = pytest.mark.parametrize("row", TABLE)


def arrange(row: str, page: Any, world: dict[str, Any]) -> None:
    TABLE[row].arrange(page, world)
    assert drain_all() == 0


def finders(row: str) -> dict[str, bool]:
    """The row's last column: each person, and whether they find."""
    return {person: person in TABLE[row].finders for person in EVERYBODY}


def seen(world: dict[str, Any], looks: Callable[[Client], bool]) -> dict[str, bool]:
    """Each person, and what a look at the site says."""
    return {person: looks(visit(world, person)) for person in EVERYBODY}


def shows(client: Client, sign: str, address: str, **asked: str) -> bool:
    return sign in body(client, address, **asked)


def lists(client: Client, address: str, **asked: str) -> bool:
    """Whether the page's title is there, its words marked or not."""
    return TITLE in plain(body(client, address, **asked))


def body(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


def is_told_to_the_browser(client: Client, typed: str) -> bool:
    """Whether the title is among those that the address bar proposes."""
    return TITLE in client.get(reverse("suggestions_json"), {"q": typed}).json()[1]


def answer(text: str, member: Any, **asked: Any) -> Answer:
    found = find(asked=SearchRequest(text=text, **asked), member=member)
    assert not found.is_degraded
    return found


@each_row
def test_each_finds_what_the_row_says_at_every_door(row: str, film: Any, world: dict[str, Any]) -> None:
    """One arrangement for all the doors: on a search server, that is what takes time."""
    arrange(row, film, world)
    results_and_extracts(row, world)
    counts(row, world)
    suggestions(row, world)
    spelling(row, world)


def results_and_extracts(row: str, world: dict[str, Any]) -> None:
    by_word = {person: body(visit(world, person), "/recherche/", q=SECRET) for person in EVERYBODY}
    assert {person: TITLE in plain(page) for person, page in by_word.items()} == finders(row)
    for sign in (f"<mark>{SECRET}</mark>", SAID):
        assert {person: sign in page for person, page in by_word.items()} == finders(row), sign
    for asked in (f"?q={SECRET}&type=temoignage", "?tri=date"):
        assert seen(world, partial(lists, address=f"/recherche/{asked}")) == finders(row), asked


def counts(row: str, world: dict[str, Any]) -> None:
    """The total, and each facet in which the page has a value: for its word, and among everything."""
    mine = {"kind": "temoignage", "lever": "accueil", "sector": "vie-locale", "territory": "Nord"}
    for person, here in finders(row).items():
        found, everything = answer(SECRET, world[person]), answer("", world[person])
        assert found.total == int(here), person
        assert {facet: found.facets[facet].get(value, 0) for facet, value in mine.items()} == dict.fromkeys(mine, here)
        assert any(any(counts.values()) for counts in found.facets.values()) == here
        assert everything.facets["kind"].get("temoignage", 0) == int(here)
        assert everything.facets["lever"].get("accueil", 0) == int(here)


def suggestions(row: str, world: dict[str, Any]) -> None:
    for typed in ("xylo", "témoignage xyl", MISTYPED):
        listed = seen(world, partial(lists, address=reverse("suggestions"), q=typed))
        assert listed == finders(row), typed
        assert seen(world, partial(is_told_to_the_browser, typed=typed)) == finders(row), typed


def spelling(row: str, world: dict[str, Any]) -> None:
    """The words of what everybody finds correct a slip, for everybody; the words of the rest for nobody."""
    is_public = PUBLIC in TABLE[row].finders
    corrected = {person: dict(answer(MISTYPED, world[person]).corrections) for person in EVERYBODY}
    assert corrected == dict.fromkeys(EVERYBODY, {MISTYPED: SECRET} if is_public else {})
    shown = seen(world, lambda client: SECRET in plain(body(client, "/recherche/", q=MISTYPED)))
    assert shown == dict.fromkeys(EVERYBODY, is_public)


@each_row
def test_similar_testimonials(row: str, film: Any, world: dict[str, Any]) -> None:
    """Neither is the page named beside another, nor does it tell what stands near it."""
    elsewhere = factories.structure(title="Ailleurs")
    near = factories.testimonial(structure=elsewhere, title=f"Autre {SECRET}", text=f"Un {SECRET}.")
    arrange(row, film, world)
    kind = kind_named("temoignage")
    for asked, told in ((near, film), (film, near)):
        named = {}
        for person in EVERYBODY:
            groups = groups_of(member=world[person])
            hits = get_engine().similar(kind.uid(asked.pk), kinds=(kind.name,), groups=groups)
            named[person] = kind.uid(told.pk) in [hit.uid for hit in hits]
        assert named == finders(row)


@pytest.mark.parametrize("row", [row for row in TABLE if not TABLE[row].is_for_testimonials])
def test_similar_sheets(row: str, structure: Any, pilot: Any, world: dict[str, Any]) -> None:
    text = f"L’atelier {SECRET} des framboisiers, avec les voisines et les voisins."
    near = factories.sheet(structure=factories.structure(title="Ailleurs"), title=text)
    sheet = factories.sheet(structure=structure, owner=pilot, title=f"{text} Suite")
    arrange(row, sheet, world)
    named = {person: similar_sheets(sheet=near, member=world[person]) == [sheet] for person in EVERYBODY}
    assert named == finders(row)
    assert seen(world, partial(shows, sign=f"{text} Suite", address=near.url)) == finders(row)


@each_row
def test_an_index_that_lags_shows_nothing(row: str, film: Any, world: dict[str, Any]) -> None:
    """What an index still says of yesterday is asked of the database again before it is shown."""
    assert drain_all() == 0
    TABLE[row].arrange(film, world)
    for address in (f"/recherche/?q={SECRET}", "/recherche/?tri=date", f"{reverse('suggestions')}?q=xylo"):
        listed = seen(world, partial(lists, address=address))
        assert listed == finders(row), address


def test_the_words_of_a_draft_are_found_by_nobody(film: Any, world: dict[str, Any]) -> None:
    arrange("live, changes in draft", film, world)
    nobody = dict.fromkeys(EVERYBODY, False)
    # The page says the word that was typed: it is in no text. The draft has it after a name.
    for sign in (f"Nadia : {CHANGED}", f"<mark>{CHANGED}</mark>"):
        assert seen(world, partial(shows, sign=sign, address="/recherche/", q=CHANGED)) == nobody
    for person in EVERYBODY:
        assert answer(CHANGED, world[person]).total == 0
        assert answer("bandonéom", world[person]).corrections == {}
