"""What a check compares: not only which things an index holds, but what it holds of each one."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.models import PeerComment
from practices.models import ConsentRecord, Lever, PracticePage
from search.indexing.drift import drift, repair
from search.models import IndexChange, IndexState
from search.things.documents import every_document
from search.which_engine import EMBEDDED
from tests import factories
from tests.search.conftest import Index
from tests.search.talk import comment
from tests.the_index import get_engine

pytestmark = pytest.mark.django_db
WORD = "coquelicot"
on_each_engine = pytest.mark.suite("outbox")


def reword(sheet: Any, _testimonial: Any) -> Any:
    PracticePage.objects.filter(pk=sheet.pk).update(summary=f"Un {WORD} dans la cour.")
    return sheet


def restrict(sheet: Any, _testimonial: Any) -> Any:
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=sheet, restriction_type="login")])
    return sheet


def rename_its_lever(sheet: Any, _testimonial: Any) -> Any:
    lever = Lever.objects.create(name="Hospitalité", slug="hospitalite")
    sheet.lever_items.update(tag=lever)
    return sheet


def end_its_consent(_sheet: Any, testimonial: Any) -> Any:
    ConsentRecord.objects.filter(testimonial=testimonial).update(expires_on=timezone.localdate() + timedelta(days=9))
    return testimonial


@on_each_engine
@pytest.mark.parametrize("unheard_of", [reword, restrict, rename_its_lever, end_its_consent])
def test_what_changed_without_the_index_is_seen_and_healed(
    each_engine: str, index: Index, structure: Any, unheard_of: Any
) -> None:
    sheet, testimonial = factories.sheet(structure=structure), factories.testimonial(structure=structure)
    index.sync()
    assert drift(target=each_engine).is_clean
    changed = unheard_of(sheet, testimonial)  # as a version of the site would that records nothing for this index
    found = drift(target=each_engine)
    kind = "fiche" if changed is sheet else "temoignage"
    assert found.outdated == {f"{kind}:{changed.pk}"}
    assert (found.missing, found.ghosts, found.is_clean) == (frozenset(), frozenset(), False)
    assert IndexState.objects.get(target=each_engine).missing == 1
    assert repair(target=each_engine).is_clean
    assert IndexState.objects.get(target=each_engine).missing == 0
    assert get_engine().digests() == {document.uid: document.digest for document in every_document()}


def test_an_index_lost_while_it_is_mended_is_built_anew(index: Index, sheet: Any, settings: Any) -> None:
    index.sync()
    reword(sheet, None)

    def lose_it(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("INSERT") and IndexChange._meta.db_table in sql:  # compared, and about to be written
            (pointer,) = Path(settings.SEARCH_INDEX_DIR).glob("*/current")
            pointer.unlink()
        return execute(sql, *rest)

    with connection.execute_wrapper(lose_it):
        assert repair(target=EMBEDDED).is_clean
    assert index.found(WORD) == [sheet]


def test_a_page_healed_is_found_by_what_it_says_now(index: Index, sheet: Any) -> None:
    index.sync()
    reword(sheet, None)
    assert index.found(WORD) == []
    repair(target=EMBEDDED)
    assert index.found(WORD) == [sheet]


def test_a_page_restricted_unheard_of_leaves_the_counts_once_healed(index: Index, sheet: Any) -> None:
    index.sync()
    restrict(sheet, None)
    assert index.answer(selected={"kind": ("fiche",)}).total == 1
    repair(target=EMBEDDED)
    assert index.answer(selected={"kind": ("fiche",)}).total == 0


def test_a_comment_hidden_unheard_of_changes_its_page_too(index: Index, sheet: Any, pilot: Any) -> None:
    said = comment(page=sheet, member=pilot, text="Chez nous aussi.")
    index.sync()
    PeerComment.objects.filter(pk=said.pk).update(is_public=False)
    found = drift(target=EMBEDDED)
    assert (found.ghosts, found.outdated) == ({f"commentaire:{said.pk}"}, {f"fiche:{sheet.pk}"})
    assert repair(target=EMBEDDED).is_clean


def test_comparing_more_pages_asks_no_more_questions(index: Index, structure: Any) -> None:
    asked = []
    for _more in range(2):
        for _page in range(3):
            factories.sheet(structure=structure)
        index.sync()
        drift(target=EMBEDDED)
        with CaptureQueriesContext(connection) as questions:
            drift(target=EMBEDDED)
        asked.append(len(questions))
    assert asked[0] == asked[1]
