"""The list and the page of a question: their order, what narrows them, and how many queries they take."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from practices.models import PracticeRequestPage, VisitorQuestion
from practices.requests import acts
from tests import factories
from tests.practices.requests.asking import asked, entraide

pytestmark = pytest.mark.django_db


def titles(client: Any, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [link.get_text(strip=True) for link in page.select("main .card__title")]


def set_back(question: PracticeRequestPage, *, days: int, **facts: Any) -> None:
    rows = PracticeRequestPage.objects.filter(pk=question.pk)
    rows.update(asked_at=timezone.now() - timedelta(days=days), **facts)


def test_those_without_an_answer_come_first_then_the_latest(client: Any, pilot: Any) -> None:
    entraide()
    for title, days, has_one in (("Un", 1, True), ("Deux", 9, False), ("Trois", 3, False), ("Quatre", 0, True)):
        facts = {"first_answer_at": timezone.now(), "is_waiting": False} if has_one else {}
        set_back(asked(member=pilot, question=title), days=days, **facts)
    assert titles(client, "/entraide/") == ["Trois", "Deux", "Quatre", "Un"]
    assert titles(client, "/entraide/?reponses=sans") == ["Trois", "Deux"]
    assert "il y a 9 jours" in client.get("/entraide/").content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_one_finds_again_what_one_asked_and_nobody_else_does_there(client: Any, pilot: Any, outsider: Any) -> None:
    asked(member=pilot, question="Qui prête un barnum ?")
    withdrawn = asked(member=pilot, question="Qui prête un âne ?")
    acts.withdraw(question=withdrawn, member=pilot)
    for person, is_theirs in ((pilot, True), (outsider, False)):
        client.force_login(person)
        page = client.get(reverse("contributions:mine")).content.decode()
        assert ("Qui prête un barnum" in page) is is_theirs
        assert "Qui prête un âne" not in page


def test_the_list_of_what_was_tried_is_reached_from_one_s_contributions(client: Any, pilot: Any) -> None:
    client.force_login(pilot)
    assert f'href="{reverse("adoptions:said")}"' in client.get(reverse("contributions:mine")).content.decode()


def test_the_facilitators_page_counts_those_that_wait_for_a_week(client: Any, pilot: Any, facilitator: Any) -> None:
    set_back(asked(member=pilot, question="Depuis longtemps ?"), days=8)
    set_back(asked(member=pilot, question="Depuis peu ?"), days=6)
    assert PracticeRequestPage.objects.unanswered_since().count() == 1
    client.force_login(facilitator)
    page = client.get("/admin/").content.decode()
    assert "1 question attend une réponse depuis une semaine" in page
    assert "/entraide/?reponses=sans" in page


def test_twenty_are_listed_in_as_many_queries_as_two(client: Any, structure: Any) -> None:
    entraide()
    client.force_login(factories.member())
    asked_by_size = []
    for more in (2, 20):
        for _one in range(more):
            factories.question(structure=structure, asker=factories.member())
        client.get("/entraide/")
        with CaptureQueriesContext(connection) as asked_of_the_database:
            assert len(titles(client, "/entraide/")) == min(20, PracticeRequestPage.objects.count())
        asked_by_size.append(len(asked_of_the_database))
    assert asked_by_size[1] <= asked_by_size[0]


def test_a_question_takes_few_queries(
    client: Any, django_assert_max_num_queries: DjangoAssertNumQueries, pilot: Any, structure: Any
) -> None:
    question = asked(member=pilot, structure=structure)
    client.force_login(pilot)
    client.get(question.get_url())
    with django_assert_max_num_queries(27):
        client.get(question.get_url())


def test_the_name_of_a_structure_that_is_hidden_is_not_said(client: Any, pilot: Any, structure: Any) -> None:
    question = asked(member=pilot, structure=structure)
    structure.unpublish()
    for address in (question.get_url(), "/entraide/"):
        assert structure.title not in client.get(address).content.decode()


def test_a_card_says_who_asks_as_the_page_does_and_follows_their_name(client: Any, pilot: Any, structure: Any) -> None:
    question = asked(member=pilot, structure=structure)
    for name in ("Solène Aubry", "Solène A."):
        pilot.display_name = name
        pilot.save()
        for address in (question.get_url(), "/entraide/", "/"):
            page = " ".join(client.get(address).content.decode().split())
            assert f"{structure.title}, {name}" in page or f"{structure.title}</a>, {name}" in page, address
    pilot.delete()
    assert f"{structure.title}, Une personne partie" in client.get("/entraide/").content.decode()


def test_each_night_sees_to_what_is_forgotten_and_not_told(site: Any, pilot: Any) -> None:
    asked(member=pilot)
    old = VisitorQuestion.objects.create(address="n@exemple.test", name="N", question="Et alors ?")
    VisitorQuestion.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=8))
    call_command("forget_questions")
    call_command("tell_of_questions")
    assert not VisitorQuestion.objects.exists()
    assert not PracticeRequestPage.objects.to_be_told().exists()
