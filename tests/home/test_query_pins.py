"""How many questions each page asks the database: a list twice as long asks no more.

The figures count everything, the site, the menu and the settings included; a number that grows needs a reason.
"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.models import FeaturedTestimonial
from tests import factories
from tests.community.comments.talk import say_in_bulk

pytestmark = pytest.mark.django_db

LEVERS = ("accueil", "valeurs")


@pytest.fixture
def full_site(site: Any, structure: Any) -> dict[str, str]:
    """Sheets, testimonials, parcours and reports enough for a list to betray a question asked once a row."""
    parcours = factories.parcours()
    parcours.participations.create(structure=structure)
    sheets = [factories.sheet(structure=structure, levers=LEVERS[: 1 + n % 2], parcours=parcours) for n in range(4)]
    for n in range(3):
        other = factories.structure()
        parcours.participations.create(structure=other)
        sheets.append(factories.sheet(structure=other, inspired_by=sheets[0], parcours=parcours))
        testimonial = factories.testimonial(structure=other, kind=("video", "audio", "text")[n], parcours=parcours)
        testimonial.sheets.set(sheets[:3])
        testimonial.save()
        FeaturedTestimonial.objects.create(home=site, testimonial=testimonial, until="2999-01-01", reason="Pour voir.")
    parcours.save()
    factories.testimonial(structure=structure)
    report = factories.report(parcours=parcours)
    report.testimonials.set([testimonial])
    report.save()
    return {
        "home": "/",
        "sheet": sheets[0].url,
        "testimonial": testimonial.url,
        "structure": structure.url,
        "lever": reverse("lever", args=["accueil"]),
        "sheets": "/pratiques/",
        "testimonials": "/temoignages/",
        "structures": "/structures/",
        "parcours_list": "/parcours/",
        "parcours": parcours.url,
        "report": report.url,
        "glossary": "/glossaire/",
        "feed": reverse("feed"),
    }


def questions(client: Client, address: str) -> int:
    client.get(address)  # content types and the site's root are cached from the first visit on
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(asked)


# Of each figure, 6 to 8 are Wagtail finding the page from its address, and 4 the site, its settings, the menu and
# the way back (breadcrumbs). A sheet and a testimonial add their conversation and all that they are linked to.
PINS = {
    "home": 17,
    "sheet": 24,
    "testimonial": 21,
    "structure": 16,
    "lever": 14,
    "sheets": 13,
    "testimonials": 13,
    "structures": 11,
    "parcours_list": 10,
    "parcours": 19,
    "report": 18,
    "glossary": 9,
    "feed": 6,
}


def test_a_page_asks_few_questions(client: Client, full_site: dict[str, str]) -> None:
    assert {name: questions(client, address) for name, address in full_site.items()} == PINS


def test_more_sheets_ask_no_more_questions(client: Client, full_site: dict[str, str], structure: Any) -> None:
    names = ("home", "lever", "sheets", "structure", "parcours")
    before = {name: questions(client, full_site[name]) for name in names}
    for _number in range(4):
        factories.sheet(structure=factories.structure(), levers=("accueil", "besoins"))
        factories.sheet(structure=structure, levers=("accueil", "besoins"))
        factories.testimonial(structure=structure)
    assert {name: questions(client, full_site[name]) for name in names} == before


def test_a_sheet_with_two_hundred_comments_asks_no_more_than_one_with_none(
    client: Client, full_site: dict[str, str], sheet: Any, pilot: Any, outsider: Any
) -> None:
    before = questions(client, sheet.url)
    say_in_bulk(sheet, [pilot, outsider], 200)
    # Whose structures; and where each page of a long conversation begins, with what stands on this one.
    assert questions(client, sheet.url) - before <= 3
