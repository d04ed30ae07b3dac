"""How often: a training room behind one address comes in, a guesser is slowed down wherever the tries come from."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from community.models import AskedCode, Member
from tests.community.accounts.asking import ask_by, right_code, type_by, wrong_code

pytestmark = pytest.mark.django_db


def test_twenty_five_people_behind_one_address_come_in_within_a_minute(site: Any) -> None:
    for number in range(25):
        person = Member.objects.create_user(f"stagiaire{number}@exemple.test", None, display_name=f"Stagiaire {number}")
        browser = Client(REMOTE_ADDR="192.0.2.1")
        ask_by(browser, person.email)
        browser.post("/compte/code/", {"resend": ""})
        type_by(browser, wrong_code())
        type_by(browser, right_code())
        assert browser.session["_auth_user_id"] == str(person.pk)


def test_the_fourth_code_of_a_minute_is_refused_in_our_words_wherever_it_is_asked(pilot: Any) -> None:
    answers = [ask_by(Client(REMOTE_ADDR=f"192.0.2.{number}"), pilot.email) for number in range(1, 5)]
    assert [answer.request["PATH_INFO"] for answer in answers] == ["/compte/code/"] * 3 + ["/compte/login/"]
    last = answers[-1].content.decode()
    assert "Beaucoup de codes ont été demandés en peu de temps" in last
    assert pilot.email in last
    assert AskedCode.objects.count() == 3


def test_invisible_letters_give_no_more_codes(pilot: Any) -> None:
    for extra in ("", "\u200b", "\u00ad", "\u2060"):
        ask_by(Client(), pilot.email + extra)
    assert AskedCode.objects.count() == 3


def test_an_address_has_twenty_tries_an_hour_whoever_types(pilot: Any) -> None:
    """Four codes' worth: the counters of codes are put back here, as if hours had passed between them."""
    for number in range(6):
        caches["throttles"].delete_many([key for key in _counters() if "request_login_code" in key])
        browser = Client(REMOTE_ADDR=f"192.0.2.{number + 1}")
        ask_by(browser, pilot.email)
        for _ in range(5):
            type_by(browser, wrong_code())
    assert sum(AskedCode.objects.values_list("tries", flat=True)) == 20
    assert "beaucoup d’essais" in type_by(browser, right_code()).content.decode()
    assert "_auth_user_id" not in browser.session


def _counters() -> list[str]:
    """The keys of the store, in memory here."""
    prefix = ":1:"
    return [key.removeprefix(prefix) for key in caches["throttles"]._cache]


def test_a_code_that_waits_outlives_those_that_are_over(pilot: Any) -> None:
    browser = Client()
    ask_by(browser, pilot.email)
    AskedCode.objects.update(asked_at=timezone.now() - timedelta(minutes=14))
    ask_by(Client(), "personne@exemple.test")
    type_by(browser, right_code_of(pilot.email))
    assert browser.session["_auth_user_id"] == str(pilot.pk)


def right_code_of(address: str) -> str:
    from community.accounts.codes import code_of

    return code_of(AskedCode.objects.get(address=address))
