"""How many questions the pages of teams and people ask: five hundred people ask no more than a few."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.people.finding import A_PAGE_OF_PEOPLE
from community.teams.queries import A_PAGE_OF_A_TEAM
from tests.community.people.test_finding import found, many
from tests.community.teams.test_teams import browser

pytestmark = pytest.mark.django_db


def test_five_hundred_people_are_read_by_pages_and_ask_no_more(facilitator: Any, structure: Any, settings: Any) -> None:
    settings.KEEP_PAGES = settings.MADE_TWICE = False
    visitor = browser(facilitator)
    many(structure, 500)
    assert len(found(facilitator)) == A_PAGE_OF_PEOPLE
    assert _questions(visitor, reverse("people")) <= 13
    assert _questions(visitor, f"{reverse('people')}?q=numero&page=7&structure=tilleuls") <= 14
    team = reverse("team", args=[structure.pk])
    assert _questions(visitor, team) <= 10
    assert len(visitor.get(team).context["team"].places.object_list) == A_PAGE_OF_A_TEAM
    assert len(visitor.get(f"{team}?page=10").context["team"].places.object_list) == A_PAGE_OF_A_TEAM


def _questions(visitor: Client, address: str) -> int:
    visitor.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert visitor.get(address).status_code == 200
    return len(asked)
