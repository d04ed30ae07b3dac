"""What a structure shares is read twenty at a time: no page grows with what people wrote."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.paging import A_LONG_PAGE
from tests.factories.many import many_sheets, many_testimonials

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def section(page: BeautifulSoup, heading: str) -> Tag:
    """The section that this heading names."""
    found = page.select_one(f"[aria-labelledby={heading}]")
    assert found is not None, heading
    return found


def titles(part: Tag) -> list[str]:
    return [link.get_text(strip=True) for link in part.select("a.card__link")]


def questions(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_structure_shows_twenty_sheets_and_twenty_testimonials_at_a_time(client: Client, structure: Any) -> None:
    many_sheets(structure, 45)
    many_testimonials(structure, 21)
    page = read(client, structure.url)
    assert section(page, "titre-fiches").h2.get_text(strip=True).endswith("(45)")
    assert section(page, "titre-temoignages").h2.get_text(strip=True).endswith("(21)")
    assert len(titles(section(page, "titre-fiches"))) == A_LONG_PAGE
    assert len(titles(section(page, "titre-temoignages"))) == A_LONG_PAGE


def test_the_pages_of_a_structure_hold_each_sheet_once(client: Client, structure: Any) -> None:
    many_sheets(structure, 45)
    pages = [read(client, f"{structure.url}?fiches={number}") for number in (1, 2, 3)]
    seen = [title for page in pages for title in titles(section(page, "titre-fiches"))]
    assert [len(titles(section(page, "titre-fiches"))) for page in pages] == [20, 20, 5]
    assert seen == [f"Fiche {number:03d}" for number in reversed(range(45))]  # the newest first, as ever


def test_turning_one_list_leaves_the_other_where_it_is(client: Client, structure: Any) -> None:
    many_sheets(structure, 41)
    many_testimonials(structure, 21)
    page = read(client, f"{structure.url}?temoignages=2&fiches=2")
    fiches, temoignages = section(page, "titre-fiches"), section(page, "titre-temoignages")
    assert fiches.select_one("a[rel=next]")["href"] == "?temoignages=2&fiches=3#titre-fiches"
    assert temoignages.select_one("a[rel=prev]")["href"] == "?fiches=2#titre-temoignages"
    assert fiches.nav["aria-label"] != temoignages.nav["aria-label"]
    assert [link.get_text(" ", strip=True) for link in page.select(".pagination [aria-current=page]")] == [
        "Page 2",
        "Page 2",
    ]


NO_NUMBERS = ("", "0", "-1", "deux", "2.0", "٢", "²", "2' OR 1=1", "%00", "2&fiches=")
TOO_FAR = ("2", "002", "3", "999999999", "9" * 5000)


def test_a_number_past_the_end_gives_the_last_page_and_no_number_the_first(client: Client, structure: Any) -> None:
    many_sheets(structure, 21)
    shown = {
        typed: titles(section(read(client, f"{structure.url}?fiches={typed}"), "titre-fiches"))
        for typed in NO_NUMBERS + TOO_FAR
    }
    assert {typed for typed, cards in shown.items() if len(cards) == A_LONG_PAGE} == set(NO_NUMBERS)
    assert {typed for typed, cards in shown.items() if cards == ["Fiche 000"]} == set(TOO_FAR)


def test_a_structure_with_two_hundred_sheets_asks_no_more_than_one_with_thirty(client: Client, structure: Any) -> None:
    many_sheets(structure, 30)
    many_testimonials(structure, 21)
    before = questions(client, structure.url)
    many_sheets(structure, 170)
    assert questions(client, structure.url) == before
    assert questions(client, f"{structure.url}?fiches=9&temoignages=2") == before


def test_a_short_list_is_not_counted(client: Client, structure: Any) -> None:
    many_sheets(structure, A_LONG_PAGE)
    few = questions(client, structure.url)
    many_sheets(structure, 1)
    assert questions(client, structure.url) == few + 1
