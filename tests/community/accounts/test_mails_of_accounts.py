"""Mails of accounts: nobody waits for the mail server, no secret is kept, no mail leaves that we have not written."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.accounts.codes import code_of
from community.models import AskedCode, Notification
from community.notifications.acts import MOST_ATTEMPTS, SOON, deliver, notify
from tests.community.accounts.asking import ask_by, right_code

pytestmark = pytest.mark.django_db

AWAY = "tests.community.notifications.away.Backend"
NOBODY = "personne@ailleurs.test"


def test_a_mail_server_that_refuses_is_not_the_affair_of_who_asks(pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    assert ask_by(Client(), pilot.email).status_code == 200
    deliver()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Notification.objects.update(next_try_at=timezone.now())
    deliver()
    assert [message.to for message in mail.outbox] == [[pilot.email]]


def test_nothing_is_sent_while_somebody_waits(pilot: Any) -> None:
    ask_by(Client(), pilot.email)
    assert mail.outbox == []


def test_an_address_without_account_is_forgotten_once_looked_at(site: Any) -> None:
    ask_by(Client(), NOBODY)
    deliver()
    assert mail.outbox == []
    assert not Notification.objects.exists()


def test_a_code_given_up_leaves_no_secret(pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    ask_by(Client(), pilot.email)
    Notification.objects.update(attempts=MOST_ATTEMPTS + len(SOON) - 1)
    deliver()
    row = Notification.objects.get()
    assert row.given_up_at is not None
    assert (row.body, row.address) == ("", "")


def test_facilitators_read_that_a_code_waits_and_never_the_code(
    client: Any, facilitator: Any, pilot: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = AWAY
    for address in (pilot.email, NOBODY):
        ask_by(Client(), address)
    deliver()
    client.force_login(facilitator)
    page = client.get(reverse("wagtailsnippets_community_notification:list")).content.decode()
    assert pilot.display_name in page
    assert NOBODY not in page
    for asked in AskedCode.objects.all():
        assert code_of(asked)[:4] not in page.replace(str(asked.asked_at.year), "")


def test_a_code_does_not_wait_behind_the_mails_of_others(pilot: Any) -> None:
    for _ in range(5):
        notify(recipients=[pilot], kind="contact", context={"sender": pilot, "text": "…", "page": pilot})
    ask_by(Client(), pilot.email)
    deliver(limit=1)
    assert right_code()[:4] in mail.outbox[0].body


def test_a_mail_that_the_library_would_write_in_our_name_is_not_sent(pilot: Any) -> None:
    from allauth.account.adapter import get_adapter

    get_adapter().send_mail("account/email/email_confirmation", pilot.email, {"user": pilot})
    deliver()
    assert mail.outbox == []
