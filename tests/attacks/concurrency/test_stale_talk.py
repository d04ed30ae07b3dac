"""Two acts on one text, the second begun before the first ended: nothing comes back, nothing waits for ever."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.signals import pre_delete
from django.urls import reverse
from django.utils import timezone

from community.comments import acts, editing, kept
from community.models import Matter, Mention
from practices.adoptions import acts as tries
from practices.models import PracticeRequestPage, VisitorQuestion
from practices.requests import acts as questions
from practices.requests import visitors
from practices.requests.telling import tell_all
from tests import factories
from tests.community.comments.talk import said_on, say
from tests.community.moderation import hands
from tests.practices.requests.asking import asked, entraide

pytestmark = pytest.mark.django_db
LINKS = "https://a.test https://b.test https://c.test"


def test_what_was_asked_to_change_is_changed_days_later_and_comes_back(
    client: Any, sheet: Any, outsider: Any, facilitator: Any
) -> None:
    said = say(sheet, outsider, LINKS)
    client.force_login(facilitator)
    hands.decide(client, Matter.objects.get(), "demander")
    said_on(said, timezone.now() - timedelta(days=2))
    client.force_login(outsider)
    assert client.get(reverse("comments:edit", args=[said.pk])).status_code == 200
    client.post(reverse("comments:edit", args=[said.pk]), {"comment": "Sans adresse."})
    said.refresh_from_db()
    assert (said.comment, said.is_public) == ("Sans adresse.", False)
    assert Matter.objects.waiting().get().text == "Sans adresse."
    client.force_login(facilitator)
    hands.decide(client, Matter.objects.get(), "publier")
    said.refresh_from_db()
    assert said.is_public


def test_words_taken_back_while_somebody_named_there_leaves_do_not_come_back(sheet: Any, outsider: Any) -> None:
    factories.member(display_name="Élodie Merle")
    said = say(sheet, outsider, "Merci @Élodie Merle !")
    mention = Mention.objects.select_related("comment").get()  # as the departure has just read it
    acts.withdraw(comment=said, member=outsider)
    kept._unname(mention)
    said.refresh_from_db()
    assert (said.comment, said.is_removed) == ("", True)


def test_words_changed_meanwhile_stay_changed_and_another_name_stays_whole(sheet: Any, outsider: Any) -> None:
    factories.member(display_name="Anna")
    factories.member(display_name="Annabelle")
    said = say(sheet, outsider, "Merci @Anna.")
    mention = Mention.objects.select_related("comment").get()
    editing.edit(comment=said, member=outsider, text="Merci @Annabelle et @Anna.")
    kept._unname(mention)
    said.refresh_from_db()
    assert said.comment == "Merci @Annabelle et @une personne partie."


def test_an_address_forgotten_while_its_question_is_released_leaves_it_on_line(facilitator: Any) -> None:
    entraide()
    row = VisitorQuestion.objects.create(question="Qui vient ?", name="Nadia", address="nadia@exemple.test")
    visitors.confirm(asked=row)
    page = PracticeRequestPage.objects.get()

    def released_meanwhile(**_: Any) -> None:
        questions.release(thing=page, by=facilitator)

    pre_delete.connect(released_meanwhile, sender=VisitorQuestion)
    try:
        visitors.forget(asked=row)
    finally:
        pre_delete.disconnect(released_meanwhile, sender=VisitorQuestion)
    page.refresh_from_db()
    assert (page.live, page.withdrawn_at) == (True, None)


def test_a_withdrawn_question_that_the_admin_publishes_is_one_like_another(client: Any, pilot: Any) -> None:
    question = asked(member=pilot)
    questions.withdraw(question=question, member=pilot)
    PracticeRequestPage.objects.get().get_latest_revision().publish()
    again = PracticeRequestPage.objects.get()
    assert (again.live, again.withdrawn_at) == (True, None)
    assert client.get(hands.form_of(again)).status_code == 200


def test_a_copy_of_a_question_is_answered_by_nobody_yet(pilot: Any, outsider: Any) -> None:
    question = asked(member=pilot)
    tell_all()
    say(question, outsider, "Avec des dessins.")
    answered = PracticeRequestPage.objects.get()
    assert not answered.is_waiting
    copy = answered.copy(update_attrs={"slug": "copie", "title": "Copie"})
    assert (copy.is_waiting, copy.first_answer_at, copy.told_at) == (True, None, None)


def test_one_form_sent_by_two_people_makes_two_questions(site: Any, pilot: Any, outsider: Any) -> None:
    entraide()
    token, words = uuid.uuid4(), questions.Words(question="Qui vient ?")
    made = {questions.ask(member=person, words=words, token=token).pk for person in (pilot, outsider, pilot)}
    assert len(made) == 2


def test_a_held_try_that_is_taken_back_leaves_nothing_to_read(sheet: Any, outsider: Any) -> None:
    adoption = factories.adoption(
        sheet=sheet,
        structure=outsider.memberships.get().structure,
        member=outsider,
        is_public=False,
        held_at=timezone.now(),
    )
    hands.held(adoption, outsider)
    tries.withdraw(adoption=adoption, member=outsider)
    assert Matter.objects.get().text == ""
