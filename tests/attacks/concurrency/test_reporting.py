"""Something is reported while it is taken back, or while its author's account goes: no fault, and no word is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from community.comments.acts import withdraw
from community.models import Departure, Matter, Member, Notification, PeerComment, Report
from community.moderation.reporting import NothingToReport, report
from community.moderation.subjects import subject_of
from community.rights.departures import ask_to_leave
from community.rights.leaving import finish_departures
from practices.adoptions import acts as tries
from practices.models import PracticePage
from tests import factories
from tests.attacks.concurrency.threads import at_once, one_waits_for_the_other
from tests.community.comments.talk import say
from tests.community.moderation import hands

WORDS = Departure.Words


def told(thing: Any) -> None:
    """Report it, as it was read a moment ago."""
    subject = subject_of(thing)
    assert subject is not None
    said = {**hands.STRANGER, "reason": "image", "words": "On me voit."}
    report(thing=thing, subject=subject, member=None, said=said, form="formulaire", request=RequestFactory().get("/"))


def leave(member: Member, words: Any) -> None:
    ask_to_leave(member=member, words=words)
    Departure.objects.update(due_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_what_is_reported_just_after_its_author_s_account_went_is_reported_without_them(
    sheet: Any, outsider: Any
) -> None:
    said = say(sheet, outsider, "Un mot de trop")
    leave(outsider, WORDS.KEPT)
    assert finish_departures() == 1
    told(said)
    matter = Report.objects.get().matter
    assert (matter.author, matter.text) == (None, "Un mot de trop")


@pytest.mark.django_db(transaction=True)
def test_a_sheet_read_before_its_author_s_account_went_is_reported_without_them(site: Any) -> None:
    owner = factories.member()
    read = PracticePage.objects.get(pk=factories.sheet(structure=factories.structure(), owner=owner).pk)
    leave(owner, WORDS.KEPT)
    assert finish_departures() == 1
    told(read)
    assert Report.objects.get().matter.author is None


@pytest.mark.django_db(transaction=True)
def test_words_erased_with_an_account_are_not_kept_by_a_report_that_was_on_its_way(sheet: Any, outsider: Any) -> None:
    said = say(sheet, outsider, "Un mot de trop")
    leave(outsider, WORDS.ERASED)
    assert finish_departures() == 1
    with pytest.raises(NothingToReport):
        told(said)
    assert not Matter.objects.exists()
    assert not Notification.objects.filter(kind="report_received").exists()


@pytest.mark.django_db
def test_words_taken_back_are_not_kept_by_a_report_that_was_on_its_way(sheet: Any, outsider: Any) -> None:
    said = say(sheet, outsider, "Un mot de trop")
    read = PeerComment.objects.get(pk=said.pk)
    withdraw(comment=said, member=outsider)
    with pytest.raises(NothingToReport):
        told(read)
    assert not Matter.objects.exists()


@pytest.mark.django_db
def test_a_try_taken_back_is_not_kept_by_a_report_that_was_on_its_way(sheet: Any, outsider: Any) -> None:
    adoption = factories.adoption(
        sheet=sheet, structure=outsider.memberships.get().structure, member=outsider, happened="Tout."
    )
    tries.withdraw(adoption=adoption, member=outsider)
    with pytest.raises(NothingToReport):
        told(adoption)
    assert not Matter.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
@pytest.mark.parametrize("words", [WORDS.KEPT, WORDS.ERASED])
def test_who_reports_while_the_author_s_account_goes_is_answered(sheet: Any, words: Any) -> None:
    person = factories.member()
    said = say(sheet, person, "Un mot de trop")
    leave(person, words)
    answers: list[Any] = []

    def reported() -> None:
        answers.append(hands.report(Client(), said).status_code)

    assert one_waits_for_the_other(finish_departures, reported) == []
    assert not Member.objects.filter(pk=person.pk).exists()
    assert answers == [302 if words == WORDS.KEPT else 404]
    assert Report.objects.count() == (1 if words == WORDS.KEPT else 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_many_report_and_withdraw_and_leave_at_once_and_nothing_fails(sheet: Any) -> None:
    people = [factories.member() for _ in range(4)]
    said = [say(sheet, person, "Un mot de trop") for person in people]
    for person in people:
        leave(person, WORDS.ERASED)
    reports = [
        lambda one=one, number=number: hands.report(Client(), one, address=f"n{number}@exemple.test").status_code
        for number, one in enumerate(said * 3)
    ]
    answers, faults = at_once([*reports, finish_departures, finish_departures])
    assert faults == []
    assert set(answers[: len(reports)]) <= {302, 404}
    assert not Member.objects.filter(pk__in=[person.pk for person in people]).exists()
    assert not Matter.objects.exclude(text="").exists()
