"""The feeds: what is new and public, with addresses that open from anywhere."""

from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

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
    assert set(found) == {f"Fiche pratique : {sheet.title}", f"Témoignage : {testimonial.title}"}
    assert all(link.startswith(settings.SITE_URL) for link in found.values())


def test_a_feed_holds_nothing_that_is_not_visible(client: Client, structure: Any) -> None:
    factories.sheet(structure=structure, live=False)
    factories.testimonial(structure=structure, consent_days=-1)
    restricted = factories.sheet(structure=structure)
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    assert items(client, reverse("feed")) == []


def test_a_lever_has_its_own_feed(client: Client, structure: Any, sheet: Any) -> None:
    factories.sheet(structure=structure, levers=("besoins",))
    assert [title for title, _link in items(client, reverse("lever_feed", args=["accueil"]))] == [
        f"Fiche pratique : {sheet.title}"
    ]
    assert client.get(reverse("lever_feed", args=["inconnu"])).status_code == 404
