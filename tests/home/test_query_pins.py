"""How many questions each page asks the database when nothing of it is kept: a list twice as long asks no more.

The figures count everything, and are those of a site where nothing has just changed: what is the same for everybody
(`community.kept.remembered`) is in memory. A number that grows needs a reason.
"""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.files.preparing import prepare_all
from community.models import StructurePage
from home.models import FeaturedTestimonial
from practices.models import PracticePicture, TestimonialPage
from tests import factories
from tests.community.comments.talk import say_in_bulk
from tests.standing import standing

pytestmark = pytest.mark.django_db

LEVERS = ("accueil", "valeurs")


@pytest.fixture(autouse=True)
def _made_once_each_time(settings: Any) -> None:
    settings.KEEP_PAGES = settings.MADE_TWICE = False


@standing
def full_site(site: Any, structure: Any, pilot: Any) -> dict[str, str]:
    """Sheets, testimonials, parcours and reports enough for a list to betray a question asked once a row.

    The sheet that is read has everything a sheet may have: comments, testimonials, sheets that it inspired.
    """
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
    say_in_bulk(sheets[0], [pilot], 5)
    factories.testimonial(structure=structure)
    report = factories.report(parcours=parcours)
    report.testimonials.set([testimonial])
    report.save()
    picture_all(sheets, structure)
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


def picture_all(sheets: list[Any], structure: Any) -> None:
    """Photographs, posters and logos wherever there may be some, made ready as after a publication."""
    for sheet in sheets:
        for order in range(2):
            image = factories.picture(structure=structure)
            PracticePicture.objects.create(sheet=sheet, image=image, alt="Une table", agreement=True, sort_order=order)
    TestimonialPage.objects.exclude(media=None).update(poster=factories.picture(structure=structure))
    StructurePage.objects.update(logo=factories.picture(structure=structure))
    prepare_all()


def questions(client: Client, address: str) -> int:
    client.get(address)  # content types and the site's root are cached from the first visit on
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(asked)


# Of each figure, three are the generation, the pages on the way from the address and the page itself. A sheet and a
# testimonial add their conversation and all that they are linked to. Then what a signed-in member adds: their session,
# their account, where they belong on a page of a structure, and their groups where the search is asked. Pictures add
# to each list of sheets which photographs and which files, to each list of testimonials or structures which files.
# Cards of sheets say how often each was tried; a sheet and a structure, by whom, from what it comes; a conversation,
# whether it is closed, what is joined to it and who gave thanks, and to a member what they have not read.
PINS = {
    "home": (16, 18),
    "sheet": (14, 18),
    "testimonial": (16, 20),
    "structure": (14, 18),
    "lever": (12, 14),
    "sheets": (9, 11),
    "testimonials": (7, 9),
    "structures": (5, 7),
    "parcours_list": (5, 7),
    "parcours": (18, 20),
    "report": (13, 16),
    "glossary": (4, 6),
    "feed": (8, 10),
}

MOST_FOR_A_SHEET = (14, 18)
"""With everything a sheet may have, and the sheets close to it, which only an index names."""


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_page_asks_few_questions(
    is_signed_in: bool, client: Client, full_site: dict[str, str], outsider: Any
) -> None:
    if is_signed_in:
        client.force_login(outsider)
    questions(client, "/")  # what is the same for everybody is read by the first page
    asked = {name: questions(client, address) for name, address in full_site.items()}
    assert asked == {name: pinned[is_signed_in] for name, pinned in PINS.items()}


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_sheet_with_everything_asks_no_more_than_was_promised(
    is_signed_in: bool, client: Client, full_site: dict[str, str], outsider: Any, settings: Any, tmp_path: Path
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    call_command("search_rebuild", stdout=StringIO())
    if is_signed_in:
        client.force_login(outsider)
    asked = questions(client, full_site["sheet"])
    assert b"Pratiques proches" in client.get(full_site["sheet"]).content
    assert asked == MOST_FOR_A_SHEET[is_signed_in]


def test_questions_to_the_network_ask_four_more_however_many_wait(client: Client, full_site: dict[str, str]) -> None:
    """Their words, their levers, the structures that ask, how many have answered."""
    structure = StructurePage.objects.first()
    before = {name: questions(client, full_site[name]) for name in ("home", "lever")}
    for number in range(1, 6):
        factories.question(structure=structure, levers=("accueil",))
        if number in (1, 5):
            assert {name: questions(client, full_site[name]) - asked for name, asked in before.items()} == {
                "home": 4,
                "lever": 4,
            }


def test_more_sheets_ask_no_more_questions(client: Client, full_site: dict[str, str], structure: Any) -> None:
    names = ("home", "lever", "sheets", "structure", "parcours")
    before = {name: questions(client, full_site[name]) for name in names}
    for _number in range(4):
        other = factories.structure()
        sheets = [factories.sheet(structure=each, levers=("accueil", "besoins")) for each in (other, structure)]
        picture_all(sheets, structure)
        factories.testimonial(structure=structure)
    assert {name: questions(client, full_site[name]) for name in names} == before


def test_a_sheet_with_two_hundred_comments_asks_no_more_than_one_with_none(
    client: Client, full_site: dict[str, str], sheet: Any, pilot: Any, outsider: Any
) -> None:
    before = questions(client, sheet.url)
    say_in_bulk(sheet, [pilot, outsider], 200)
    # Whose structures, who gave thanks; where each page of a long conversation begins, with what stands on this one.
    assert questions(client, sheet.url) - before <= 4
