"""Codes: typed as people type them, tried a few times exactly, used once, kept nowhere."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from community.accounts import codes
from community.models import AskedCode, Member, Notification
from community.notifications.acts import deliver
from tests.community.accounts.asking import wrong_code

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "12345678",
        " 1234 5678 ",
        "1234\u00a05678",
        "1234\u202f5678",
        "12\u200b34-56\u201378",
        "Code : 1234 5678",
        "Votre code, demandé à 14 h 32 : 1234 5678.",
        "１２３４５６７８",
    ],
)
def test_a_code_is_found_in_what_is_typed_or_pasted(typed: str) -> None:
    assert codes.digits_of(typed) == "12345678"


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "1234 5678 1234 5678", "\x00", "douze", "١٢٣٤٥٦٧٨"])
def test_what_holds_no_code_is_no_code(typed: str) -> None:
    assert codes.digits_of(typed) == ""


def test_a_code_proves_its_address_once(pilot: Any) -> None:
    asked = codes.ask(address=pilot.email)
    assert codes.enter(asked=asked, typed=codes.code_of(asked)) == pilot.email
    with pytest.raises(codes.CodeEnded):
        codes.enter(asked=asked, typed=codes.code_of(asked))
    assert AskedCode.objects.get().address == ""


def test_the_fifth_wrong_try_is_the_last(pilot: Any) -> None:
    asked = codes.ask(address=pilot.email)
    left = []
    for _ in range(5):
        with pytest.raises(codes.WrongCode) as wrong:
            codes.enter(asked=asked, typed=wrong_code(asked))
        left.append(wrong.value.left)
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(codes.CodeEnded):
        codes.enter(asked=asked, typed=codes.code_of(asked))


def test_a_code_ends_with_its_hour(pilot: Any) -> None:
    asked = codes.ask(address=pilot.email)
    AskedCode.objects.update(ends_at=timezone.now())
    with pytest.raises(codes.CodeEnded):
        codes.enter(asked=asked, typed=codes.code_of(asked))


def test_another_code_takes_the_place_of_the_first_until_the_same_hour(pilot: Any) -> None:
    asked = codes.ask(address=pilot.email)
    first = codes.code_of(asked)
    assert [codes.ask_again(asked=asked) for _ in range(4)] == [True, True, True, False]
    now = AskedCode.objects.get()
    assert now.ends_at == asked.ends_at
    with pytest.raises(codes.WrongCode):
        codes.enter(asked=now, typed=first)
    assert codes.enter(asked=now, typed=codes.code_of(now)) == pilot.email


def test_neither_the_code_nor_the_letter_is_kept(client: Client, pilot: Any) -> None:
    from community.accounts.asked_here import SESSION_KEY

    client.post("/compte/login/", {"email": pilot.email})
    asked = AskedCode.objects.get()
    deliver()
    code = codes.code_of(asked)
    letter = Notification.objects.get()
    assert f"{code[:4]} {code[4:]}" in mail.outbox[0].body.replace("\u00a0", " ")
    assert (letter.body, letter.address, letter.recipient) == ("", "", pilot)
    assert code not in letter.subject + str(AskedCode.objects.values().get())
    assert client.session[SESSION_KEY] == [asked.pk]
    assert pilot.email not in str(dict(client.session))


def test_a_retry_sends_the_same_code(pilot: Any, settings: Any) -> None:
    asked = codes.ask(address=pilot.email)
    message = Notification.objects.get()
    first, second = codes.write_the_code(message), codes.write_the_code(message)
    assert first == second
    assert first is not None
    assert codes.code_of(asked)[:4] in first.body


def test_nobody_is_written_to_once_the_code_is_over(pilot: Any) -> None:
    codes.ask(address=pilot.email)
    AskedCode.objects.update(ends_at=timezone.now())
    deliver()
    assert mail.outbox == []
    assert not Notification.objects.exists()


def test_only_an_open_account_that_has_the_address_now_is_written_to(pilot: Any) -> None:
    for address in (pilot.email, "personne@ailleurs.test"):
        codes.ask(address=address)
    Member.objects.filter(pk=pilot.pk).update(is_active=False)
    deliver()
    assert mail.outbox == []
    assert not Notification.objects.exists()


def test_addresses_that_asked_are_forgotten_an_hour_after(pilot: Any) -> None:
    codes.ask(address="personne@ailleurs.test")
    AskedCode.objects.update(ends_at=timezone.now() - timedelta(hours=2))
    codes.ask(address=pilot.email)
    assert list(AskedCode.objects.values_list("address", flat=True)) == [pilot.email]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("right", [False, True])
def test_forty_tries_at_once_are_counted_as_forty_in_turn(pilot: Any, right: bool) -> None:
    asked = codes.ask(address=pilot.email)
    typed = codes.code_of(asked) if right else wrong_code(asked)

    def tried(_: int) -> str:
        try:
            codes.enter(asked=asked, typed=typed)
        except codes.WrongCode:
            return "looked at"
        except codes.CodeEnded:
            return "refused"
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(tried, range(40)))
    assert answers.count("in") == (1 if right else 0)
    assert answers.count("looked at") <= (4 if right else 5)
    assert right or answers.count("looked at") == 5
