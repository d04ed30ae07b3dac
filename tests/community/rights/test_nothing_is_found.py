"""After somebody has left, each index is asked for them and read to its last word: nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.comments.acts import post
from community.models import Departure, Member
from community.rights.departures import ask_to_leave
from community.rights.leaving import finish_departures
from search.answering.queries import SearchRequest, find
from search.indexing.rebuild import rebuild
from search.models import IndexState
from tests import factories
from tests.community.rights.held import held_by
from tests.search.conftest import Index
from tests.search.conftest import index as index  # an index of its own

pytestmark = [pytest.mark.django_db, pytest.mark.suite("outbox")]
NAME, ADDRESS = "Élodie Vasseur-Dûment", "elodie.vasseur@exemple.test"
THEIRS = ("vasseur", "dument", "merlan")
"""What only they, or who named them, ever wrote: as it is typed, and as an index has it."""


@pytest.fixture
def leaver(structure: Any) -> Member:
    person = factories.member(structure=structure, role="pilot", display_name=NAME)
    Member.objects.filter(pk=person.pk).update(email=ADDRESS)
    person.refresh_from_db()
    return person


@pytest.fixture
def written(each_engine: str, index: Index, structure: Any, leaver: Any) -> Any:
    return named_and_corrected(each_engine, index, structure, leaver)


def named_and_corrected(engine: str, index: Index, structure: Any, leaver: Any) -> Any:
    """A sheet that named them once, and what they said below it, in an index that was built with both."""
    sheet = factories.sheet(structure=structure, owner=leaver, title="Le café du matin")
    sheet.pitfalls = f"Demandez à {NAME}, {ADDRESS}."
    sheet.save_revision(user=leaver).publish()
    post(page=sheet, member=leaver, text=f"Le merlan ouvre la porte. {NAME}, {ADDRESS}.")
    index.sync()
    rebuild(target=engine)
    assert index.found("merlan")
    assert {word for word in THEIRS if word in held_by(engine)} == set(THEIRS)
    sheet.pitfalls = "Demandez à l’accueil."
    sheet.save_revision(user=leaver).publish()
    return sheet


def gone(person: Member) -> None:
    ask_to_leave(member=person, words=Departure.Words.ERASED)
    Departure.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert finish_departures() == 1


def test_what_they_wrote_or_were_named_in_is_found_no_more(
    each_engine: str, index: Index, written: Any, leaver: Any, facilitator: Any
) -> None:
    gone(leaver)
    index.sync()
    for asked in (NAME, ADDRESS, "merlan", "Vasseur"):
        for member in (None, facilitator):
            answer = find(asked=SearchRequest(text=asked), member=member)
            assert [one.thing for one in answer.results] == [], asked


def test_after_the_days_care_the_files_of_the_index_hold_none_of_their_words(
    each_engine: str, index: Index, written: Any, leaver: Any
) -> None:
    gone(leaver)
    index.sync()
    call_command("search_erase")
    held = held_by(each_engine)
    assert [word for word in (*THEIRS, ADDRESS, NAME.lower(), "deleted documents") if word in held] == []
    assert written in index.found("café du matin")
    assert not IndexState.objects.exclude(remains_since=None).exists()


def test_where_nobody_has_left_no_index_is_built_anew(each_engine: str, index: Index, sheet: Any) -> None:
    index.sync()
    before = list(IndexState.objects.values())
    call_command("search_erase")
    assert list(IndexState.objects.values()) == before
