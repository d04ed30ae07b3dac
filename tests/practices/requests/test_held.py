"""What is held is seen by whoever asked, and by facilitators; nobody else, anywhere."""

from typing import Any

import pytest
from django.urls import reverse

from community.models import Matter
from community.models.members import ReadBefore
from practices.models import PracticeRequestPage
from practices.requests import acts
from practices.requests.forms import Words
from tests.practices.requests.asking import asked, entraide

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(pilot: Any) -> PracticeRequestPage:
    type(pilot).objects.filter(pk=pilot.pk).update(read_before=ReadBefore.FIRST)
    pilot.refresh_from_db()
    return asked(member=pilot)


def test_a_first_question_waits_in_the_queue(held: PracticeRequestPage) -> None:
    assert not held.live
    assert Matter.objects.waiting().get().object_id == held.pk


def test_it_is_read_by_its_author_and_facilitators_alone(
    client: Any, held: PracticeRequestPage, pilot: Any, teammate: Any, outsider: Any, facilitator: Any
) -> None:
    address = held.get_url()
    seen = {}
    for person in (None, teammate, outsider, pilot, facilitator):
        client.logout()
        if person:
            client.force_login(person)
        seen[person and person.pk] = client.get(address).status_code
        assert (held.title[:20] in client.get(entraide().get_url()).content.decode()) is False
    assert seen == {None: 404, teammate.pk: 404, outsider.pk: 404, pilot.pk: 200, facilitator.pk: 200}


def test_its_author_reads_its_state(client: Any, held: PracticeRequestPage, pilot: Any) -> None:
    client.force_login(pilot)
    assert "En attente" in client.get(held.get_url()).content.decode()


def test_released_it_appears(client: Any, held: PracticeRequestPage, facilitator: Any) -> None:
    acts.release(thing=held, by=facilitator)
    assert client.get(held.get_url()).status_code == 200
    assert held.title[:20] in client.get(entraide().get_url()).content.decode()


def test_removed_it_stays_with_its_author(client: Any, held: PracticeRequestPage, facilitator: Any, pilot: Any) -> None:
    acts.remove(thing=held, by=facilitator, reason="Hors sujet.")
    assert client.get(held.get_url()).status_code == 404
    client.force_login(pilot)
    assert "retirée" in client.get(held.get_url()).content.decode()
    assert client.get(reverse("edit_question", args=[held.pk])).status_code == 404


def test_changed_while_it_waits_it_waits_with_its_new_words(client: Any, held: PracticeRequestPage, pilot: Any) -> None:
    client.force_login(pilot)
    client.post(reverse("edit_question", args=[held.pk]), {"question": "Autrement dite ?"})
    assert Matter.objects.waiting().get().text == "Autrement dite ?"
    now = PracticeRequestPage.objects.get(pk=held.pk)
    assert not now.live
    assert "Autrement dite" in client.get(now.get_url()).content.decode()


def test_one_changes_one_s_own_question_and_no_other(client: Any, pilot: Any, teammate: Any, facilitator: Any) -> None:
    question = asked(member=pilot)
    address = reverse("edit_question", args=[question.pk])
    for person in (teammate, facilitator):
        client.force_login(person)
        assert client.get(address).status_code == 404
    client.force_login(pilot)
    assert "Comment accueillir" in client.get(address).content.decode()
    client.post(address, {"question": "Comment accueillir sans parler ?", "tried": "Des dessins."})
    page = client.get(question.get_url()).content.decode()
    assert all(words in page for words in ("sans parler", "Des dessins."))


def test_withdrawn_it_is_gone_for_others(client: Any, pilot: Any) -> None:
    question = asked(member=pilot)
    client.force_login(pilot)
    client.post(reverse("withdraw_question", args=[question.pk]))
    assert "retirée" in client.get(question.get_url()).content.decode()
    client.logout()
    assert client.get(question.get_url()).status_code == 404


def test_withdrawn_while_it_waits_it_leaves_the_queue(
    client: Any, held: PracticeRequestPage, pilot: Any, facilitator: Any
) -> None:
    acts.withdraw(question=held, member=pilot)
    client.force_login(facilitator)
    client.get(reverse("moderation"))
    assert not Matter.objects.waiting().exists()


def test_the_address_of_a_question_that_nobody_has_seen_keeps_no_former_word(
    client: Any, held: PracticeRequestPage, pilot: Any, facilitator: Any
) -> None:
    former = held.slug
    for words in ("Comment accueillir sans nommer personne ?", "… ?"):
        acts.change(question=held, member=pilot, words=Words(question=words), structure=None)
        now = PracticeRequestPage.objects.get(pk=held.pk)
        assert now.slug != former
        assert now.url_path.endswith(f"/{now.slug}/")
        former = now.slug
    acts.change(question=held, member=pilot, words=Words(question="Comment accueillir ?"), structure=None)
    acts.release(thing=held, by=facilitator)
    shown = PracticeRequestPage.objects.get(pk=held.pk)
    assert shown.get_url().endswith("/comment-accueillir/")
    assert client.get(shown.get_url()).status_code == 200
    acts.change(question=shown, member=pilot, words=Words(question="Comment dire ?"), structure=None)
    assert PracticeRequestPage.objects.get(pk=held.pk).slug == "comment-accueillir"


def test_changed_while_it_waits_it_bears_its_new_words_in_the_queue(held: PracticeRequestPage, pilot: Any) -> None:
    acts.change(question=held, member=pilot, words=Words(question="Comment dire autrement ?"), structure=None)
    assert Matter.objects.waiting().get().title == "Comment dire autrement ?"
