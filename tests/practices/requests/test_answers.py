"""What answers change: a question waits no more, what helped is shown first, an answer becomes a sheet."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.comments import acts as comments
from community.comments import editing
from community.models import InvolvementLevel, Membership, Notification
from practices.models import (
    HelpfulAnswer,
    Lever,
    PracticePage,
    PracticeRequestPage,
    SheetFromAnswer,
    ToldStructure,
)
from practices.requests import acts, answers, sheets
from practices.requests.kept import questions_of
from tests import factories
from tests.practices.requests.asking import asked

pytestmark = pytest.mark.django_db
WORDS = "Nous avons joué le règlement.\n\nDix personnes, une scène par article.\n\nCe qui ne se joue pas est coupé."


@pytest.fixture
def question(pilot: Any, structure: Any) -> PracticeRequestPage:
    return asked(member=pilot, structure=structure, levers=list(Lever.objects.all()[:1]))


@pytest.fixture
def answer(question: PracticeRequestPage, outsider: Any) -> Any:
    return comments.post(page=question, member=outsider, text=WORDS)


def fresh(question: PracticeRequestPage) -> PracticeRequestPage:
    return PracticeRequestPage.objects.get(pk=question.pk)


def test_a_question_waits_until_somebody_else_answers(question: Any, pilot: Any, outsider: Any) -> None:
    comments.post(page=question, member=pilot, text="J’ajoute une précision.")
    assert fresh(question).is_waiting
    answer = comments.post(page=question, member=outsider, text=WORDS)
    assert not fresh(question).is_waiting
    comments.withdraw(comment=answer, member=outsider)
    assert fresh(question).is_waiting


def test_the_asker_hears_of_an_answer_once(question: Any, answer: Any, pilot: Any) -> None:
    told = Notification.objects.filter(recipient=pilot)
    assert [message.kind for message in told] == ["question_answered"]
    assert "Nous avons joué le règlement" in told.get().body


def test_a_mail_to_the_asker_that_has_not_left_says_an_answer_as_it_is_now(
    question: Any, answer: Any, pilot: Any, outsider: Any
) -> None:
    editing.edit(comment=answer, member=outsider, text="Nous avons chanté le règlement.")
    told = Notification.objects.get(recipient=pilot)
    assert "Nous avons chanté le règlement" in told.body
    assert "joué" not in told.body
    assert question.title in told.subject


def test_what_helped_is_shown_first_and_its_author_thanked_once(
    client: Any, question: Any, answer: Any, pilot: Any, outsider: Any
) -> None:
    comments.post(page=question, member=outsider, text="Une autre piste, plus longue à dire.")
    client.force_login(pilot)
    address = reverse("mark_answer", args=[answer.pk])
    for _turn in range(2):
        client.post(address)
    assert fresh(question).answered
    page = client.get(question.get_url()).content.decode()
    assert page.index("Ce qui a aidé") < page.index("Nous avons joué") < page.index("Une autre piste")
    client.post(address, {"undo": "1"})
    assert not fresh(question).answered
    client.post(address)
    assert HelpfulAnswer.objects.standing().count() == 1
    assert Notification.objects.filter(recipient=outsider, kind="answer_helped").count() == 1


def test_when_all_that_was_answered_helped_no_title_counts_what_is_left(
    client: Any, question: Any, answer: Any, pilot: Any
) -> None:
    answers.mark(comment=answer, member=pilot)
    page = client.get(question.get_url()).content.decode()
    assert "Pas d’autre réponse pour l’instant" in page
    assert "0 autre" not in " ".join(page.split())


def test_a_facilitator_marks_and_nobody_else(
    client: Any, question: Any, answer: Any, facilitator: Any, teammate: Any, outsider: Any
) -> None:
    address = reverse("mark_answer", args=[answer.pk])
    for person in (teammate, outsider):
        client.force_login(person)
        assert client.post(address).status_code == 404
    assert not HelpfulAnswer.objects.exists()
    client.force_login(facilitator)
    client.post(address)
    assert fresh(question).answered


def test_a_marked_answer_that_is_withdrawn_helped_nobody(question: Any, answer: Any, pilot: Any, outsider: Any) -> None:
    answers.mark(comment=answer, member=pilot)
    comments.withdraw(comment=answer, member=outsider)
    assert not fresh(question).answered
    assert answers.marked_answers(question) == []


def test_an_answer_becomes_a_draft_of_its_author_s_structure_once(
    client: Any, question: Any, answer: Any, outsider: Any
) -> None:
    client.force_login(outsider)
    address = reverse("sheet_from_answer", args=[answer.pk])
    first, second = client.post(address), client.post(address)
    sheet = PracticePage.objects.get()
    assert first.url == second.url == reverse("contributions:edit", args=[sheet.pk])
    assert sheet.get_parent().pk == outsider.memberships.get().structure_id
    assert not sheet.live
    draft = sheet.get_latest_revision_as_object()
    assert [str(step.value) for step in draft.steps] == WORDS.split("\n\n")
    assert question.title in draft.starting_point
    assert [lever.pk for lever in draft.levers.all()] == [lever.pk for lever in question.levers.all()]
    assert SheetFromAnswer.objects.get().question_id == question.pk


def test_a_sheet_is_offered_of_what_helped_and_of_what_is_long_enough_to_be_a_start(
    client: Any, question: Any, pilot: Any, outsider: Any
) -> None:
    short = comments.post(page=question, member=outsider, text="Nous aussi.")
    long = comments.post(page=question, member=outsider, text="mot " * (sheets.ENOUGH_TO_BEGIN // 4) + "fin")
    other = comments.post(page=question, member=outsider, text="m" * (sheets.ENOUGH_TO_BEGIN - 1))
    client.force_login(outsider)

    def offered() -> list[int]:
        page = client.get(question.get_url()).content.decode()
        return [one.pk for one in (short, long, other) if reverse("sheet_from_answer", args=[one.pk]) in page]

    assert offered() == [long.pk]
    answers.mark(comment=short, member=pilot)
    assert offered() == [short.pk, long.pk]
    assert client.post(reverse("sheet_from_answer", args=[short.pk])).status_code == 302
    answers.unmark(comment=short, member=pilot)
    again = client.post(reverse("sheet_from_answer", args=[short.pk]))
    assert again.url == reverse("contributions:edit", args=[PracticePage.objects.get().pk]), "the draft is found again"


def test_nobody_else_makes_a_sheet_of_an_answer(question: Any, answer: Any, pilot: Any, facilitator: Any) -> None:
    for person in (pilot, facilitator):
        with pytest.raises(sheets.NoSheet):
            sheets.make_sheet(comment=answer, member=person)


def test_a_colleague_of_another_structure_is_told_that_a_sheet_is_begun_elsewhere(
    client: Any, answer: Any, outsider: Any
) -> None:
    elsewhere = factories.structure(title="La Clé")
    Membership.objects.create(member=outsider, structure=elsewhere)
    sheet = sheets.make_sheet(comment=answer, member=outsider)
    colleague = factories.member(structure=elsewhere)
    client.force_login(colleague)
    pressed = client.post(reverse("sheet_from_answer", args=[answer.pk]), follow=True)
    assert pressed.status_code == 200
    assert "en fait déjà une fiche" in pressed.content.decode()
    assert sheet.title not in [page.title for page in PracticePage.objects.child_of(elsewhere)]


def test_a_sheet_born_of_an_answer_is_named_once_it_is_on_line(
    client: Any, question: Any, answer: Any, outsider: Any
) -> None:
    sheet = sheets.make_sheet(comment=answer, member=outsider)
    assert "Devenue une fiche" not in client.get(question.get_url()).content.decode()
    sheet = sheet.get_latest_revision_as_object()
    sheet.pitfalls = "Il a fallu deux essais."
    sheet.levels.set(InvolvementLevel.objects.all()[:1])
    sheet.save_revision().publish()
    assert "Devenue une fiche" in client.get(question.get_url()).content.decode()
    page = client.get(PracticePage.objects.get(pk=sheet.pk).get_url()).content.decode()
    assert question.get_url() in page


def test_an_answer_takes_few_queries_whatever_the_size_of_the_team(
    question: Any, structure: Any, outsider: Any, django_assert_max_num_queries: Any
) -> None:
    for _one in range(8):
        factories.member(structure=structure)
    comments.post(page=question, member=outsider, text="Un premier mot.")
    with django_assert_max_num_queries(30):
        comments.post(page=question, member=outsider, text=WORDS)


def test_the_acts_below_an_answer_say_nothing_of_a_question_that_was_withdrawn(
    client: Any, question: Any, answer: Any, pilot: Any, outsider: Any
) -> None:
    acts.withdraw(question=question, member=pilot)
    client.force_login(outsider)
    for act in ("mark_answer", "sheet_from_answer"):
        assert client.get(reverse(act, args=[answer.pk])).status_code == 404


def test_an_archive_names_no_question_of_others_that_was_withdrawn(
    question: Any, answer: Any, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    answers.mark(comment=answer, member=facilitator)
    ToldStructure.objects.create(question=question, structure=outsider.memberships.get().structure, member=facilitator)

    def said() -> str:
        return " ".join(text for part in questions_of(facilitator) for row in part.rows for text in row.values())

    assert said().count(question.title) == 2
    acts.withdraw(question=question, member=pilot)
    assert question.title not in said()


def test_who_reads_the_question_no_more_is_not_thanked_with_its_title(
    question: Any, answer: Any, facilitator: Any, outsider: Any
) -> None:
    restriction = PageViewRestriction.objects.create(page=question, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set([])
    answers.mark(comment=answer, member=facilitator)
    assert not Notification.objects.filter(recipient=outsider, kind="answer_helped").exists()
