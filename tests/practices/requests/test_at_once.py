"""Many hands at the same instant: asked once, told once, marks and withdrawals that agree in the end."""

import uuid
from typing import Any

import pytest

from community.comments import acts as comments
from community.models import Matter
from practices.models import (
    HelpfulAnswer,
    Lever,
    PracticePage,
    PracticeRequestPage,
    ToldStructure,
    VisitorQuestion,
)
from practices.requests import acts, answers, sheets, telling, visitors
from practices.requests.forms import Words
from tests import factories
from tests.attacks.concurrency.threads import at_once
from tests.practices.requests.asking import asked, entraide

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_form_sent_six_times_at_once_asks_once(pilot: Any) -> None:
    entraide()
    token, words = uuid.uuid4(), Words(question="Qui a un four ?")
    _, faults = at_once([lambda: acts.ask(member=pilot, words=words, token=token)] * 6)
    assert faults == []
    assert PracticeRequestPage.objects.count() == 1


def test_a_question_confirmed_six_times_at_once_is_one_page(site: Any) -> None:
    entraide()
    row = VisitorQuestion.objects.create(address="n@exemple.test", name="Nadia", question="Qui a un four ?")
    _, faults = at_once([lambda: visitors.confirm(asked=row)] * 6)
    assert faults == []
    assert PracticeRequestPage.objects.count() == Matter.objects.count() == 1


def test_two_questions_told_at_once_by_two_processes_call_nobody_twice(pilot: Any) -> None:
    lever = Lever.objects.first()
    structure = factories.structure(title="La Clé")
    sheet = factories.sheet(structure=structure, owner=factories.member(structure=structure, role="pilot"))
    sheet.levers.set([lever])
    sheet.save_revision().publish()
    rows = [asked(member=pilot, question=f"Question {number} ?", levers=[lever]) for number in range(2)]
    _, faults = at_once([lambda row=row: telling.tell(question=row) for row in rows * 3])
    assert faults == []
    assert ToldStructure.objects.count() == 1
    assert sum(PracticeRequestPage.objects.values_list("told_count", flat=True)) == 1


def test_answers_marks_and_withdrawals_at_once_agree_in_the_end(pilot: Any, facilitator: Any) -> None:
    question = asked(member=pilot)
    people = [factories.member() for _ in range(6)]
    said = [comments.post(page=question, member=one, text=f"Voici, {one.pk}") for one in people]
    hands = [
        *[lambda one=one: answers.mark(comment=one, member=pilot) for one in said[:4]],
        *[lambda one=one: answers.mark(comment=one, member=facilitator) for one in said[:4]],
        *[
            lambda one=one, by=by: comments.withdraw(comment=one, member=by)
            for one, by in zip(said[:2], people, strict=False)
        ],
        *[lambda by=by: comments.post(page=question, member=by, text=f"Encore {by.pk}") for by in people],
    ]
    _, faults = at_once(hands)
    assert [fault for fault in faults if not isinstance(fault, answers.NotMarked)] == []
    row = PracticeRequestPage.objects.get(pk=question.pk)
    standing = HelpfulAnswer.objects.standing().filter(question=question)
    assert {mark.comment_id for mark in standing} == {said[2].pk, said[3].pk}
    assert row.answered
    assert not row.is_waiting
    _, faults = at_once([lambda one=one: answers.unmark(comment=one, member=pilot) for one in said[2:4] * 2])
    assert faults == []
    assert not PracticeRequestPage.objects.get(pk=question.pk).answered


def test_a_sheet_made_of_an_answer_six_times_at_once_is_one(pilot: Any, outsider: Any) -> None:
    answer = comments.post(page=asked(member=pilot), member=outsider, text="On le fait à deux.")
    _, faults = at_once([lambda: sheets.make_sheet(comment=answer, member=outsider)] * 6)
    assert faults == []
    assert PracticePage.objects.count() == 1
