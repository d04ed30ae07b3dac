"""The table asked of many people at once: the same answer as one by one, in questions that do not count them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from community.readers import readers_among
from community.visibility import visible_to
from tests import factories
from tests.access_table.rows import TABLE

pytestmark = pytest.mark.django_db


def one_by_one(page: Any, people: list[Any]) -> list[Any]:
    return [person for person in people if visible_to(Page.objects.filter(pk=page.pk), person).exists()]


@pytest.mark.parametrize("row", TABLE)
def test_many_readers_are_those_the_rule_lets_in_one_by_one(row: str, film: Any, world: dict[str, Any]) -> None:
    TABLE[row].arrange(film, world)
    page = type(film).objects.get(pk=film.pk)
    people = [person for person in world.values() if person] + [factories.member(is_superuser=True)]
    assert readers_among(page=page, people=people) == one_by_one(page, people)


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS])
@pytest.mark.parametrize("place", ["the page", "its structure"])
def test_every_restriction_is_asked_wherever_it_stands(
    kind: str, place: str, film: Any, world: dict[str, Any], pilot: Any
) -> None:
    """Two groups, one person in both, one in one, others in none; a facilitator who has lost their account."""
    at = film if place == "the page" else film.get_parent()
    restriction = PageViewRestriction.objects.create(page=at, restriction_type=kind, password="x")
    first, second = Group.objects.create(name="Un"), Group.objects.create(name="Deux")
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(first, second)
    pilot.groups.add(first, second)
    alone = factories.member()
    alone.groups.add(second, Group.objects.create(name="Trois"))
    gone = factories.member(is_facilitator=True, is_active=False)
    people = [*(person for person in world.values() if person), pilot, alone, gone]
    assert readers_among(page=film, people=people) == one_by_one(film, people)


def test_thirty_people_are_asked_in_as_many_questions_as_two(film: Any, structure: Any) -> None:
    restriction = PageViewRestriction.objects.create(page=film, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(structure.space.group)
    counts = []
    for size in (2, 30):
        people = [factories.member(structure=structure) for _number in range(size)]
        with CaptureQueriesContext(connection) as asked:
            assert readers_among(page=film, people=people) == people
        counts.append(len(asked))
    assert counts == [3, 3]
