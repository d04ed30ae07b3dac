"""The rule of visibility, compared with the same rule written in plain Python, on trees in any state."""

import uuid
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from wagtail.models import Locale, Page, PageViewRestriction

from community.visibility import DEEPEST, visible_to
from home.models import HomePage
from tests import factories
from tests.chosen import times

pytestmark = pytest.mark.django_db
KINDS = (
    PageViewRestriction.NONE,
    PageViewRestriction.LOGIN,
    PageViewRestriction.GROUPS,
    PageViewRestriction.PASSWORD,
)
# Of each page: which one it stands below, whether it is live, what its row says of its children, what restricts it.
pages = some.lists(
    some.tuples(
        some.integers(0, 30),
        some.booleans(),
        some.integers(0, 3),
        some.none() | some.tuples(some.sampled_from(KINDS), some.booleans()),
    ),
    max_size=10,
)


def planted(root: Page, states: list[Any], group: Any) -> list[tuple[Page, list[int]]]:
    """The pages of these states, written as they are, each with the numbers of those above it."""
    made: list[tuple[Page, list[int]]] = []
    for number, (above, live, numchild, restriction) in enumerate(states):
        chosen = above % (len(made) + 1)
        parent, lineage = (root, []) if chosen == 0 else (made[chosen - 1][0], [*made[chosen - 1][1], chosen - 1])
        name = uuid.uuid4().hex
        page = Page(
            title=name,
            draft_title=name,
            slug=name,
            path=Page._get_path(parent.path, parent.depth + 1, number + 100),
            depth=parent.depth + 1,
            numchild=numchild,  # a figure that may be wrong decides nothing
            live=live,
            content_type=ContentType.objects.get_for_model(Page),
            locale=Locale.objects.get(),
        )
        Page.objects.bulk_create([page])
        if restriction:
            row = PageViewRestriction.objects.create(page=page, restriction_type=restriction[0], password="x")
            if restriction[1]:
                row.groups.add(group)
        made.append((page, lineage))
    return made


def opens(restriction: Any, who: str) -> bool:
    kind, is_for_the_group = restriction or (PageViewRestriction.NONE, False)
    if kind == PageViewRestriction.NONE or who == "facilitator":
        return True
    if kind == PageViewRestriction.LOGIN:
        return who != "public"
    return kind == PageViewRestriction.GROUPS and is_for_the_group and who == "in the group"


@pytest.fixture
def people(site: Any) -> dict[str, Any]:
    return {
        "public": None,
        "elsewhere": factories.member(),
        "in the group": factories.member(structure=factories.structure()),
        "facilitator": factories.member(is_facilitator=True),
    }


@settings(max_examples=times(15), suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate])
@given(states=pages)
def test_the_same_pages_as_a_plain_walk_up_the_tree(site: Any, people: dict[str, Any], states: list[Any]) -> None:
    with transaction.atomic():
        compare(site, people, states)
        transaction.set_rollback(True)  # the next tree grows on the same ground


def compare(site: Any, people: dict[str, Any], states: list[Any]) -> None:
    home = Page.objects.get(pk=site.pk)
    made = planted(home, states, people["in the group"].groups.get())
    for who, member in people.items():
        expected = {
            page.pk
            for number, (page, lineage) in enumerate(made)
            if page.depth <= DEEPEST
            and all(states[one][1] and opens(states[one][3], who) for one in (*lineage, number))
        }
        found = visible_to(Page.objects.filter(pk__in=[page.pk for page, _lineage in made]), member)
        assert set(found.values_list("pk", flat=True)) == expected, who


def test_no_page_type_stands_deeper_than_the_rule_looks() -> None:
    """A new page type below a sheet, or one that nests in itself, raises `DEEPEST` first."""
    depths: dict[type[Page], int] = {HomePage: 2}
    waiting: list[type[Page]] = [HomePage]
    while waiting:
        above = waiting.pop()
        for model in above.allowed_subpage_models():
            if depths.get(model, 0) < depths[above] + 1 <= DEEPEST + 1:
                depths[model] = depths[above] + 1
                waiting.append(model)
    assert max(depths.values()) <= DEEPEST, depths
