"""Who finds what: the finding column of the access table, in results, counts, filters, extracts and close sheets."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from community.models import StructurePage
from practices.models import ConsentRecord, GlossaryPage, GlossaryTerm
from search.answering.queries import similar_sheets
from search.engines.base import Query
from search.page.forms import SearchForm
from search.things.audience import groups_of
from tests import factories
from tests.search.conftest import Index
from tests.search.talk import comment
from tests.the_index import get_engine

pytestmark = [pytest.mark.suite("visibility"), pytest.mark.usefixtures("each_engine"), pytest.mark.django_db]
WORD = "coquelicot"  # in no other text


def restrict(page: Page, *groups: Any) -> PageViewRestriction:
    kind = PageViewRestriction.GROUPS if groups else PageViewRestriction.LOGIN
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set(groups)
    return restriction


def counted(index: Index, member: Any) -> tuple[int, int, int]:
    """Results shown, total announced, and the count beside « fiche »."""
    answer = index.answer(WORD, member=member)
    return len(answer.results), answer.total, answer.facets["kind"].get("fiche", 0)


def test_a_live_sheet_is_found_by_everybody(index: Index, structure: Any, outsider: Any) -> None:
    sheet = factories.sheet(structure=structure, pitfalls=f"Le {WORD} avait fané.")
    index.sync()
    assert index.found(WORD) == [sheet] == index.found(WORD, member=outsider)
    assert counted(index, None) == (1, 1, 1)


def test_a_draft_is_found_by_nobody(index: Index, structure: Any, pilot: Any, facilitator: Any) -> None:
    factories.sheet(structure=structure, live=False, title=WORD)
    index.sync()
    for member in (None, pilot, facilitator):
        assert counted(index, member) == (0, 0, 0)


def test_changes_in_draft_leave_the_live_text_found(index: Index, sheet: Any, pilot: Any) -> None:
    index.sync()
    title = sheet.title
    sheet.title = WORD
    sheet.save_revision()
    index.sync()
    assert index.found(WORD, member=pilot) == []
    assert sheet in index.found(title)


def test_a_sheet_taken_off_line_is_gone_at_the_next_request(index: Index, sheet: Any) -> None:
    index.sync()
    assert sheet in index.found(sheet.title)
    sheet.unpublish()
    assert sheet not in index.found(sheet.title)  # the index does not know yet
    index.sync()
    assert index.answer(sheet.title).facets["kind"].get("fiche", 0) == 0


def test_sheets_below_a_structure_off_line_are_hidden_and_come_back(
    index: Index, structure: Any, facilitator: Any
) -> None:
    sheet = factories.sheet(structure=structure, title=WORD)
    index.sync()
    structure.unpublish()
    assert index.found(WORD) == []
    index.sync()
    assert counted(index, facilitator) == (0, 0, 0)
    StructurePage.objects.get(pk=structure.pk).save_revision().publish()
    index.sync()
    assert index.found(WORD) == [sheet]


def test_a_sheet_restricted_to_a_group_is_found_by_it_and_by_facilitators(
    index: Index, structure: Any, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    sheet = factories.sheet(structure=structure, title=WORD)
    restrict(sheet, outsider.groups.get())
    index.sync()
    for member in (outsider, facilitator):
        assert counted(index, member) == (1, 1, 1)
    for member in (None, pilot):
        assert counted(index, member) == (0, 0, 0)


def test_a_restriction_laid_afterwards_hides_at_once_then_leaves_the_counts(
    index: Index, structure: Any, pilot: Any
) -> None:
    factories.sheet(structure=structure, title=WORD)
    index.sync()
    restriction = restrict(structure)
    assert index.found(WORD) == []
    index.sync()
    assert counted(index, None) == (0, 0, 0)
    assert counted(index, pilot) == (1, 1, 1)
    restriction.delete()
    index.sync()
    assert counted(index, None) == (1, 1, 1)


def test_two_restrictions_let_in_those_whom_both_let_in(
    index: Index, structure: Any, pilot: Any, outsider: Any
) -> None:
    sheet = factories.sheet(structure=structure, title=WORD)
    restrict(structure)
    restrict(sheet, pilot.groups.get())
    index.sync()
    assert index.found(WORD, member=pilot) == [sheet]
    assert counted(index, outsider) == (0, 0, 0)


def test_of_two_restrictions_to_groups_only_whoever_is_in_a_group_of_both_finds(
    index: Index, structure: Any, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    sheet = factories.sheet(structure=structure, title=WORD)
    both = Group.objects.create(name="Comité")
    restrict(structure, pilot.groups.get(), both)
    restrict(sheet, outsider.groups.get(), both)
    in_both = factories.member()
    in_both.groups.add(both)
    index.sync()
    for member in (None, pilot, outsider):
        assert counted(index, member) == (0, 0, 0)
    for member in (in_both, facilitator):
        assert counted(index, member) == (1, 1, 1)


def test_a_comment_is_found_by_those_who_find_its_page(index: Index, structure: Any, pilot: Any, outsider: Any) -> None:
    sheet = factories.sheet(structure=structure)
    said = comment(page=sheet, member=pilot, text=f"Chez nous aussi, un {WORD}.")
    index.sync()
    assert index.found(WORD) == [said]
    restrict(sheet, pilot.groups.get())
    assert index.found(WORD, member=outsider) == []
    index.sync()
    assert index.answer(WORD, member=outsider).total == 0
    assert index.found(WORD, member=pilot) == [said]


def test_a_removed_comment_is_found_by_nobody(index: Index, sheet: Any, pilot: Any, facilitator: Any) -> None:
    said = comment(page=sheet, member=pilot, text=WORD)
    index.sync()
    said.is_removed = True
    said.save()
    assert index.found(WORD, member=facilitator) == []
    index.sync()
    assert index.answer(WORD, member=facilitator).total == 0


def test_definitions_are_found_while_the_glossary_is_on_line(index: Index) -> None:
    term = GlossaryTerm.objects.create(term=WORD, definition="Une fleur.")
    index.sync()
    assert index.found(WORD) == [term]
    GlossaryPage.objects.get().unpublish()
    assert index.found(WORD) == []
    index.sync()
    assert index.answer(WORD).total == 0


@pytest.mark.parametrize("fate", ["missing", "withdrawn", "ended", "to come"])
def test_a_testimonial_without_a_valid_consent_is_not_found(
    index: Index, structure: Any, pilot: Any, fate: str
) -> None:
    page = factories.testimonial(structure=structure, title=WORD)
    index.sync()
    assert index.found(WORD) == [page]
    consent = ConsentRecord.objects.get(testimonial=page)
    today = timezone.localdate()
    if fate == "missing":
        consent.delete()
    elif fate == "withdrawn":
        consent.withdrawn_at = timezone.now()
        consent.save()
    elif fate == "ended":
        consent.given_on, consent.expires_on = today - timedelta(days=9), today - timedelta(days=1)
        consent.save()
    else:
        consent.given_on = today + timedelta(days=1)
        consent.save()
    assert index.found(WORD, member=pilot) == []  # before the index knows
    index.sync()
    assert index.answer(WORD, member=pilot).total == 0


def test_a_consent_that_ends_leaves_the_counts_without_any_job(index: Index, structure: Any) -> None:
    page = factories.testimonial(structure=structure, title=WORD)
    index.sync()
    last_day = ConsentRecord.objects.get(testimonial=page).expires_on
    last_moment = timezone.make_aware(datetime.combine(last_day, time(23, 59)))
    assert get_engine().search(Query(text=WORD, now=last_moment)).total == 1
    assert get_engine().search(Query(text=WORD, now=last_moment + timedelta(minutes=1))).total == 0


def test_close_sheets_are_those_the_reader_may_open(index: Index, structure: Any, pilot: Any) -> None:
    text = "Le jardin partagé des framboisiers, arrosé par les voisines et les voisins."
    sheet, near, closed = (factories.sheet(structure=structure, title=f"{text} {n}", outcomes=text) for n in range(3))
    restrict(closed)
    index.sync()
    assert similar_sheets(sheet=sheet, member=None) == [near]
    assert set(similar_sheets(sheet=sheet, member=pilot)) == {near, closed}
    near.unpublish()
    assert near not in similar_sheets(sheet=sheet, member=None)


def test_the_page_of_a_sheet_shows_close_ones_to_those_who_may_open_them(
    client: Client, index: Index, structure: Any, pilot: Any
) -> None:
    text = "Le jardin partagé des framboisiers, arrosé par les voisines et les voisins."
    sheet, near, closed = (factories.sheet(structure=structure, title=f"{text} {n}", outcomes=text) for n in range(3))
    restrict(closed)
    index.sync()
    assert close_ones(client, sheet) == {near.url}
    client.force_login(pilot)
    assert close_ones(client, sheet) == {near.url, closed.url}


def close_ones(client: Client, sheet: Any) -> set[str]:
    page = BeautifulSoup(client.get(sheet.url).content, "html.parser")
    return {link["href"] for link in page.select('[aria-labelledby="pratiques-proches"] .card__link')}


def test_the_public_holds_one_token_and_a_facilitator_their_own(pilot: Any, facilitator: Any) -> None:
    assert groups_of(member=None) == ("public",)
    assert "facilitator" in groups_of(member=facilitator)
    assert groups_of(member=pilot) == ("public", "member", f"group:{pilot.groups.get().pk}")


def test_a_parcours_not_announced_is_not_named_by_a_filter(index: Index, structure: Any) -> None:
    hidden = factories.parcours(live=False, title="Parcours secret")
    factories.sheet(structure=structure, parcours=hidden, title=WORD)
    index.sync()
    form = SearchForm(data=QueryDict(f"parcours={hidden.slug}"), member=None)
    assert hidden.slug not in form.labels["parcours"]
    assert form.asked.selected == {}
