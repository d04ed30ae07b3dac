"""The feeds: what is new and public, with addresses that open from anywhere."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from wagtail.models import PageViewRestriction

from community.models import StructurePage
from practices import feeds
from practices.models import Lever, PracticePage
from tests import factories

pytestmark = pytest.mark.django_db


def items(client: Client, address: str) -> list[tuple[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    channel = ElementTree.fromstring(response.content).find("channel")  # noqa: S314 – our own output
    assert channel is not None
    return [(item.findtext("title", ""), item.findtext("link", "")) for item in channel.findall("item")]


def test_a_feed_gathers_new_sheets_and_testimonials(client: Client, structure: Any, sheet: Any) -> None:
    testimonial = factories.testimonial(structure=structure)
    found = dict(items(client, reverse("feed")))
    assert set(found) == {f"Fiche pratique\u00a0: {sheet.title}", f"Témoignage\u00a0: {testimonial.title}"}
    assert all(link.startswith(settings.SITE_URL) for link in found.values())


def test_a_feed_holds_nothing_that_is_not_visible(client: Client, structure: Any) -> None:
    factories.sheet(structure=structure, live=False)
    factories.testimonial(structure=structure, consent_days=-1)
    restricted = factories.sheet(structure=structure)
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    assert items(client, reverse("feed")) == []


def test_a_feed_holds_the_newest_of_all_kinds_and_no_more(client: Client, structure: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(feeds, "MOST_ITEMS", 2)
    made = (factories.sheet, factories.testimonial, factories.sheet, factories.testimonial)
    pages = [make(structure=structure) for make in made]
    for days, page in enumerate(pages):
        type(page).objects.filter(pk=page.pk).update(first_published_at=timezone.now() - timedelta(days=days))
    links = [link for _title, link in items(client, reverse("feed"))]
    assert links == [f"{settings.SITE_URL}{page.get_absolute_url()}" for page in pages[:2]]


def test_a_lever_has_its_own_feed(client: Client, structure: Any, sheet: Any) -> None:
    factories.sheet(structure=structure, levers=("besoins",))
    assert [title for title, _link in items(client, reverse("lever_feed", args=["accueil"]))] == [
        f"Fiche pratique\u00a0: {sheet.title}"
    ]
    assert client.get(reverse("lever_feed", args=["inconnu"])).status_code == 404


UNPRINTABLE = "\x07\x0b\x1f\ufffe\uffff"


def test_a_feed_survives_the_invisible_characters_that_were_once_stored(client: Client, structure: Any) -> None:
    """They come from copies of PDF files and from imports; one of them used to stop the feed for everybody."""
    odd = factories.sheet(structure=structure)
    PracticePage.objects.filter(pk=odd.pk).update(title=f"Le café{UNPRINTABLE}", summary=f"Un mardi{UNPRINTABLE}")
    StructurePage.objects.filter(pk=structure.pk).update(title=f"Les Tilleuls{UNPRINTABLE}")
    Lever.objects.filter(slug="accueil").update(name=f"Accueil{UNPRINTABLE}")
    for address in (reverse("feed"), reverse("lever_feed", args=["accueil"])):
        assert [title.strip() for title, _link in items(client, address)] == ["Fiche pratique\u00a0: Le café"]


def test_who_holds_this_very_feed_is_not_sent_it_again(client: Client, sheet: Any) -> None:
    first = client.get(reverse("feed"))
    again = client.get(reverse("feed"), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Last-Modified" not in first
    assert first["Cache-Control"] == "private, no-cache"
    assert "Cookie" in first["Vary"]


def test_a_feed_changes_when_an_item_is_taken_off_line(client: Client, structure: Any, sheet: Any) -> None:
    """Its newest date stays the same: only the text tells."""
    older = factories.sheet(structure=structure)
    PracticePage.objects.filter(pk=older.pk).update(first_published_at=timezone.now() - timedelta(days=9))
    first = client.get(reverse("feed"))
    older.unpublish()
    seen_since = {"if-none-match": first["ETag"], "if-modified-since": http_date(timezone.now().timestamp())}
    assert client.get(reverse("feed"), headers=seen_since).status_code == 200


def test_an_empty_feed_is_the_same_a_second_later(client: Client, site: Any) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        first = client.get(reverse("feed"))
    with time_machine.travel(now + timedelta(seconds=90), tick=False):
        assert client.get(reverse("feed"), headers={"if-none-match": first["ETag"]}).status_code == 304


def test_questions_have_their_feed_the_latest_first_with_what_was_tried(client: Client, structure: Any) -> None:
    older = factories.question(title="Qui a un exemple ?", structure=structure)
    latest = factories.question(title="Qui a un outil ?", tried="Un tableau blanc, resté blanc.")
    factories.question(title="Question retenue ?", live=False)
    type(older).objects.filter(pk=older.pk).update(asked_at=timezone.now() - timedelta(days=3))
    found = items(client, reverse("questions_feed"))
    assert found == [(f"{one.title[:-2]}\u00a0?", f"{settings.SITE_URL}{one.url}") for one in (latest, older)]
    text = client.get(reverse("questions_feed")).content.decode()
    assert "Un tableau blanc, resté blanc." in text
    assert structure.title in text
    structure.unpublish()
    assert structure.title not in client.get(reverse("questions_feed")).content.decode()
