"""Who reads what a structure says of trying a sheet, and what is counted of it."""

from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from practices.adoptions.queries import adoptions_by, adoptions_of, times_tried
from practices.models import Adoption
from tests import factories


def readings(adoption: Any, member: Any) -> list[bool]:
    """Found by its own rule, on the sheet, on the structure, in the count."""
    sheet, structure = adoption.sheet, adoption.structure
    return [
        Adoption.objects.visible_to(member).filter(pk=adoption.pk).exists(),
        adoption in adoptions_of(sheet=sheet, member=member),
        adoption in adoptions_by(structure=structure, member=member),
        times_tried([sheet.pk], member=member) == {sheet.pk: 1},
    ]


def test_everybody_reads_it_on_the_sheet_and_on_the_structure(tried: Any, outsider: Any) -> None:
    assert readings(tried, None) == readings(tried, outsider) == [True] * 4


@pytest.mark.parametrize("state", ["held_at", "removed_at", "withdrawn_at"])
def test_what_is_held_removed_or_withdrawn_is_read_and_counted_nowhere(
    tried: Any, facilitator: Any, state: str
) -> None:
    Adoption.objects.filter(pk=tried.pk).update(is_public=False, **{state: tried.created_at})

    assert readings(tried, None) == readings(tried, facilitator) == [False] * 4


def test_of_a_sheet_off_line_nobody_reads_anything(tried: Any, facilitator: Any) -> None:
    tried.sheet.unpublish()

    assert readings(tried, None)[0] is readings(tried, None)[2] is False
    assert readings(tried, facilitator)[0] is False


def test_of_a_structure_off_line_nobody_reads_anything(tried: Any, facilitator: Any) -> None:
    tried.structure.unpublish()

    for member in (None, facilitator):
        own, on_the_sheet, _, counted = readings(tried, member)
        assert [own, on_the_sheet, counted] == [False] * 3


@pytest.mark.parametrize("closed", ["sheet", "structure"])
def test_what_is_restricted_on_one_side_is_read_by_those_who_read_both(
    tried: Any, outsider: Any, facilitator: Any, closed: str
) -> None:
    PageViewRestriction.objects.create(page=getattr(tried, closed), restriction_type=PageViewRestriction.LOGIN)

    assert not readings(tried, None)[0]
    assert readings(tried, outsider) == readings(tried, facilitator) == [True] * 4


def test_a_list_of_sheets_is_counted_in_one_query(
    tried: Any, structure: Any, outsider: Any, django_assert_num_queries: Any
) -> None:
    sheets = [tried.sheet_id, *(factories.sheet(structure=structure).pk for _ in range(3))]
    factories.adoption(sheet=tried.sheet, structure=factories.structure())

    with django_assert_num_queries(1):
        assert times_tried(sheets, member=outsider) == {tried.sheet_id: 2}
    with django_assert_num_queries(0):
        assert times_tried([]) == {}
