"""SQL that is written once says what Django would write each time, whoever asks and wherever it is put."""

from typing import Any

import pytest
from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page, PageViewRestriction

from community import visibility
from community.models import Membership, StructurePage
from community.visibility import visible_to
from community.written_once import Given, question
from practices.models import PracticePage
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_rule_holds_inside_other_questions(structure: Any, sheet: Any, pilot: Any) -> None:
    """Where its tables and those around it would have the same names."""
    hidden = factories.structure(live=False)
    factories.member(structure=hidden)
    below = Page.objects.filter(path__startswith=OuterRef("path"), depth=OuterRef("depth") + 1)
    named = Membership.objects.filter(structure__in=StructurePage.objects.visible_to(None))
    with_pages = StructurePage.objects.visible_to(None).filter(Exists(visible_to(below, None)))
    assert [one.member for one in named] == [pilot]
    assert list(with_pages) == [structure]
    assert visible_to(Page.objects.filter(pk__in=PracticePage.objects.visible_to(None)), None).get().pk == sheet.pk


def test_the_rule_can_be_said_of_each_page(structure: Any, sheet: Any) -> None:
    draft = factories.sheet(structure=structure, live=False)
    rows = Page.objects.filter(pk__in=[sheet.pk, draft.pk]).annotate(is_seen=visibility.seen_by(None))
    assert {page.pk: page.is_seen for page in rows} == {sheet.pk: True, draft.pk: False}


def test_what_is_written_names_nobody(structure: Any, sheet: Any, teammate: Any, outsider: Any) -> None:
    """Two members share the text; each is asked about with their own groups."""
    rule = PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
    rule.groups.set(teammate.groups.all())
    for person, seen in ((teammate, [sheet]), (outsider, []), (teammate, [sheet])):
        assert list(PracticePage.objects.visible_to(person)) == seen
    assert visibility.seen_by(teammate).text is visibility.seen_by(outsider).text


def test_a_condition_added_later_counts_at_once(sheet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PracticePage.objects.visible_to(None).exists()
    monkeypatch.setattr(visibility, "_conditions", [*visibility._conditions, lambda: Q(title="Une autre")])
    assert not PracticePage.objects.visible_to(None).exists()


def test_a_question_is_asked_about_what_is_given(structure: Any, sheet: Any) -> None:
    other = factories.sheet(structure=structure)
    asked = question(PracticePage.objects.filter(pk=Given("sheet")).order_by().values_list("pk", "title"))
    assert asked.rows(sheet=sheet.pk) == [(sheet.pk, sheet.title)]
    assert asked.rows(sheet=other.pk) == [(other.pk, other.title)]
    assert asked.rows(sheet=0) == []


def test_a_person_sees_as_the_public_only_while_nothing_is_restricted(structure: Any, outsider: Any) -> None:
    assert visibility.sees_as_the_public(None)
    assert visibility.sees_as_the_public(outsider)
    PageViewRestriction.objects.create(page=structure, restriction_type=PageViewRestriction.LOGIN)
    assert visibility.sees_as_the_public(None)
    assert not visibility.sees_as_the_public(outsider)
