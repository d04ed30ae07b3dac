"""The lineage of a practice: what it comes from, what comes from it; bounded, and blind to what is hidden."""

import re
from typing import Any

import pytest
from django.test import Client

from practices.adoptions.drawing import drawn, sentence
from practices.adoptions.lineage import BRANCHES, GENERATIONS, MOST_NODES, lineage_of
from practices.models import PracticePage
from tests import factories
from tests.standing import standing

pytestmark = pytest.mark.django_db


def sheet_of(name: str, title: str, **fields: Any) -> Any:
    return factories.sheet(structure=factories.structure(title=name), title=title, **fields)


@standing
def three(site: Any) -> list[Any]:
    """A practice, another that says it comes from it, and a third that was tried from the second."""
    first = sheet_of("Les Tilleuls", "Le café du mardi")
    second = sheet_of("Le Canal", "Le thé du jeudi", inspired_by=first)
    third = sheet_of("Les Jardins", "La soupe du samedi")
    factories.adoption(sheet=second, structure=third.get_parent().specific, own_sheet=third)
    return [first, second, third]


def titles(nodes: Any) -> list[str]:
    return [node.page.title for node in nodes]


def test_a_practice_knows_what_it_comes_from_and_what_came_of_it(three: list[Any]) -> None:
    lineage = lineage_of(sheet=three[1], member=None)

    assert titles(lineage.above) == ["Le café du mardi"]
    assert titles(lineage.here.below) == ["La soupe du samedi"]
    assert titles(lineage_of(sheet=three[0], member=None).here.below[0].below) == ["La soupe du samedi"]
    assert titles(lineage_of(sheet=three[2], member=None).above) == ["Le café du mardi", "Le thé du jeudi"]


def test_its_picture_is_a_sentence(three: list[Any]) -> None:
    assert sentence(lineage_of(sheet=three[1], member=None)) == (
        "Cette pratique vient de « Le café du mardi » (Les Tilleuls). "
        "Elle a donné « La soupe du samedi » (Les Jardins)."
    )


def test_the_page_shows_a_picture_with_its_sentence_and_the_list_that_says_the_same(
    client: Client, three: list[Any]
) -> None:
    html = client.get(three[1].url).content.decode()

    picture = re.search(r'<svg class="lineage__picture" role="img" aria-label="([^"]+)"', html)
    assert picture
    assert "La soupe du samedi" in picture[1]
    assert html.count('<circle class="lineage__disc') == 3
    assert 'style="' not in html
    listed = html[html.index("lineage__list") :]
    assert three[0].url in listed
    assert three[2].url in listed


def test_a_structure_that_wrote_no_sheet_is_a_branch_without_fruit(three: list[Any]) -> None:
    alone = factories.structure(title="La Petite Maison")
    factories.adoption(sheet=three[1], structure=alone)

    lineage = lineage_of(sheet=three[1], member=None)
    assert [node.structure for node in lineage.here.structures] == ["La Petite Maison"]
    assert "essayée par La Petite Maison" in sentence(lineage)
    assert sum(line.is_broken for line in drawn(lineage).lines) == 1


def test_tries_alone_draw_nothing(sheet: Any) -> None:
    factories.adoption(sheet=sheet, structure=factories.structure())

    assert lineage_of(sheet=sheet, member=None) is None


def test_what_is_hidden_ends_the_branch(three: list[Any]) -> None:
    three[1].unpublish()

    assert lineage_of(sheet=three[0], member=None) is None
    assert lineage_of(sheet=three[2], member=None) is None


def test_a_hidden_structure_links_nothing(three: list[Any]) -> None:
    elsewhere = factories.structure(live=False)
    adoption = three[1].adoptions.get()
    adoption.structure = elsewhere
    adoption.save()

    assert not lineage_of(sheet=three[1], member=None).here.below


def test_ties_in_a_circle_are_drawn_once(three: list[Any]) -> None:
    PracticePage.objects.filter(pk=three[0].pk).update(inspired_by=three[2])

    for sheet in three:
        lineage = lineage_of(sheet=PracticePage.objects.get(pk=sheet.pk), member=None)
        drawing = drawn(lineage)
        places = [(disc.x, disc.y) for disc in drawing.discs]
        assert len(places) == len(set(places)) <= 4
    PracticePage.objects.filter(pk=three[0].pk).update(inspired_by=three[0])
    assert lineage_of(sheet=PracticePage.objects.get(pk=three[0].pk), member=None).above == []


def test_it_is_bounded_in_depth_in_breadth_and_in_all(site: Any, structure: Any) -> None:
    first = factories.sheet(structure=structure, title="Racine")
    chain = [first]
    for _ in range(8):
        chain.append(factories.sheet(structure=structure, inspired_by=chain[-1]))
    for parent in (first, chain[1]):
        for _ in range(9):
            factories.sheet(structure=structure, inspired_by=parent)

    lineage = lineage_of(sheet=first, member=None)
    assert len(lineage.here.below) == BRANCHES
    assert lineage.here.others == 10 - BRANCHES
    assert len(drawn(lineage).discs) <= MOST_NODES + 1
    assert len(lineage_of(sheet=chain[8], member=None).above) == GENERATIONS
    deepest, node = 0, lineage_of(sheet=chain[2], member=None).here
    while node.sheets:
        deepest, node = deepest + 1, node.sheets[0]
    assert deepest == GENERATIONS


def test_it_costs_a_few_queries_whatever_its_size(
    three: list[Any], structure: Any, django_assert_max_num_queries: Any
) -> None:
    for parent in three:
        for _ in range(4):
            factories.sheet(structure=structure, inspired_by=parent)
            factories.adoption(sheet=parent, structure=factories.structure())

    for sheet in three:
        with django_assert_max_num_queries(4 + 2 * GENERATIONS + 1):
            lineage_of(sheet=sheet, member=None)
