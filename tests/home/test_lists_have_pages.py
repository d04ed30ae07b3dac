"""Lists are read by pages: none grows with what people wrote."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from wagtail.models import Workflow

from community.paging import A_LONG_PAGE
from community.queries import A_PAGE
from practices.models import PracticePage, TestimonialPage
from tests import factories
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
    """How many the page asks when nothing of it is kept, nor made again to be compared (tests/visitors.py)."""
    with override_settings(KEEP_PAGES=False, MADE_TWICE=False):
        return _questions(client, address)


def _questions(client: Client, address: str) -> int:
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


def test_the_lists_of_the_network_read_a_number_likewise(client: Client, structure: Any) -> None:
    many_sheets(structure, A_PAGE + 1)
    for typed in ("0", "-1", "1e9", "%D9%A1", "%EF%BC%92", "", "%00"):
        assert len(titles(read(client, f"/pratiques/?page={typed}").main)) == A_PAGE, typed
    assert titles(read(client, f"/pratiques/?page={'9' * 40}").main) == ["Fiche 000"]


def test_the_page_one_is_on_is_named_among_many(client: Client, structure: Any) -> None:
    many_sheets(structure, 15 * A_LONG_PAGE)
    page = read(client, f"{structure.url}?fiches=8")
    said = [part.get_text(" ", strip=True).removeprefix("Page ") for part in page.select(".pagination li")]
    assert said == ["précédente", "1", "…", "6", "7", "8", "9", "10", "…", "15", "suivante"]
    assert page.select_one(".pagination [aria-current=page]").get_text(" ", strip=True) == "Page 8"


def test_a_structure_with_eighty_sheets_asks_no_more_than_one_with_thirty(client: Client, structure: Any) -> None:
    many_sheets(structure, 30)
    many_testimonials(structure, 21)
    before = questions(client, structure.url)
    many_sheets(structure, 50)
    assert questions(client, structure.url) == before
    assert questions(client, f"{structure.url}?fiches=4&temoignages=2") == before


def test_a_short_list_is_not_counted(client: Client, structure: Any) -> None:
    many_sheets(structure, A_LONG_PAGE)
    few = questions(client, structure.url)
    many_sheets(structure, 1)
    assert questions(client, structure.url) == few + 1


def test_a_parcours_shows_each_kind_of_what_came_out_of_it_by_pages(client: Client, structure: Any) -> None:
    parcours = factories.parcours()
    many_sheets(structure, 41, parcours=parcours)
    many_testimonials(structure, 21, parcours=parcours)
    page = read(client, f"{parcours.url}?fiches=3")
    assert len(titles(section(page, "titre-issus"))) == 1 + A_LONG_PAGE
    assert page.select_one("#titre-fiches").get_text(strip=True).endswith("(41)")
    turned = [link["href"] for link in section(page, "titre-issus").select("a[rel]")]
    assert turned == ["?fiches=2#titre-fiches", "?fiches=3&temoignages=2#titre-temoignages"]
    before = questions(client, parcours.url)
    many_sheets(structure, 20, parcours=parcours)
    assert questions(client, parcours.url) == before


def test_a_sheet_shows_those_it_inspired_and_those_who_tell_of_it_by_pages(client: Client, structure: Any) -> None:
    sheet = factories.sheet(structure=structure)
    many_sheets(structure, 21, inspired_by=sheet)
    many_testimonials(structure, 21)
    for testimonial in TestimonialPage.objects.child_of(structure):
        testimonial.sheets.through.objects.create(testimonialpage=testimonial, practicepage=sheet)
    page = read(client, f"{sheet.url}?inspirations=2")
    assert titles(section(page, "titre-essaimage")) == ["Fiche 001"]
    assert len(titles(section(page, "titre-temoignages"))) == A_LONG_PAGE
    back = section(page, "titre-essaimage").select_one("a[rel=prev]")
    assert back["href"] == f"{sheet.url}#inspirations"


def test_finished_parcours_are_by_pages_and_the_others_all_there(client: Client, site: Any) -> None:
    today = date.today()
    for number in range(A_PAGE + 2):
        ended = today - timedelta(days=number + 1)
        factories.parcours(title=f"Fini {number:02d}", starts_on=ended - timedelta(days=90), ends_on=ended)
    factories.parcours(title="Bientôt")
    factories.parcours(title="En ce moment", starts_on=today, ends_on=today)
    factories.parcours(title="Sans dates", live=False)
    first, second = read(client, "/parcours/"), read(client, "/parcours/?page=2")
    finished = [f"Fini {number:02d}" for number in range(A_PAGE + 2)]
    assert titles(first) == ["Bientôt", "En ce moment", *finished[:A_PAGE]]
    assert titles(second) == ["Bientôt", "En ce moment", *finished[A_PAGE:]]


def test_what_waits_for_a_facilitator_is_twenty_a_page_the_oldest_first(
    client: Client, structure: Any, pilot: Any, facilitator: Any
) -> None:
    many_sheets(structure, 22, live=False)
    workflow = Workflow.objects.filter(active=True).first()
    for sheet in PracticePage.objects.child_of(structure).order_by("path"):
        sheet.save_revision(clean=False)
        workflow.start(sheet, pilot)
    client.force_login(facilitator)
    first, second = read(client, "/relecture/"), read(client, "/relecture/?page=2")
    shown = [[link.get_text(strip=True) for link in page.select("article h2 a")] for page in (first, second)]
    assert [len(page) for page in shown] == [20, 2]
    assert shown[0] + shown[1] == [f"Fiche {number:03d}" for number in range(22)]
    assert questions(client, "/relecture/") == questions(client, "/relecture/?page=2")
