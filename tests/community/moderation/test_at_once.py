"""Several hands at once on one thing: nothing lost, nothing done twice, nobody kept waiting by a knot of locks."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Decision, Matter, Notification, Report
from community.moderation.deciding import AlreadyDecided, ChangedMeanwhile, decide, seen_in
from community.moderation.queue import shown_of
from tests import factories
from tests.community.moderation import hands
from tests.community.requests.asking import stamp
from tests.community.requests.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def seen(matter: Matter) -> str:
    [shown] = shown_of([matter])
    return seen_in(matter=matter, thing=shown.thing, subject=shown.subject)


def test_of_two_facilitators_at_once_the_first_decides_and_the_second_is_told(sheet: Any, facilitator: Any) -> None:
    hands.report(Client(), sheet)
    matter, other = Matter.objects.get(), factories.member(is_facilitator=True)
    read = seen(matter)
    results = at_once(
        lambda: decide(matter=matter, by=facilitator, what=Decision.What.REMOVED, sentence="Une image.", seen=read),
        lambda: decide(matter=matter, by=other, what=Decision.What.LEFT, sentence="Rien à dire.", seen=read),
    )
    assert {type(result) for result in results} == {Decision, AlreadyDecided}
    assert Decision.objects.count() == 1
    assert Notification.objects.filter(kind="report_answered").count() == 1


def test_one_facilitator_who_presses_many_times_decides_once(sheet: Any, facilitator: Any) -> None:
    hands.report(Client(), sheet)
    matter = Matter.objects.get()
    read = seen(matter)
    results = at_once(
        *[lambda: decide(matter=matter, by=facilitator, what=Decision.What.REMOVED, sentence="Non.", seen=read)] * 6
    )
    assert {result.pk for result in results} == {Decision.objects.get().pk}
    assert Notification.objects.filter(kind="text_removed").count() == 1


def test_what_is_reported_while_it_is_decided_is_read_before_or_opens_a_new_row(sheet: Any, facilitator: Any) -> None:
    for number in range(4):
        hands.report(Client(), sheet, words=f"Tour {number}", address=f"n{number}@exemple.test")
        matter = Matter.objects.open().get()
        read = seen(matter)
        decided, _answer = at_once(
            lambda matter=matter, read=read: decide(
                matter=matter, by=facilitator, what=Decision.What.LEFT, sentence="Rien.", seen=read
            ),
            lambda number=number: hands.report(Client(), sheet, words="Aussi", address=f"m{number}@exemple.test"),
        )
        late = Report.objects.get(address=f"m{number}@exemple.test")
        assert late.matter.closed_at is None  # decided before they came, or not decided
        assert isinstance(decided, Decision | ChangedMeanwhile)
        Matter.objects.open().delete()


def test_many_who_report_at_once_make_one_row_of_the_queue(sheet: Any) -> None:
    def one(number: int) -> int:
        sent = {"stamp": stamp(), **hands.SAID, "name": "N.", "address": f"personne{number}@exemple.test"}
        return int(Client().post(reverse("report", args=["fiche", sheet.pk]), sent).status_code)

    answers = at_once(*[lambda number=number: one(number) for number in range(8)])
    assert set(answers) == {302}
    assert Matter.objects.count() == 1
    assert Report.objects.count() == Notification.objects.filter(kind="report_received").count() == 8


def test_what_is_held_and_reported_and_decided_at_once_leaves_no_row_open_twice(
    sheet: Any, pilot: Any, facilitator: Any
) -> None:
    matter = hands.held(sheet, pilot)
    read = seen(matter)
    results = at_once(
        lambda: decide(matter=matter, by=facilitator, what=Decision.What.RELEASED, sentence="Merci.", seen=read),
        lambda: hands.held(sheet, pilot),
        lambda: hands.report(Client(), sheet),
    )
    faults = [result for result in results if isinstance(result, Exception)]
    assert {type(fault) for fault in faults} <= {ChangedMeanwhile}  # reported just before: whoever decides reads it
    assert Matter.objects.open().about(subject="fiche", object_id=sheet.pk).count() <= 1
