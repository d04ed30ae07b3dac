"""Another address for an account: asked for by who proved who they are, said yes to in both mailboxes, told to both."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.accounts.home.addresses import (
    VALID_FOR,
    LinkIsOver,
    Step,
    ask,
    confirm,
    forget_those_that_are_over,
    opened_by,
)
from community.models import AddressChange, Member, Notification
from community.notifications.acts import deliver
from tests import factories
from tests.community.accounts.home.entering import BY_SCRIPT, entered

pytestmark = pytest.mark.django_db

NEW = "amina@ailleurs.test"


def links() -> dict[str, str]:
    """Mailbox → the path of the link that it received, of the mails sent now."""
    mail.outbox.clear()
    deliver()
    found = {}
    for message in mail.outbox:
        if link := re.search(r"https?://[^/\s]+(/compte/adresse/lien/\S+)", str(message.body)):
            found[message.to[0]] = link[1]
    return found


@pytest.fixture
def asked(pilot: Any) -> dict[str, str]:
    """The paths of both links: « before » and « after »."""
    before = pilot.email
    assert entered(pilot).post(reverse("account_address"), {"address": NEW}).status_code == 302
    sent = links()
    return {"before": sent[before], "after": sent[NEW]}


@pytest.mark.parametrize("order", [("before", "after"), ("after", "before")])
def test_the_second_click_makes_the_change_and_both_mailboxes_are_told(
    order: tuple[str, str], asked: dict[str, str], pilot: Any
) -> None:
    before = pilot.email
    assert Client().post(asked[order[0]]).status_code == 302
    assert Member.objects.get(pk=pilot.pk).email == before
    assert "Il reste à dire oui dans l’autre boîte" in Client().get(asked[order[0]]).content.decode()
    assert "C’est fait" in Client().post(asked[order[1]]).content.decode()
    assert Member.objects.get(pk=pilot.pk).email == NEW
    assert not AddressChange.objects.exists()
    assert not EmailAddress.objects.exists()
    mail.outbox.clear()
    deliver()
    assert {message.to[0] for message in mail.outbox} == {before, NEW}
    assert not any(NEW in str(message.body) for message in mail.outbox if message.to == [before])


def test_reading_a_link_changes_nothing(asked: dict[str, str], pilot: Any) -> None:
    for path in asked.values():
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200
    change = AddressChange.objects.get()
    assert (change.confirmed_before_at, change.confirmed_after_at) == (None, None)


def test_the_sessions_of_the_account_end_but_the_one_that_says_yes(asked: dict[str, str], pilot: Any) -> None:
    here, there = entered(pilot), entered(pilot)
    here.post(asked["before"])
    here.post(asked["after"])
    assert here.get(reverse("account_home")).status_code == 200
    assert there.get(reverse("account_home")).status_code == 302


def test_somebody_else_s_browser_is_not_signed_in_by_a_link(asked: dict[str, str], outsider: Any) -> None:
    client = entered(outsider)
    client.post(asked["before"])
    client.post(asked["after"])
    assert client.get(reverse("account_home")).context["user"] == outsider
    stranger = Client()
    stranger.post(asked["after"])
    assert stranger.get(reverse("account_home")).status_code == 302


def test_an_address_that_is_taken_is_answered_alike_until_both_have_said_yes(pilot: Any, outsider: Any) -> None:
    client = entered(pilot)
    free = client.post(reverse("account_address"), {"address": NEW}, headers=BY_SCRIPT).content.decode()
    taken = client.post(reverse("account_address"), {"address": outsider.email}, headers=BY_SCRIPT).content.decode()

    def without_what_was_typed(text: str, address: str) -> str:
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
        return re.sub(r"avant le .*?\.", "", text.replace(address, "ADRESSE"), flags=re.S)

    assert without_what_was_typed(free, NEW) == without_what_was_typed(taken, outsider.email)
    sent = links()
    assert sent.keys() == {pilot.email, outsider.email}  # the first question is given up, with its letters
    Client().post(sent[pilot.email])
    answer = Client().post(sent[outsider.email]).content.decode()
    assert "L’adresse reste la même" in answer
    assert Member.objects.get(pk=pilot.pk).email == pilot.email
    assert not AddressChange.objects.exists()


def test_an_address_taken_meanwhile_stays_whose_it_is(asked: dict[str, str], pilot: Any) -> None:
    Client().post(asked["before"])
    factories.member().__class__.objects.create_user(NEW, display_name="Quelqu’un d’autre")
    assert "L’adresse reste la même" in Client().post(asked["after"]).content.decode()
    assert Member.objects.get(pk=pilot.pk).email == pilot.email


def test_either_mailbox_stops_everything(asked: dict[str, str], pilot: Any) -> None:
    assert "Rien ne change" in Client().post(asked["after"], {"refuse": ""}).content.decode()
    assert Client().post(asked["before"]).status_code == 404
    assert Member.objects.get(pk=pilot.pk).email == pilot.email


def test_asking_again_ends_the_links_of_before(asked: dict[str, str], pilot: Any) -> None:
    ask(member=pilot, address="autre@ailleurs.test")
    for path in asked.values():
        assert Client().post(path).status_code == 404
    assert AddressChange.objects.get().address == "autre@ailleurs.test"


def test_giving_up_ends_the_links(asked: dict[str, str], pilot: Any) -> None:
    assert entered(pilot).post(reverse("account_address_give_up")).status_code == 302
    assert Client().get(asked["before"]).status_code == 404


def test_a_link_lasts_three_days(asked: dict[str, str]) -> None:
    with time_machine.travel(timezone.now() + VALID_FOR - timedelta(hours=1)):
        assert Client().get(asked["before"]).status_code == 200
    with time_machine.travel(timezone.now() + VALID_FOR + timedelta(minutes=1)):
        assert "Ce lien ne marche plus" in Client().post(asked["before"]).content.decode()
        assert forget_those_that_are_over() == 1
    assert not AddressChange.objects.exists()


@pytest.mark.parametrize("change", [{"email": "facilitee@ailleurs.test"}, {"is_active": False}])
def test_the_links_end_with_the_address_or_the_account(change: Any, asked: dict[str, str], pilot: Any) -> None:
    Member.objects.filter(pk=pilot.pk).update(**change)
    for path in asked.values():
        assert Client().post(path).status_code == 404


def test_the_two_links_are_two(asked: dict[str, str], pilot: Any) -> None:
    for _ in range(2):
        Client().post(asked["before"])
    assert Member.objects.get(pk=pilot.pk).email == pilot.email
    token = asked["before"].rstrip("/").rpartition("/")[2]
    assert confirm(token=token)[0] is Step.WAITS_FOR_THE_OTHER
    with pytest.raises(LinkIsOver):
        opened_by(token=AddressChange.objects.get().hash_before)  # what the database holds opens nothing


def test_no_link_is_kept_in_the_letters(asked: dict[str, str]) -> None:
    for message in Notification.objects.filter(kind__startswith="address_"):
        assert "/lien/" not in message.body
        assert not message.address


def test_a_session_left_open_is_asked_who_it_is_and_the_address_typed_is_kept(pilot: Any) -> None:
    client = entered(pilot, ago=3600)
    answer = client.post(reverse("account_address"), {"address": NEW})
    assert reverse("account_confirm") in answer["Location"]
    assert not AddressChange.objects.exists()
    asks = client.get(answer["Location"])
    assert "ce que vous avez envoyé est gardé" in asks.content.decode()


@pytest.mark.parametrize("typed", ["", "pas une adresse", "x" * 300 + "@a.fr", "a@b\nc.fr", "PERSONNE"])
def test_what_is_no_new_address_is_told_beside_the_field(typed: str, pilot: Any) -> None:
    typed = pilot.email.upper() if typed == "PERSONNE" else typed
    answer = entered(pilot).post(reverse("account_address"), {"address": typed})
    assert answer.context["forms"]["address"].errors["address"]
    assert not AddressChange.objects.exists()


def test_nobody_writes_to_many_strangers_by_this_door(pilot: Any) -> None:
    client = entered(pilot)
    for n in range(5):
        assert client.post(reverse("account_address"), {"address": f"a{n}@ailleurs.test"}).status_code == 302
    sixth = client.post(reverse("account_address"), {"address": "a6@ailleurs.test"})
    assert "attendez un peu" in sixth.content.decode()
    assert "a6@ailleurs.test" in sixth.content.decode()
    assert AddressChange.objects.get().address == "a4@ailleurs.test"
