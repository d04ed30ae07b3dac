"""The tree of pages: what is wrong is found and put right, and the site's own commands leave it sound."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from community import tree
from home.preparation import prepare_site
from tests import factories

pytestmark = pytest.mark.django_db


def test_wrong_counts_and_depths_are_found_and_put_right(structure: Any, sheet: Any) -> None:
    factories.sheet(structure=structure)
    assert not tree.damage()
    before = list(Page.objects.values_list("pk", "path", "depth", "numchild"))
    Page.objects.filter(pk=structure.pk).update(numchild=0)
    Page.objects.filter(pk=sheet.pk).update(numchild=4, depth=9)
    found = tree.mend()
    assert (found.counts, found.depths, found.orphans) == (2, 1, 0)
    assert not tree.damage()
    assert list(Page.objects.values_list("pk", "path", "depth", "numchild")) == before
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_below_nothing_is_told_and_left(structure: Any, sheet: Any) -> None:
    Page.objects.filter(pk=sheet.pk).update(path=f"{structure.get_parent().path}ZZZZ0001")
    assert tree.damage().orphans == 1
    with pytest.raises(CommandError, match="1 pages stand below nothing"):
        call_command("mend_tree")
    assert Page.objects.filter(pk=sheet.pk).exists()


def test_the_question_is_one_and_reads_no_page_twice(structure: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert tree.miscounted().count() == 0


def test_a_prepared_site_counts_its_pages(site: Any) -> None:
    prepare_site()
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_demonstration_counts_its_pages(demonstration: Any) -> None:
    assert Page.objects.count() > 50
    assert Page.find_problems() == ([], [], [], [], [])
    assert not tree.damage()
