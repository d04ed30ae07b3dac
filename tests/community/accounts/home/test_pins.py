"""How many questions « Mon compte » and the page of a member ask: a list ten times as long asks no more."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.community.comments.talk import say, say_in_bulk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _made_once_each_time(settings: Any) -> None:
    settings.KEEP_PAGES = settings.MADE_TWICE = False


def asked(client: Client, address: str) -> int:
    """The second time: the first reads what is then in memory."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_mon_compte(pilot: Any) -> None:
    client = Client()
    client.force_login(pilot)
    for_one = asked(client, reverse("account_home"))
    for _ in range(9):
        pilot.memberships.create(structure=factories.structure(), role="member")
    assert (for_one, asked(client, reverse("account_home"))) == (7, 7)


def test_the_page_of_a_member(pilot: Any, sheet: Any, outsider: Any) -> None:
    client = Client()
    client.force_login(outsider)
    address = reverse("member", args=[pilot.pk])
    say(sheet, pilot)
    for_one = asked(client, address)
    for n in range(9):
        structure = factories.structure()
        factories.sheet(structure=structure, owner=pilot, title=f"Fiche {n}")
        pilot.memberships.create(structure=structure, role="member")
    say_in_bulk(sheet, [pilot], 9)
    assert (for_one, asked(client, address)) == (11, 11)
