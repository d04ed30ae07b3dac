"""Mails of accounts: nobody waits for the mail server, no answer tells who has an account, no secret is kept."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.models import Member, Notification
from community.notifications.acts import MOST_ATTEMPTS, deliver
from tests import factories

pytestmark = pytest.mark.django_db

AWAY = "tests.community.notifications.away.Backend"
NOBODY = "personne@ailleurs.test"


def ask(address: str) -> Any:
    return Client().post(reverse("account_reset_password"), {"email": address})


def test_a_mail_server_that_refuses_is_not_the_affair_of_who_asks(pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    answer = ask(pilot.email)
    assert answer.status_code == 302
    deliver()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Notification.objects.update(next_try_at="2000-01-01T00:00:00Z")
    deliver()
    assert [message.to for message in mail.outbox] == [[pilot.email]]


def test_nothing_is_sent_while_somebody_waits(pilot: Any) -> None:
    ask(pilot.email)
    assert mail.outbox == []


def test_known_and_unknown_addresses_cost_the_same_and_read_the_same(pilot: Any) -> None:
    ask("pour-commencer@exemple.test")  # what the first request of a process pays alone
    closed = factories.member(is_active=False)
    asked = {}
    for address in (pilot.email, NOBODY, closed.email):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = ask(address)
        asked[address] = (
            [re.sub(r"'[^']*'|\d+", "?", query["sql"]).replace('"', "") for query in queries],
            answer.status_code,
            answer["Location"],
            sorted(answer.headers),
        )
    assert asked[pilot.email] == asked[NOBODY] == asked[closed.email]


def test_an_address_without_account_is_forgotten_once_looked_at(site: Any) -> None:
    ask(NOBODY)
    deliver()
    assert mail.outbox == []
    assert not Notification.objects.exists()


def test_a_link_is_written_when_it_leaves_and_kept_nowhere(pilot: Any) -> None:
    ask(pilot.email)
    kept = [Notification.objects.get().body]
    deliver()
    row = Notification.objects.get()
    kept.append(row.body)
    assert "/password/reset/key/" in mail.outbox[0].body
    assert kept == ["", ""]
    assert row.recipient == pilot
    assert row.address == ""


def test_a_link_given_up_leaves_no_secret(pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    ask(pilot.email)
    Notification.objects.update(attempts=MOST_ATTEMPTS - 1)
    deliver()
    row = Notification.objects.get()
    assert row.given_up_at is not None
    assert (row.body, row.address) == ("", "")


def test_links_are_made_of_the_site_s_own_address_whatever_host_was_asked(pilot: Any, settings: Any) -> None:
    settings.SITE_URL = "https://faire-avec.example.org"
    Client().post(reverse("account_reset_password"), {"email": pilot.email}, headers={"host": "testserver:6666"})
    deliver()
    assert "https://faire-avec.example.org/compte/password/reset/key/" in mail.outbox[0].body
    assert "6666" not in mail.outbox[0].body
    assert "testserver" not in mail.outbox[0].body


def test_facilitators_read_that_a_link_waits_and_never_the_link(
    client: Any, facilitator: Any, pilot: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = AWAY
    ask(pilot.email)
    ask(NOBODY)
    deliver()
    client.force_login(facilitator)
    page = client.get(reverse("wagtailsnippets_community_notification:list")).content.decode()
    assert pilot.display_name in page
    assert "/reset/key/" not in page
    assert NOBODY not in page


def test_a_member_whose_account_is_closed_meanwhile_is_not_written_to(pilot: Any) -> None:
    ask(pilot.email)
    Member.objects.filter(pk=pilot.pk).update(is_active=False)
    deliver()
    assert mail.outbox == []


def test_the_first_mail_of_a_new_member_welcomes_them(site: Any) -> None:
    Member.objects.create_user("nadia@exemple.test", None, display_name="Nadia B.")
    ask("nadia@exemple.test")
    deliver()
    first = mail.outbox[0]
    assert "Bienvenue" in first.subject
    assert "Bonjour Nadia B." in first.body
    assert "example.com" not in first.subject + first.body


def test_a_link_does_not_wait_behind_the_mails_of_others(pilot: Any) -> None:
    from community.notifications.acts import notify

    for _ in range(5):
        notify(recipients=[pilot], kind="contact", context={"sender": pilot, "text": "…", "page": pilot})
    ask(pilot.email)
    deliver(limit=1)
    assert "/reset/key/" in mail.outbox[0].body


def test_a_mail_that_the_library_would_write_in_our_name_is_not_sent(pilot: Any) -> None:
    from allauth.account.adapter import get_adapter

    get_adapter().send_mail("account/email/email_confirmation", pilot.email, {"user": pilot})
    deliver()
    assert mail.outbox == []
