"""A visitor asks: a click confirms, a facilitator reads, answers come by mail, one press stops them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.comments import acts as comments
from community.models import Matter, Notification
from community.notifications.acts import deliver_all, deliver_express
from practices.models import PracticeRequestPage, VisitorQuestion
from practices.requests import acts, visitors
from tests.practices.requests.asking import entraide

pytestmark = pytest.mark.django_db
TYPED = {"question": "Qui a un bail pour une cuisine partagée ?", "name": "Nadia", "address": "nadia@exemple.test"}


@pytest.fixture
def without_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("community.requests.hurry.LEAST_SECONDS", -1)


def send(client: Any, **typed: Any) -> Any:
    entraide()
    page = client.get(reverse("ask_question")).content.decode()
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)
    return client.post(reverse("ask_question"), {**TYPED, "stamp": stamp[1] if stamp else "", **typed})


def link_in(message: Any, word: str) -> str:
    return re.search(rf"https?://[^/\s]+(/questions/{word}/\S+)", message.body)[1]  # type: ignore[index]


@pytest.fixture
def confirmed(client: Any, without_hurry: None) -> PracticeRequestPage:
    send(client)
    deliver_express()
    client.post(link_in(mail.outbox[-1], "confirmer"))
    return PracticeRequestPage.objects.get()


def test_nothing_is_shown_before_the_click(client: Any, without_hurry: None) -> None:
    assert send(client).url == reverse("question_sent")
    assert not PracticeRequestPage.objects.exists()
    deliver_express()
    message = mail.outbox[-1]
    assert message.to == ["nadia@exemple.test"]
    assert "cuisine" not in message.body
    page = client.get(link_in(message, "confirmer")).content.decode()
    assert "cuisine partagée" in page
    assert not PracticeRequestPage.objects.exists()


def test_confirmed_it_waits_for_a_facilitator_and_twice_is_once(client: Any, confirmed: Any) -> None:
    client.post(link_in(mail.outbox[-1], "confirmer"))
    assert PracticeRequestPage.objects.count() == Matter.objects.count() == 1
    assert not confirmed.live
    assert client.get(confirmed.get_url()).status_code == 404


def test_the_name_that_will_stand_beside_it_is_read_with_it(client: Any, confirmed: Any, facilitator: Any) -> None:
    client.force_login(facilitator)
    page = client.get(reverse("matter", args=[Matter.objects.get().pk])).content.decode()
    assert "Nom affiché" in page
    assert "Nadia" in page
    assert "Il a changé depuis" not in page


def test_answers_are_sent_and_one_press_stops_them(
    client: Any, confirmed: Any, facilitator: Any, pilot: Any, outsider: Any
) -> None:
    acts.release(thing=confirmed, by=facilitator)
    page = Client().get(confirmed.get_url()).content.decode()
    assert "Nadia" in page
    assert "nadia@exemple.test" not in page
    question = PracticeRequestPage.objects.get()
    comments.post(page=question, member=pilot, text="Oui, nous avons un bail.")
    deliver_all()
    answer = mail.outbox[-1]
    assert answer.to == ["nadia@exemple.test"]
    assert "nous avons un bail" in answer.body
    assert question.get_url() in answer.body
    client.post(link_in(answer, "oublier"))
    assert not VisitorQuestion.objects.exists()
    sent = len(mail.outbox)
    comments.post(page=question, member=outsider, text="Nous aussi, depuis deux ans.")
    deliver_all()
    assert len(mail.outbox) == sent
    assert client.get(confirmed.get_url()).status_code == 200


def test_forgotten_before_it_is_read_it_is_withdrawn(client: Any, confirmed: Any) -> None:
    client.post(link_in(mail.outbox[-1], "oublier"))
    assert PracticeRequestPage.objects.get().withdrawn_at is not None


def test_an_answer_removed_meanwhile_is_not_sent(confirmed: Any, facilitator: Any, pilot: Any) -> None:
    acts.release(thing=confirmed, by=facilitator)
    answer = comments.post(page=PracticeRequestPage.objects.get(), member=pilot, text="À retirer.")
    comments.withdraw(comment=answer, member=pilot)
    sent = len(mail.outbox)
    deliver_all()
    assert not any("À retirer" in message.body for message in mail.outbox[sent:])


def test_a_robot_is_asked_again_and_nothing_is_written(client: Any) -> None:
    assert "est à revoir" in send(client, site_web="http://x").content.decode()
    assert "est à revoir" in send(client).content.decode()  # at once: nobody reads so fast
    assert not VisitorQuestion.objects.exists()


def test_a_click_while_entraide_is_off_line_loses_nothing(client: Any, without_hurry: None) -> None:
    send(client)
    deliver_express()
    link = link_in(mail.outbox[-1], "confirmer")
    entraide().unpublish()
    assert "n’est pas en ligne sur ce site" in client.post(link).content.decode().replace("\u00a0", " ")
    entraide().get_latest_revision_as_object().save_revision().publish()
    assert client.post(link).url == link
    assert PracticeRequestPage.objects.count() == 1


def test_an_address_is_forgotten_after_thirteen_months_and_a_question_not_confirmed_after_a_week(
    client: Any, confirmed: Any
) -> None:
    VisitorQuestion.objects.update(asked_at=timezone.now() - timedelta(days=397))
    assert visitors.forget_old_ones() == 1
    assert PracticeRequestPage.objects.exists()


@pytest.mark.parametrize("word", ["confirm_question", "forget_question"])
def test_a_link_made_up_opens_nothing(client: Any, confirmed: Any, word: str) -> None:
    number = VisitorQuestion.objects.get().pk
    client.post(reverse(word, args=[f"{number}-{'0' * 64}"]))
    assert VisitorQuestion.objects.exists()


def test_a_member_whose_session_ended_signs_in_and_finds_their_words(client: Any, site: Any) -> None:
    entraide()
    answer = client.post(reverse("ask_question"), {"question": "Mes mots ?", "token": ""})
    assert reverse("account_login") in answer.url
    assert Notification.objects.count() == 0
