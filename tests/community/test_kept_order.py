"""The order of a long list is read once for each state of the site, and gives each person what the rule gives them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from community.kept_order import KeptOrder
from practices.models import Lever, PracticePage
from practices.queries import lever_counts
from tests import factories

pytestmark = pytest.mark.django_db

RULE = "rule_"
"""How the names begin that the rule gives to its tables (`community.written_once`)."""


def restrict(page: Any, *groups: Group) -> None:
    kind = PageViewRestriction.GROUPS if groups else PageViewRestriction.LOGIN
    PageViewRestriction.objects.create(page=page, restriction_type=kind).groups.set(groups)


@pytest.fixture
def people(pilot: Any, outsider: Any, facilitator: Any) -> list[Any]:
    return [None, pilot, outsider, facilitator]


def by_title(slug: str | None) -> Any:
    rows = PracticePage.objects.order_by("-title", "pk")
    return rows.filter(levers__slug=slug) if slug else rows


def test_each_person_gets_what_the_rule_gives_in_order(structure: Any, people: list[Any]) -> None:
    sheets = [factories.sheet(structure=structure, levers=("accueil",)) for _number in range(6)]
    order = KeptOrder(by_title)
    acts = [
        lambda: None,
        lambda: restrict(sheets[1]),
        lambda: restrict(sheets[2], people[1].groups.first()),
        lambda: restrict(sheets[3], Group.objects.create(name="Comité")),
        lambda: sheets[4].unpublish(),
        lambda: restrict(structure),
    ]
    for act in acts:
        act()
        for narrowed in (None, "accueil", "besoins"):
            for person in people:
                seen = by_title(narrowed).visible_to(person).values_list("pk", flat=True)
                assert list(order.seen_by(person, narrowed=narrowed)) == list(seen)


def test_it_is_read_once_and_again_when_something_moves(
    structure: Any, people: list[Any], django_assert_num_queries: Any
) -> None:
    sheet = factories.sheet(structure=structure)
    order = KeptOrder(by_title)
    assert list(order.seen_by(None)) == [sheet.pk]
    with django_assert_num_queries(1):  # the generation
        order.seen_by(None)
    PracticePage.objects.filter(pk=sheet.pk).update(live=False)
    with CaptureQueriesContext(connection) as asked:
        assert list(order.seen_by(None)) == []
    assert sum(RULE in query["sql"] for query in asked) == 1, "the rule is asked of every page of the list: once"


def test_levers_are_counted_for_each_person_as_they_see_them(structure: Any, people: list[Any]) -> None:
    sheets = [factories.sheet(structure=structure, levers=("accueil",)) for _number in range(4)]
    restrict(sheets[0])
    restrict(sheets[1], Group.objects.create(name="Comité"))
    accueil = Lever.objects.get(slug="accueil")
    for person in people:
        seen = PracticePage.objects.visible_to(person).filter(levers=accueil).count()
        assert next(one for one in lever_counts(member=person) if one.lever.pk == accueil.pk).sheets == seen
