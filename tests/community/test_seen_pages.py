"""Pages that are named by their keys: those that somebody sees, and no more of them made than are shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.models.signals import post_init
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from community.seen_pages import SeenPages
from tests import factories

pytestmark = pytest.mark.django_db


@contextmanager
def pages_made() -> Iterator[list[Any]]:
    """Every page of the tree that is made meanwhile."""
    made: list[Any] = []

    def note(instance: Any, **_more: Any) -> None:
        made.append(instance)

    post_init.connect(note, sender=Page)
    try:
        yield made
    finally:
        post_init.disconnect(note, sender=Page)


def test_those_that_somebody_sees_are_there_and_no_other(structure: Any, outsider: Any) -> None:
    closed, draft = factories.structure(), factories.structure(live=False)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    named = [structure.pk, closed.pk, draft.pk, 999_999]
    assert set(SeenPages(named, None)) == {structure.pk}
    assert set(SeenPages(iter(named), outsider)) == {structure.pk, closed.pk}
    assert draft.pk not in SeenPages(named, outsider)
    assert SeenPages(named, None).get(draft.pk) is None


def test_a_link_to_one_asks_nothing_more(structure: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        seen = SeenPages([structure.pk], None)
    page = seen[structure.pk]
    with django_assert_num_queries(0):
        assert (page, page.title, page.path) == (structure.page_ptr, structure.title, structure.path)
        assert page.content_type_id == structure.content_type_id
        assert (page.get_deferred_fields() & {"url_path", "slug", "depth"}) == set()
    assert seen[structure.pk] is page
    assert page._state.adding is False


def test_none_named_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert len(SeenPages([], None)) == 0


def test_a_sheet_that_many_structures_tried_makes_no_page_for_each(sheet: Any, client: Client) -> None:
    """Ten are shown, of eleven or of thirty."""
    counts = []
    for number in (11, 19):
        for _each in range(number):
            factories.adoption(sheet=sheet, structure=factories.structure())
        client.get(sheet.url)
        with pages_made() as made:
            client.get(f"{sheet.url}?x=1")
        counts.append(len(made))
    assert counts[0] == counts[1]
