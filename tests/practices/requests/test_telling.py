"""Who is told of a question: the structures that have practice, at most six, nobody twice a week."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from community.comments.acts import post
from community.models import Notification
from practices.models import Lever, PracticeRequestPage, ToldStructure
from practices.requests import acts, finder, telling
from practices.requests.forms import Words
from practices.requests.telling import SAYING_IT, tell_all
from tests import factories
from tests.practices.requests.asking import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def lever(site: Any) -> Any:
    return Lever.objects.first()


def with_a_sheet(lever: Any, title: str, people: int = 1) -> Any:
    structure = factories.structure(title=title)
    team = [factories.member(structure=structure, role="pilot") for _one in range(people)]
    sheet = factories.sheet(structure=structure, owner=team[0])
    sheet.levers.set([lever])
    sheet.save_revision().publish()
    return structure


def told() -> list[str]:
    return sorted(ToldStructure.objects.values_list("structure__title", flat=True))


def test_structures_with_practice_on_the_lever_are_told_and_counted(client: Any, pilot: Any, lever: Any) -> None:
    with_a_sheet(lever, "La Clé")
    with_a_sheet(Lever.objects.last(), "Ailleurs")
    question = asked(member=pilot, levers=[lever])
    tell_all()
    assert told() == ["La Clé"]
    message = Notification.objects.get(kind="question_for_you")
    assert question.get_url() in message.body
    page = client.get(question.get_url()).content.decode()
    assert "1 structure qui a de la pratique" in page
    assert "La Clé" not in page.split("Prévenues")[1].split("</div>")[0]


def test_a_question_is_told_once(pilot: Any, lever: Any) -> None:
    with_a_sheet(lever, "La Clé")
    asked(member=pilot, levers=[lever])
    tell_all()
    tell_all()
    assert ToldStructure.objects.count() == 1


def test_at_most_six_structures_are_told(pilot: Any, lever: Any) -> None:
    for number in range(8):
        with_a_sheet(lever, f"Structure {number}")
    question = asked(member=pilot, levers=[lever])
    tell_all()
    assert len(set(told())) == 6
    assert PracticeRequestPage.objects.get(pk=question.pk).told_count == 6


def test_a_large_team_is_not_called_whole(pilot: Any, lever: Any) -> None:
    with_a_sheet(lever, "Grande équipe", people=5)
    asked(member=pilot, levers=[lever])
    tell_all()
    assert ToldStructure.objects.count() == telling.MOST_PEOPLE


def test_nobody_is_told_of_two_questions_in_a_week(pilot: Any, lever: Any) -> None:
    with_a_sheet(lever, "La Clé")
    asked(member=pilot, levers=[lever])
    tell_all()
    asked(member=pilot, question="Et pour le ménage ?", levers=[lever])
    tell_all()
    assert ToldStructure.objects.count() == 1
    ToldStructure.objects.update(told_at=timezone.now() - timedelta(days=8))
    third = asked(member=pilot, question="Et pour les courses ?", levers=[lever])
    tell_all()
    assert ToldStructure.objects.filter(question=third).exists()


def test_the_asker_and_their_structure_are_not_told(pilot: Any, structure: Any, lever: Any) -> None:
    sheet = factories.sheet(structure=structure, owner=pilot)
    sheet.levers.set([lever])
    sheet.save_revision().publish()
    asked(member=pilot, structure=structure, levers=[lever])
    tell_all()
    assert told() == []


def test_a_question_that_is_held_tells_nobody(pilot: Any, lever: Any) -> None:
    with_a_sheet(lever, "La Clé")
    type(pilot).objects.filter(pk=pilot.pk).update(read_before="first")
    pilot.refresh_from_db()
    question = asked(member=pilot, levers=[lever])
    tell_all()
    assert not question.live
    assert told() == []


@pytest.mark.parametrize("act", ["withdrawn", "removed", "held", "unpublished in the admin", "deleted"])
def test_a_mail_that_has_not_left_says_nothing_of_a_question_that_is_off_line(
    act: str, pilot: Any, outsider: Any, facilitator: Any, lever: Any
) -> None:
    with_a_sheet(lever, "La Clé")
    question = asked(member=pilot, levers=[lever])
    tell_all()
    post(page=question, member=outsider, text="Nous avons joué le règlement.")
    assert {row.kind for row in Notification.objects.waiting()} >= {"question_for_you", "question_answered"}
    if act == "withdrawn":
        acts.withdraw(question=question, member=pilot)
    elif act == "removed":
        acts.remove(thing=question, by=facilitator, reason="Hors sujet")
    elif act == "unpublished in the admin":
        Page.objects.get(pk=question.pk).specific.unpublish(user=facilitator)
    elif act == "deleted":
        Page.objects.get(pk=question.pk).delete(user=facilitator)
    else:
        words = Words(question="Un, deux, trois ?", tried="https://a.test https://b.test https://c.test")
        acts.change(question=question, member=pilot, words=words, structure=None)
    address = question.get_url()
    said = [row for row in Notification.objects.waiting() if row.kind in SAYING_IT]
    assert not [row for row in said if address in row.body]


def test_a_mail_that_has_not_left_says_a_question_as_it_is_asked_now(pilot: Any, lever: Any) -> None:
    with_a_sheet(lever, "La Clé")
    question = asked(member=pilot, levers=[lever], question="Comment accueillir sans mots ?")
    tell_all()
    words = Words(question="Comment accueillir en peu de mots ?", tried="Des dessins.", levers=(lever.pk,))
    acts.change(question=question, member=pilot, words=words, structure=None)
    mail = Notification.objects.waiting().filter(kind="question_for_you").get()
    assert "en peu de mots" in mail.subject
    assert "Des dessins." in mail.body
    assert "Comment accueillir sans mots" not in mail.body


def test_a_question_changed_while_one_looks_for_who_may_answer_is_told_in_its_new_words(
    pilot: Any, lever: Any, monkeypatch: Any
) -> None:
    with_a_sheet(lever, "La Clé")
    question = asked(member=pilot, levers=[lever], question="Comment accueillir sans mots ?")
    words = Words(question="Comment accueillir en peu de mots ?", levers=(lever.pk,))

    def changed_meanwhile(**_: Any) -> list[int]:
        acts.change(question=question, member=pilot, words=words, structure=None)
        return []

    monkeypatch.setattr(finder, "_finders", [changed_meanwhile])
    tell_all()
    assert "en peu de mots" in Notification.objects.waiting().get(kind="question_for_you").subject
