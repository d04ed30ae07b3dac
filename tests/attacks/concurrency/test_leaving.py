"""Two tabs, two clicks, two nights at once: one archive, one departure, and never half a person."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from community.comments.acts import locked, post, remove
from community.models import Archive, Decision, Departure, Member, PeerComment
from community.rights.archives import ask_for_archive, pack_all
from community.rights.departures import LastAdministrator, ask_to_leave, come_back
from community.rights.leaving import finish_departures
from tests import factories
from tests.attacks.concurrency.threads import at_once, one_waits_for_the_other

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
ERASED = Departure.Words.ERASED


@pytest.fixture
def leaver(site: Any) -> Any:
    return factories.member(structure=factories.structure(), role="pilot")


def test_two_tabs_leave_once(leaver: Any) -> None:
    _answers, faults = at_once([lambda: ask_to_leave(member=leaver, words=ERASED)] * 4)
    assert faults == []
    assert Departure.objects.count() == 1


def test_an_archive_asked_four_times_is_one_made_once(leaver: Any, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    _answers, faults = at_once([lambda: ask_for_archive(member=leaver)] * 4)
    assert faults == []
    _answers, faults = at_once([pack_all] * 4)
    assert faults == []
    assert Archive.objects.get().attempts == 1
    assert len(list((tmp_path / "archives").iterdir())) == 1


def test_a_comment_posted_while_its_author_leaves_is_theirs_and_goes(leaver: Any) -> None:
    sheet = factories.sheet(structure=leaver.memberships.get().structure, owner=leaver)
    _answers, faults = at_once(
        [
            lambda: ask_to_leave(member=leaver, words=ERASED),
            lambda: post(page=sheet, member=Member.objects.get(pk=leaver.pk), text="Un dernier mot"),
        ]
    )
    assert [fault for fault in faults if "Refused" not in repr(type(fault))] == []
    Departure.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert finish_departures() == 1
    assert not PeerComment.objects.exclude(comment="").exists()


@pytest.mark.parametrize("words", [Departure.Words.KEPT, ERASED])
def test_a_comment_removed_while_its_author_leaves_is_removed_and_its_words_go(leaver: Any, words: Any) -> None:
    facilitator = factories.member(is_facilitator=True)
    sheet = factories.sheet(structure=factories.structure())
    said = post(page=sheet, member=leaver, text="Un mot de trop")
    ask_to_leave(member=leaver, words=words)
    Departure.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    faults = one_waits_for_the_other(
        lambda: remove(comment=said, facilitator=facilitator, reason="Trop."), finish_departures
    )
    assert faults == []
    assert not Member.objects.filter(pk=leaver.pk).exists()
    said.refresh_from_db()
    assert (said.is_removed, said.withdrawn_by_author, said.comment) == (True, False, "")
    assert not Decision.objects.exclude(text="").exists()


def test_who_removes_and_who_leaves_hold_the_author_before_the_comment(leaver: Any) -> None:
    """Of two that wait for each other, PostgreSQL would refuse one."""
    facilitator = factories.member(is_facilitator=True)
    sheet = factories.sheet(structure=factories.structure())
    said = post(page=sheet, member=leaver, text="Un mot de trop")
    begun = threading.Event()

    def leave() -> None:
        with transaction.atomic():
            Member.objects.select_for_update().get(pk=leaver.pk)
            begun.set()
            time.sleep(0.5)
            locked(said)

    def take_away() -> None:
        assert begun.wait(timeout=20)
        remove(comment=said, facilitator=facilitator, reason="Trop.")

    _answers, faults = at_once([leave, take_away])
    assert faults == []


def test_who_is_refused_by_the_database_half_way_is_whole_and_goes_the_next_night(leaver: Any) -> None:
    """Of two who wait for each other, PostgreSQL refuses the one who has waited for a second."""
    sheet = factories.sheet(structure=factories.structure())
    said = post(page=sheet, member=leaver, text="Un dernier mot")
    ask_to_leave(member=leaver, words=ERASED)
    Departure.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    is_held = threading.Event()

    def in_the_other_order() -> None:
        with transaction.atomic():
            locked(said)
            is_held.set()
            time.sleep(0.7)
            Member.objects.select_for_update().get(pk=leaver.pk)

    def night() -> int:
        assert is_held.wait(timeout=20)
        return finish_departures()

    (_nothing, gone), faults = at_once([in_the_other_order, night])
    assert (faults, gone) == ([], 0)
    assert PeerComment.objects.get(id=said.pk).comment == "Un dernier mot"
    assert Departure.objects.get().begun_at is not None
    assert finish_departures() == 1
    assert PeerComment.objects.get(id=said.pk).comment == ""


def test_two_nights_at_once_forget_somebody_once(leaver: Any) -> None:
    ask_to_leave(member=leaver, words=ERASED)
    Departure.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    gone, faults = at_once([finish_departures] * 3)
    assert faults == []
    assert sum(gone) == 1
    assert not Member.objects.filter(pk=leaver.pk).exists()


def test_coming_back_while_the_night_begins_is_one_or_the_other(leaver: Any) -> None:
    departure = ask_to_leave(member=leaver, words=ERASED)
    Departure.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    (is_back, gone), faults = at_once([lambda: come_back(departure=departure), finish_departures])
    assert faults == []
    assert (bool(is_back), gone) in ((True, 0), (False, 1))
    assert Member.objects.filter(pk=leaver.pk, is_active=True).exists() is bool(is_back)


def test_of_the_last_two_administrators_one_stays(site: Any) -> None:
    two = [factories.member(is_superuser=True) for _ in range(2)]
    _answers, faults = at_once([lambda one=one: ask_to_leave(member=one, words=ERASED) for one in two])  # type: ignore[misc]
    assert [type(fault) for fault in faults] == [LastAdministrator]
    assert Member.objects.filter(is_superuser=True, is_active=True).count() == 1
