"""A member asks: on line at once, once, under the right name."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from practices.models import Lever, PracticeRequestPage
from tests.practices.requests.asking import asked, entraide

pytestmark = pytest.mark.django_db
QUESTION = "Comment associer des personnes qui ne lisent pas à un règlement ?"


def send(client: Any, **typed: Any) -> Any:
    entraide()
    return client.post(reverse("ask_question"), {"question": QUESTION, **typed})


def test_a_question_is_on_line_at_once_with_its_revision_and_its_log(client: Any, pilot: Any, structure: Any) -> None:
    client.force_login(pilot)
    lever = Lever.objects.first()
    answer = send(client, tried="Une réunion.", looked_for="exemple", levers=[lever.pk], structure=structure.pk)
    question = PracticeRequestPage.objects.get()
    assert answer.url == question.get_url()
    assert question.live
    assert question.slug.startswith("comment-associer")
    assert (question.asker, question.structure.pk, question.owner) == (pilot, structure.pk, pilot)
    assert [one.pk for one in question.levers.all()] == [lever.pk]
    assert question.latest_revision.user == pilot
    assert PageLogEntry.objects.filter(page=question.pk, action="wagtail.publish", user=pilot).exists()
    page = client.get(answer.url).content.decode()
    assert all(words in page for words in (QUESTION[:40], "Une réunion.", "un exemple, même imparfait"))


def test_a_form_sent_twice_asks_once(client: Any, pilot: Any) -> None:
    client.force_login(pilot)
    token = "7e0b4b5e-3d3c-4f43-9f6a-0f1f6a1f2a11"
    assert send(client, token=token).url == send(client, token=token).url
    assert PracticeRequestPage.objects.count() == 1


def test_a_question_without_a_letter_has_an_address(client: Any, pilot: Any) -> None:
    client.force_login(pilot)
    assert send(client, question="🙂 ?").url.startswith("/entraide/question-")


def test_the_words_searched_for_are_the_first_draft(client: Any, pilot: Any) -> None:
    client.force_login(pilot)
    page = client.get(reverse("ask_question"), {"q": "café sans mots"}).content.decode()
    assert ">\ncafé sans mots</textarea>" in page


@pytest.mark.parametrize("typed", ["", "x" * 201])
def test_a_question_that_is_refused_keeps_what_was_typed(client: Any, pilot: Any, typed: str) -> None:
    client.force_login(pilot)
    page = send(client, question=typed, tried="Une réunion.").content.decode()
    assert all(words in page for words in ("Une réunion.", "est à revoir"))
    assert not PracticeRequestPage.objects.exists()


def test_nobody_asks_in_the_name_of_another_structure(client: Any, pilot: Any, outsider: Any) -> None:
    client.force_login(pilot)
    send(client, structure=outsider.memberships.get().structure_id)
    assert not PracticeRequestPage.objects.exists()


def test_a_version_restored_takes_nothing_of_what_became_of_a_question(pilot: Any) -> None:
    question = asked(member=pilot)
    first = question.latest_revision
    PracticeRequestPage.objects.filter(pk=question.pk).update(told_count=4, answered=True)
    first.publish()
    fresh = PracticeRequestPage.objects.get(pk=question.pk)
    assert (fresh.told_count, fresh.answered, fresh.asker) == (4, True, pilot)


def test_the_list_shows_it(client: Any, pilot: Any, structure: Any) -> None:
    question = asked(member=pilot, structure=structure)
    page = client.get(entraide().get_url()).content.decode()
    assert all(words in page for words in (question.title[:24], structure.title, "sans réponse"))


def test_without_a_page_entraide_nobody_types_for_nothing(client: Any, pilot: Any) -> None:
    entraide().unpublish()
    for person in (None, pilot):
        if person:
            client.force_login(person)
        answer = client.get(reverse("ask_question"))
        assert answer.status_code == 404
        assert "n’est pas en ligne sur ce site" in answer.content.decode().replace("\u00a0", " ")
        assert "<textarea" not in answer.content.decode()
    answer = send(client)
    assert QUESTION in answer.content.decode().replace("\u00a0", " ")
    assert "Il n’y a pas encore de page" in answer.content.decode().replace("\u00a0", " ")
    assert not PracticeRequestPage.objects.exists()
