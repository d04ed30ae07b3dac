"""Things that change what is said of others: the index hears of all that follows, without a check."""

from typing import Any

import pytest
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from wagtail.models import PageViewRestriction

from community.models import Participation, PeerComment, SiteDocument
from practices.models import EventReportPage, GlossaryPage, GlossaryTerm, PracticeAttachment, PracticePage
from search.indexing.drift import drift
from search.models import IndexChange
from search.things.subtree import SUBTREE
from tests import factories
from tests.search.conftest import Index

pytestmark = [pytest.mark.django_db, pytest.mark.suite("outbox")]
WORD = "coquelicot"


@pytest.fixture
def tool(sheet: Any) -> SiteDocument:
    """A poster that the sheet gives away under its own name."""
    document = factories.document(name=f"Affiche {WORD}.pdf")
    sheet.attachments.add(PracticeAttachment(document=document))
    sheet.save()  # as the form does: an attachment alone tells the index nothing
    return document


def test_a_tool_renamed_is_found_by_its_new_name_only(each_engine: str, index: Index, sheet: Any, tool: Any) -> None:
    index.sync()
    assert index.found(WORD) == [sheet]
    tool.title = "Affiche pivoine"
    tool.save()
    index.sync()
    assert (index.found(WORD), index.found("pivoine")) == ([], [sheet])


def test_a_tool_deleted_takes_its_words_along(each_engine: str, index: Index, sheet: Any, tool: Any) -> None:
    index.sync()
    tool.delete()
    index.sync()
    assert index.answer(WORD).total == 0
    assert drift(target=each_engine).is_clean


def test_a_new_document_that_nothing_carries_writes_nothing_down(index: Index, sheet: Any) -> None:
    index.sync()
    factories.document()
    assert not IndexChange.objects.exists()


def test_a_parcours_joined_left_or_deleted_is_told_of_what_names_it(index: Index, structure: Any, sheet: Any) -> None:
    parcours = factories.parcours()
    PracticePage.objects.filter(pk=sheet.pk).update(parcours=parcours)
    index.sync()
    row = Participation.objects.create(parcours=parcours, structure=structure)
    assert written_down() == {("structure", structure.pk)}
    index.sync()
    row.delete()
    assert written_down() == {("structure", structure.pk)}
    index.sync()
    parcours.delete()
    assert ("fiche", sheet.pk) in written_down()


def written_down() -> set[tuple[str, int]]:
    return set(IndexChange.objects.values_list("kind", "object_id"))


@pytest.mark.parametrize("by", ["restriction", "group"])
def test_a_restriction_given_another_group_is_heard_from_both_ends(
    index: Index, sheet: Any, pilot: Any, by: str
) -> None:
    rule = PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
    group = pilot.groups.get()
    index.sync()
    if by == "restriction":
        rule.groups.add(group)
    else:
        group.pageviewrestriction_set.add(rule)
    assert written_down() == {(SUBTREE, sheet.pk)}


@pytest.mark.parametrize("by", ["page", "tree"])
def test_the_glossary_deleted_takes_its_terms_out_of_the_totals(each_engine: str, index: Index, by: str) -> None:
    GlossaryTerm.objects.create(term=WORD, definition="Une fleur des champs.")
    index.sync()
    assert index.answer(WORD).total == 1
    page = GlossaryPage.objects.get()
    if by == "page":
        page.delete()
    else:
        page.get_parent().get_children().filter(pk=page.pk).delete()
    index.sync()
    assert index.answer(WORD).total == 0
    assert drift(target=each_engine).is_clean


def test_comments_follow_whatever_type_of_page_carries_them(
    each_engine: str, index: Index, pilot: Any, monkeypatch: Any
) -> None:
    """A third type opens a conversation, as the recipe says, by declaring the relation and nothing else."""
    monkeypatch.setattr(EventReportPage._meta, "private_fields", [GenericRelation(PeerComment)])
    report = factories.report()
    PeerComment.objects.create(
        content_type=ContentType.objects.get_for_model(EventReportPage),
        object_pk=str(report.pk),
        site_id=1,
        user=pilot,
        comment=f"Un {WORD} sur la table.",
    )
    index.sync()
    assert index.answer(WORD).total == 1
    PageViewRestriction.objects.create(page=report, restriction_type=PageViewRestriction.LOGIN)
    index.sync()
    assert index.answer(WORD).total == 0
    assert drift(target=each_engine).is_clean
