"""What moves without raising the generation changes nothing that visitors read: pages are made anew and compared."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from community.kept import left_out
from community.models import Member
from practices.models import PracticePage
from tests import factories
from tests.community.comments.talk import say
from tests.the_index import drain_all

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now().replace(year=1999)


@pytest.fixture
def addresses(structure: Any, pilot: Any, sheet: Any, settings: Any, tmp_path: Any) -> list[str]:
    """Every kind of page, and a sheet that a script put on line: no act of publishing dated it."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.MADE_TWICE = False
    testimonial = factories.testimonial(structure=structure, owner=pilot)
    report = factories.report()
    undated = factories.sheet(structure=structure, title="Sans date")
    PracticePage.objects.filter(pk=undated.pk).update(first_published_at=None, last_published_at=None)
    say(sheet, pilot)
    drain_all()
    pages = [page.url for page in (structure, sheet, testimonial, report, undated, factories.parcours())]
    lists = ["/", "/pratiques/", "/structures/", "/temoignages/", "/recherche/?q=mardi", "/recherche/?tri=date"]
    named = [reverse("lever", args=["accueil"]), reverse("feed"), reverse("sitemap_part", args=["pages"])]
    return [*pages, *lists, *named]


def read(addresses: list[str]) -> dict[str, bytes]:
    for store in ("pages", "pages-with-parameters", "pages-parts"):
        caches[store].clear()
    answers = {address: Client().get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {address: answer.content for address, answer in answers.items()}


CHANGED: dict[str, dict[str, Any]] = {
    "wagtailcore_page": {
        "draft_title": "Un brouillon",
        "has_unpublished_changes": True,
        "latest_revision_created_at": LONG_AGO,
        "locked": True,
        "locked_at": LONG_AGO,
    },
    "community_member": {
        "email": Concat(Cast("pk", CharField()), Value("@ailleurs.test")),
        "entry_key": "une autre",
        "last_login": LONG_AGO,
        "password": "!",
        "entrusted_at": LONG_AGO,
        "work": "Ce que je fais",
        "can_help": "Ce que je sais",
        "photo": "photos/x.webp",
        "read_before": True,
        "read_before_since": LONG_AGO,
    },
}


@pytest.mark.parametrize(("model", "table"), [(Page, "wagtailcore_page"), (Member, "community_member")])
def test_no_page_shows_what_stands_in_them(model: Any, table: str, addresses: list[str], facilitator: Any) -> None:
    changed = dict(CHANGED[table])
    if table == "wagtailcore_page":
        changed |= {"locked_by_id": facilitator.pk, "latest_revision_id": Revision.objects.earliest("pk").pk}
    assert changed.keys() == left_out.COLUMNS[table]
    before = read(addresses)
    model.objects.update(**changed)
    assert read(addresses) == before


def test_the_hour_changes_nothing_that_the_day_does_not(addresses: list[str]) -> None:
    """Kept pages hold for a day: one that told the hour, or how long ago, would tell it wrong."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    pages = []
    for moment in (midnight + timedelta(seconds=1), midnight + timedelta(hours=23, minutes=59)):
        with time_machine.travel(moment, tick=False):
            pages.append(read(addresses))
    assert pages[0] == pages[1]
