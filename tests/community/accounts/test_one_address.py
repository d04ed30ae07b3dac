"""An account has one address, `Member.email`: what it no longer is opens nothing, however it is spelled."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from community.models import Member
from community.notifications.acts import deliver
from tests import factories
from tests.community.accounts.asking import ask_by, right_code, type_by
from tests.community.accounts.factors.hands import entered_ago

pytestmark = pytest.mark.django_db

OLD = "ancienne@exemple.test"
NEW = "nouvelle@exemple.test"


def sign_in(address: str, password: str = factories.PASSWORD) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": address, "password": password})
    return client


def is_in(client: Client) -> bool:
    """Whether the next page knows this browser's member."""
    return bool(client.get(reverse("contributions:mine")).status_code == 200)


class Asking:
    """A browser that asked for a code, and holds the one that was made for it."""

    def __init__(self, address: str) -> None:
        self.client = Client()
        ask_by(self.client, address)
        self.code = right_code()
        deliver()

    def comes_in(self) -> bool:
        type_by(self.client, self.code)
        return is_in(self.client)


@pytest.fixture
def asking(pilot: Any) -> Asking:
    """Before the change."""
    pilot.email = OLD
    pilot.save()
    return Asking(OLD)


@pytest.fixture
def moved(pilot: Any, facilitator: Any, client: Any, asking: Asking) -> Any:
    """A member who once asked for a code, then whose address a facilitator has changed."""
    assert [message.to for message in mail.outbox] == [[OLD]]
    entered_ago(client, facilitator)
    response = client.post(reverse("person", args=[pilot.pk]), {"email": NEW, "display_name": "Simple membre"})
    assert response.status_code == 302
    deliver()
    return Member.objects.get(pk=pilot.pk)


def test_an_address_given_up_signs_nobody_in(moved: Any) -> None:
    assert not is_in(sign_in(OLD))
    assert is_in(sign_in(NEW))


def test_a_code_asked_for_an_address_given_up_is_sent_to_nobody(moved: Any) -> None:
    mail.outbox.clear()
    Asking(OLD)
    assert mail.outbox == []
    assert Asking(NEW).comes_in()
    assert [message.to for message in mail.outbox] == [[NEW]]


def test_a_code_sent_before_the_change_opens_nothing(moved: Any, asking: Asking) -> None:
    assert not asking.comes_in()


def test_the_sessions_of_an_address_given_up_are_over(pilot: Any) -> None:
    phone = sign_in(pilot.email)
    assert is_in(phone)
    pilot.email = NEW
    pilot.save()
    assert not is_in(phone)


@pytest.mark.parametrize("way", ["shell", "update", "fields"])
def test_whatever_changes_the_address_ends_sessions_and_codes(way: str, pilot: Any) -> None:
    phone = sign_in(pilot.email)
    asked = Asking(pilot.email)
    if way == "update":
        Member.objects.filter(pk=pilot.pk).update(email=NEW)
    else:
        pilot.email = NEW
        pilot.save(update_fields=["email"] if way == "fields" else None)
    assert not is_in(phone)
    assert not asked.comes_in()


def test_what_a_change_has_ended_does_not_come_back_with_the_address(pilot: Any) -> None:
    address = pilot.email
    phone = sign_in(address)
    asked = Asking(address)
    for each in (NEW, address):
        member = Member.objects.get(pk=pilot.pk)
        member.email = each
        member.save(update_fields=["email"])
    assert not is_in(phone)
    assert not asked.comes_in()


def test_a_closed_account_opened_again_has_none_of_its_old_sessions_nor_codes(pilot: Any) -> None:
    phone = sign_in(pilot.email)
    asked = Asking(pilot.email)
    for is_active in (False, True):
        member = Member.objects.get(pk=pilot.pk)
        member.is_active = is_active
        member.save()
        assert not is_in(phone)
    assert not asked.comes_in()


def test_a_closed_account_is_sent_no_code_and_opened_by_none(pilot: Any) -> None:
    asked = Asking(pilot.email)
    Member.objects.filter(pk=pilot.pk).update(is_active=False)
    assert not asked.comes_in()
    mail.outbox.clear()
    Asking(pilot.email)
    assert mail.outbox == []
    assert not is_in(sign_in(pilot.email))


def test_a_new_password_ends_the_other_sessions(pilot: Any) -> None:
    phone = sign_in(pilot.email)
    pilot.set_password("une-autre-phrase-longue")
    pilot.save()
    assert not is_in(phone)


def test_the_old_mailbox_is_told_of_the_change_and_not_of_the_new_address(moved: Any) -> None:
    told = [message for message in mail.outbox[1:] if message.to == [OLD]]
    assert len(told) == 1
    assert NEW not in told[0].body
    assert "adresse" in told[0].subject.lower()


def test_a_row_of_the_library_gives_no_power_over_an_account(pilot: Any, outsider: Any) -> None:
    EmailAddress.objects.create(user=pilot, email=OLD, verified=True, primary=True)
    EmailAddress.objects.create(user=pilot, email=outsider.email, verified=True, primary=False)
    mail.outbox.clear()
    Asking(OLD)
    assert mail.outbox == []
    asked = Asking(outsider.email)
    assert len(mail.outbox) == 1
    assert outsider.display_name in mail.outbox[0].body
    assert not is_in(sign_in(OLD))
    assert asked.comes_in()
    assert asked.client.session["_auth_user_id"] == str(outsider.pk)


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "confirm-email/abc:def/", "login/code/confirm/"])
def test_what_nobody_chose_to_open_is_closed(path: str, client: Any, pilot: Any) -> None:
    assert client.get(f"/compte/{path}").status_code == 404
    client.force_login(pilot)
    assert client.get(f"/compte/{path}").status_code == 404
    assert client.post(f"/compte/{path}", {"email": NEW, "action_add": ""}).status_code == 404


SPELLINGS = [
    ("elise@exemple.test", "elise@exemple.test\u200b"),
    ("elise@exemple.test", "\ufeffelise@exemple.test"),
    ("elise@exemple.test", "eli\u00adse@exemple\u2060.test"),
    ("elise@exemple.test", " ELISE@Exemple.Test\u00a0"),
    ("elise@café-des-tilleuls.fr", "elise@xn--caf-des-tilleuls-dqb.fr"),
    ("elise@café-des-tilleuls.fr", "Elise@CAFE\u0301-des-Tilleuls.fr"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
@pytest.mark.parametrize("turned", [False, True])
def test_two_spellings_of_an_address_are_one_account(
    one: str, other: str, turned: bool, client: Any, facilitator: Any
) -> None:
    first, second = (other, one) if turned else (one, other)
    member = Member.objects.create_user(first, factories.PASSWORD, display_name="Élise G.")
    assert Member.objects.get(pk=member.pk).email == one
    client.force_login(facilitator)
    address = reverse("person", args=[factories.member().pk])
    again = client.post(address, {"email": second, "display_name": "Copie"})
    assert "Un compte existe déjà avec cette adresse." in again.content.decode()
    assert is_in(sign_in(second))
    Asking(second)
    assert [message.to for message in mail.outbox] == [[one]]


@pytest.mark.parametrize(
    "address", ["elise@exem\u3164ple.test", "eli se@exemple.test", "élise@exemple.test", "@", "a@b"]
)
def test_an_address_that_no_mail_can_reach_is_refused_in_words(address: str, client: Any, facilitator: Any) -> None:
    client.force_login(facilitator)
    page = reverse("person", args=[factories.member().pk])
    answer = client.post(page, {"email": address, "display_name": "Élise"})
    assert answer.status_code == 200
    assert "adresse" in answer.content.decode()
    assert not Member.objects.filter(display_name="Élise").exists()


def test_the_count_of_wrong_tries_is_the_account_s_whatever_the_spelling(pilot: Any) -> None:
    client = Client()
    for extra in ("", "\u200b", "\u200b\u200b", "\u2060", "\ufeff"):
        client.post(reverse("account_login"), {"login": pilot.email + extra, "password": "pas le bon"})
    client.post(reverse("account_login"), {"login": pilot.email + "\u00ad", "password": factories.PASSWORD})
    assert not is_in(client)


def test_a_password_chosen_after_a_code_ends_the_wait_of_its_owner(pilot: Any) -> None:
    for _ in range(6):
        sign_in(pilot.email, "pas le bon")
    asked = Asking(pilot.email)
    assert asked.comes_in()
    new = {"password1": "une-autre-phrase-longue", "password2": "une-autre-phrase-longue"}
    asked.client.post(reverse("account_change_password"), new)
    assert is_in(sign_in(pilot.email, "une-autre-phrase-longue"))
