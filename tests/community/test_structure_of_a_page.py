"""Which structure a page belongs to: one answer, which everybody who asks receives."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.contact.acts import structure_to_write_to
from community.models import StructurePage
from community.permissions import membership_for
from community.queries import name_structures
from practices.contributions.acts import drafts
from practices.contributions.queries import submission_of, waiting_for_review
from practices.models import PracticePage
from search.answering.queries import shown
from search.engines.language.plan import NOTHING_ASKED
from search.things.audience import surroundings
from search.things.registry import kind_named
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_sheet_belongs_to_the_structure_it_stands_below(sheet: Any, structure: Any) -> None:
    assert StructurePage.objects.above(sheet).get() == structure
    assert StructurePage.objects.above_each([sheet]) == {sheet.pk: structure}


def test_a_structure_belongs_to_none_and_is_itself_where_that_counts(structure: Any) -> None:
    assert not StructurePage.objects.above(structure).exists()
    assert StructurePage.objects.above_each([structure]) == {}
    assert StructurePage.objects.above(structure, inclusive=True).get() == structure
    assert StructurePage.objects.above_each([structure], inclusive=True) == {structure.pk: structure}


def test_a_page_beside_the_structures_belongs_to_none(site: Any, structure: Any) -> None:
    assert StructurePage.objects.above_each([site, structure.get_parent()], inclusive=True) == {}


def test_many_pages_cost_one_question_and_those_below_structures_in_hand_none(sheet: Any, structure: Any) -> None:
    other = factories.sheet(structure=factories.structure())
    with CaptureQueriesContext(connection) as asked:
        both = StructurePage.objects.above_each([sheet, other])
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        assert StructurePage.objects.above_each([sheet, other], known=both.values()) == both
    assert len(asked) == 0


def test_everybody_who_asks_receives_the_same_structure(
    sheet: Any, structure: Any, teammate: Any, outsider: Any
) -> None:
    PracticePage.objects.filter(pk=sheet.pk).update(contact_optin=True)
    named = PracticePage.objects.get(pk=sheet.pk)
    name_structures(pages=[named])
    place = membership_for(member=teammate, page=sheet)
    (found,) = shown(uids=[kind_named("fiche").uid(sheet.pk)], plan=NOTHING_ASKED, member=None)
    assert [
        named.get_parent(),
        place and place.structure,
        structure_to_write_to(page=named, sender=outsider),
        surroundings(page_ids=[sheet.pk]).structure(sheet.pk),
        found.structure,
    ] == [structure] * 5


def test_a_closed_account_is_of_no_team(sheet: Any, teammate: Any) -> None:
    assert membership_for(member=teammate, page=sheet)
    teammate.is_active = False
    assert membership_for(member=teammate, page=sheet) is None


def test_what_waits_for_review_names_the_structure_it_comes_from(sheet: Any, structure: Any, pilot: Any) -> None:
    sheet.title = "Le café du mercredi"
    sheet.save_revision(user=pilot)
    drafts.submit(page=sheet, member=pilot)
    (waiting,) = waiting_for_review()
    alone = submission_of(page=PracticePage.objects.get(pk=sheet.pk))
    assert alone
    assert (waiting.structure, alone.structure) == (structure, structure)
