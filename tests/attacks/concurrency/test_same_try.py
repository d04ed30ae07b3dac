"""Many people of one structure say, correct and take back the same try at once: one row, one mail, nothing lost."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from community.models import Matter, Notification
from practices.adoptions import acts
from practices.adoptions.moderating import release, remove
from practices.models import Adoption
from tests import factories
from tests.attacks.concurrency.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


@pytest.fixture
def team(sheet: Any, site: Any) -> tuple[Any, list[Any]]:
    """A structure that tried the sheet, and its people."""
    structure = factories.structure()
    return structure, [factories.member(structure=structure) for _ in range(AT_ONCE)]


def words(number: int) -> acts.TryWords:
    return acts.TryWords(tried_on=date(2026, 3, 1), changed=f"Version {number}.")


def say_all(sheet: Any, team: tuple[Any, list[Any]]) -> tuple[list[Any], list[Exception]]:
    structure, people = team
    return at_once(
        [
            partial(acts.say, sheet=sheet, structure=structure, member=member, words=words(number))
            for number, member in enumerate(people)
        ]
    )


def test_of_many_who_say_it_at_once_one_is_kept_and_the_others_are_shown_it(sheet: Any, team: Any) -> None:
    answers, faults = say_all(sheet, team)

    adoption = Adoption.objects.get()
    assert [answer for answer in answers if answer] == [adoption]
    assert {type(fault) for fault in faults} == {acts.AlreadySaid}
    assert len(faults) == AT_ONCE - 1
    assert {fault.adoption for fault in faults} == {adoption}
    assert Notification.objects.filter(kind="sheet_tried").count() == 1  # the sheet's team is one pilot


def test_of_many_who_say_again_what_was_taken_back_one_is_kept(sheet: Any, team: Any) -> None:
    structure, people = team
    first = acts.say(sheet=sheet, structure=structure, member=people[0], words=words(9))
    acts.withdraw(adoption=first, member=people[0])

    _answers, faults = say_all(sheet, team)
    assert len(faults) == AT_ONCE - 1
    assert Adoption.objects.get().is_public
    assert Notification.objects.filter(kind="sheet_tried").count() == 1


def test_of_many_corrections_at_once_one_counts_and_the_others_are_told(sheet: Any, team: Any) -> None:
    structure, people = team
    adoption = acts.say(sheet=sheet, structure=structure, member=people[0], words=words(9))
    corrections = [
        partial(acts.correct, adoption=adoption, member=member, words=words(number), seen="-")
        for number, member in enumerate(people)
    ]
    answers, faults = at_once(corrections)

    adoption.refresh_from_db()
    assert [answer.changed for answer in answers if answer] == [adoption.changed]
    assert [type(fault) for fault in faults] == [acts.SaidOtherwise] * (AT_ONCE - 1)


def test_taken_back_corrected_and_removed_at_once_it_is_whole_in_one_state(
    sheet: Any, team: Any, facilitator: Any
) -> None:
    structure, people = team
    adoption = acts.say(sheet=sheet, structure=structure, member=people[0], words=words(9))
    _answers, faults = at_once(
        [
            partial(acts.withdraw, adoption=adoption, member=people[0]),
            partial(acts.correct, adoption=adoption, member=people[1], words=words(1), seen="-"),
            partial(remove, adoption, facilitator, "Un nom."),
            partial(acts.withdraw, adoption=adoption, member=people[2]),
        ]
    )

    assert {type(fault) for fault in faults} <= {acts.SaidOtherwise}
    adoption.refresh_from_db()
    assert adoption.withdrawn_at
    assert (adoption.words, adoption.member, adoption.is_public) == ("", None, False)


def test_released_many_times_at_once_it_is_told_once(sheet: Any, team: Any, facilitator: Any) -> None:
    structure, people = team
    people[0].read_before = "first"
    people[0].save()
    adoption = acts.say(sheet=sheet, structure=structure, member=people[0], words=words(9))
    assert Matter.objects.held().count() == 1

    _answers, faults = at_once([partial(release, adoption, facilitator)] * AT_ONCE)
    assert faults == []
    assert Notification.objects.filter(kind="sheet_tried").count() == 1
