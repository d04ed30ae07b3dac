"""What is kept for a kind of reader is what the rule gives each of them, and is kept for no longer than it holds."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from community.kept import generation, remembered
from community.kept.remembered import RememberedByKind
from community.readers import kind_of
from practices.models import PracticePage
from practices.queries import lever_counts
from tests import factories

pytestmark = pytest.mark.django_db


def restrict(page: Any, *groups: Group) -> PageViewRestriction:
    kind = PageViewRestriction.GROUPS if groups else PageViewRestriction.LOGIN
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set(groups)
    return restriction


@pytest.fixture
def committees() -> list[Group]:
    return [Group.objects.create(name=name) for name in ("Comité", "Jury", "Club")]


def test_the_rule_gives_two_readers_of_a_kind_the_same(
    structure: Any, pilot: Any, outsider: Any, facilitator: Any, committees: list[Group]
) -> None:
    sheets = [factories.sheet(structure=structure) for _number in range(4)]
    committee, jury, club = committees
    restrict(sheets[0])
    restrict(sheets[1], committee)
    restrict(sheets[2], committee, jury)
    twin = factories.member()
    seen: dict[Any, set[frozenset[int]]] = {}
    for groups in ([], [committee], [jury], [committee, jury], [club]):
        twin.groups.set(groups)
        outsider.groups.set(groups)
        for person in (twin, outsider, pilot, facilitator):
            keys = PracticePage.objects.visible_to(person).values_list("pk", flat=True)
            seen.setdefault(kind_of(person), set()).add(frozenset(keys))
    assert [len(each) for each in seen.values()] == [1] * 5, "none that restricts, one, the other, both; facilitators"


def test_it_is_counted_once_for_a_kind(
    structure: Any, pilot: Any, outsider: Any, django_assert_num_queries: Any
) -> None:
    restrict(factories.sheet(structure=structure, levers=("accueil",)))
    before = lever_counts(member=pilot)
    with django_assert_num_queries(5):  # the generation, for each of four values; the kind
        assert lever_counts(member=outsider) == before


def test_a_group_left_or_a_restriction_laid_is_counted_at_once(
    structure: Any, outsider: Any, committees: list[Group]
) -> None:
    committee, jury, _club = committees
    restriction = restrict(factories.sheet(structure=structure, levers=("accueil",)), committee)

    def counted() -> int:
        return next(one.sheets for one in lever_counts(member=outsider) if one.lever.slug == "accueil")

    acts = [
        (lambda: None, 0),
        (lambda: outsider.groups.add(committee), 1),
        (lambda: restriction.groups.set([jury]), 0),
        (lambda: outsider.groups.add(jury), 1),
        (lambda: outsider.groups.remove(jury), 0),
        (restriction.delete, 1),
    ]
    for act, expected in acts:
        act()
        assert counted() == expected


def test_what_moves_while_it_is_built_is_not_kept() -> None:
    kept = RememberedByKind[str]()

    def moves() -> str:
        generation.raise_it()
        return "seen by another kind"

    assert kept.get(kind=lambda: "of the group", build=moves) == "seen by another kind"
    assert kept.get(kind=lambda: "of the group", build=lambda: "built again") == "built again"


def test_no_more_kinds_are_kept_than_said(monkeypatch: Any) -> None:
    monkeypatch.setattr(remembered, "MOST_KINDS", 2)
    kept = RememberedByKind[int]()
    built = [kept.get(kind=lambda number=number: number, build=lambda number=number: number) for number in (0, 1, 2)]
    assert built == [0, 1, 2]
    assert kept.get(kind=lambda: 0, build=lambda: 9) == 0
    assert kept.get(kind=lambda: 2, build=lambda: 9) == 9
    generation.raise_it()
    assert kept.get(kind=lambda: 2, build=lambda: 5) == 5
    assert kept.get(kind=lambda: 2, build=lambda: 9) == 5


def test_without_a_generation_nothing_is_kept(monkeypatch: Any) -> None:
    monkeypatch.setattr(generation, "now", lambda: None)
    kept = RememberedByKind[int]()
    assert [kept.get(kind=lambda: "a kind", build=lambda number=number: number) for number in (1, 2)] == [1, 2]
