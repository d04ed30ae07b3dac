"""A stranger asks to be kept informed, or for an account: what is noted, what is refused, what is kept of the form."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from community.models import EntryRequest, Notification
from community.notifications.acts import deliver
from community.requests import acts
from community.requests.acts import TooManyRequests
from tests import factories
from tests.community.requests.asking import ACCOUNT, ADDRESS, ask, form_address, links, stamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(site: Any) -> Any:
    today = timezone.localdate()
    return factories.parcours(starts_on=today + timedelta(days=30), ends_on=today + timedelta(days=300))


def test_a_request_is_noted_unconfirmed_and_one_mail_asks_to_confirm_it(client: Client, site: Any) -> None:
    response = ask(client)
    assert (response.status_code, response["Location"]) == (302, reverse("ask_to_come_in_sent"))
    assert ADDRESS in client.get(response["Location"]).content.decode()
    asked = EntryRequest.objects.get()
    assert (asked.kind, asked.name, asked.confirmed_at) == ("account", "Nadia B.", None)
    deliver()
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_the_page_offers_both_ways_and_each_has_its_form(client: Client, site: Any) -> None:
    choice = client.get(reverse("ask_to_come_in")).content.decode()
    assert "pour=nouvelles" in choice
    assert "pour=compte" in choice
    assert "Pourquoi un compte" in client.get(form_address("compte")).content.decode()
    assert "Pourquoi un compte" not in client.get(form_address("nouvelles")).content.decode()


def test_an_address_is_enough_to_be_kept_informed(client: Client, coming: Any) -> None:
    response = client.post(form_address("nouvelles", coming), {"stamp": stamp(), "address": ADDRESS})
    assert response.status_code == 302
    asked = EntryRequest.objects.get()
    assert (asked.kind, asked.parcours) == ("news", coming)
    deliver()
    assert coming.title in mail.outbox[-1].body


@pytest.mark.parametrize("value", ["99999", "x", "9" * 50, "-1", ""])
def test_a_parcours_that_is_none_makes_a_request_for_the_next_one(client: Client, site: Any, value: str) -> None:
    address = f"{form_address('nouvelles')}&parcours={value}"
    assert "Votre demande sera pour le prochain" in client.get(address).content.decode()
    client.post(address, {"stamp": stamp(), "address": ADDRESS})
    assert EntryRequest.objects.get().parcours is None


def test_a_parcours_that_has_begun_or_is_hidden_is_not_asked_about(client: Client, coming: Any) -> None:
    title = coming.title
    coming.unpublish()
    assert title not in client.get(form_address("nouvelles", coming)).content.decode()
    today = timezone.localdate()
    begun = factories.parcours(starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=1))
    assert "n’est plus à venir" in client.get(form_address("nouvelles", begun)).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\u200b\u3164"),
        ("name", "x" * 81),
        ("address", "pas une adresse"),
        ("address", f"{'x' * 300}@exemple.test"),
        ("address", "a@exemple.test\nBcc: b@exemple.test"),
        ("structure_name", "x" * 161),
        ("reason", "x" * 601),
        ("reason", ""),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(
    client: Client, site: Any, field: str, value: str
) -> None:
    response = ask(client, **{field: value})
    assert response.status_code == 200
    assert field in response.context["form"].errors
    page = response.content.decode()
    assert all(typed in page for name, typed in ACCOUNT.items() if name != field)
    assert not EntryRequest.objects.exists()


def test_a_name_with_line_ends_is_one_line_and_no_header(client: Client, site: Any) -> None:
    ask(client, name="Nadia\r\nBcc: tous@exemple.test")
    assert EntryRequest.objects.get().name == "Nadia Bcc: tous@exemple.test"
    deliver()
    assert mail.outbox[-1].recipients() == [ADDRESS]
    assert "tous@exemple.test" not in mail.outbox[-1].message().as_string()


def test_nothing_that_a_stranger_typed_is_in_the_mail_that_asks_to_confirm(client: Client, site: Any) -> None:
    ask(client, name="Gagnez", structure_name="http://arnaque.test", reason="Cliquez sur http://arnaque.test vite")
    deliver()
    for word in ("Gagnez", "arnaque", "Cliquez"):
        assert word not in str(mail.outbox[-1].message())


def test_a_form_sent_too_quickly_comes_back_as_it_was_typed_and_the_next_press_sends_it(
    client: Client, site: Any
) -> None:
    shown = client.get(form_address()).context["form"]["stamp"].value()
    again = client.post(form_address(), {"stamp": shown, **ACCOUNT})
    assert again.status_code == 200
    assert "C’était rapide" in again.content.decode()
    assert all(typed in again.content.decode() for typed in ACCOUNT.values())
    assert again.context["form"]["stamp"].value() == shown  # the time goes on from the first showing
    assert ask(client).status_code == 302


def test_a_browser_that_fills_the_hidden_field_is_asked_once_more(client: Client, site: Any) -> None:
    given = stamp()
    again = client.post(form_address(), {"stamp": given, **ACCOUNT, "site_web": "https://exemple.test"})
    assert again.status_code == 200
    form = again.context["form"]
    assert (form["site_web"].value(), form["name"].value()) == ("", ACCOUNT["name"])
    kept = {name: form[name].value() for name in form.fields}
    assert client.post(form_address(), kept).status_code == 302


@pytest.mark.parametrize("made_up", ["", "x", "x:y:z", "9" * 10_000])
def test_a_form_without_its_stamp_or_left_open_for_days_is_asked_once_more(
    client: Client, site: Any, made_up: str
) -> None:
    for value in (made_up, stamp(seconds=3 * 24 * 3600)):
        again = client.post(form_address(), {"stamp": value, **ACCOUNT})
        assert again.status_code == 200
        assert "ouverte depuis longtemps" in again.content.decode()
        assert again.context["form"]["stamp"].value() != value
    assert not EntryRequest.objects.exists()


def test_the_same_form_sent_again_changes_nothing_and_writes_to_nobody_twice(client: Client, site: Any) -> None:
    sent = {"stamp": stamp(), **ACCOUNT}
    answers = [client.post(form_address(), sent).status_code for _ in range(12)]
    assert answers == [302] * 12
    assert EntryRequest.objects.count() == Notification.objects.count() == 1


def ask_by_the_act(*, address: str, machine: str = "127.0.0.1") -> None:
    """As the form does, without its page."""
    request = RequestFactory().post("/", REMOTE_ADDR=machine)
    with suppress(TooManyRequests):
        acts.ask(
            kind=EntryRequest.Kind.ACCOUNT,
            parcours=None,
            asked={**ACCOUNT, "address": address},
            form=stamp(),
            request=request,
        )


def test_a_mailbox_gets_three_mails_a_day_whoever_asks_from_wherever(site: Any) -> None:
    for number in range(99):
        ask_by_the_act(address=f"nadia+{number}@exemple.test", machine=f"192.0.2.{number + 1}")
    response = ask(Client(REMOTE_ADDR="192.0.2.200"))
    assert Notification.objects.count() == EntryRequest.objects.count() == 3
    assert response.status_code == 200
    page = response.content.decode()
    assert "Plusieurs demandes sont déjà parties" in page
    assert ACCOUNT["reason"] in page


def test_a_machine_writes_to_forty_strangers_an_hour_at_most(client: Client, site: Any) -> None:
    for number in range(60):
        ask_by_the_act(address=f"personne{number}@exemple.test")
    assert Notification.objects.count() == 40
    response = ask(client)
    assert "Plusieurs demandes sont déjà parties" in response.content.decode()


def test_the_mail_server_away_delays_and_refuses_nobody(client: Client, site: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.community.notifications.away.Backend"
    assert ask(client).status_code == 302
    deliver()
    assert Notification.objects.waiting().count() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Notification.objects.update(next_try_at=timezone.now())
    first = links()
    assert first[0].startswith("/rejoindre/demander/confirmer/")
    assert client.get(first[0]).status_code == 200


def test_a_member_finds_their_name_there_and_is_told_that_they_are_in(client: Client, pilot: Any) -> None:
    client.force_login(pilot)
    page = client.get(form_address("compte")).content.decode()
    assert pilot.display_name in page
    assert "Vous avez déjà un compte" in page


def test_pages_that_hold_what_was_asked_are_kept_by_no_browser(client: Client) -> None:
    for address in (
        form_address(),
        reverse("confirm_request", args=["1-faux"]),
        reverse("forget_request", args=["1-faux"]),
    ):
        assert "no-store" in client.get(address)["Cache-Control"]
