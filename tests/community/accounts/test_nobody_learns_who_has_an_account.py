"""Asking, being wrong, asking again: the same bytes, the same questions to the database, with an account or without."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import AskedCode, Member
from community.notifications.acts import deliver
from tests import factories
from tests.community.accounts.asking import ask_by, wrong_code

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN, CLOSED = "connue@exemple.test", "absent@exemple.test", "fermee@exemple.test"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
VALUES = re.compile(r"'[^']*'|\d+")


def sign_in(client: Client, address: str) -> Any:
    return client.get(f"{reverse('account_login')}?next=/partager/")


def ask(client: Client, address: str) -> Any:
    return ask_by(client, address)


def be_wrong(client: Client, address: str) -> Any:
    """What was typed is shown again, so the same is typed each time."""
    return client.post(reverse("account_confirm_login_code"), {"code": "0000 0000"})


def be_wrong_too_often(client: Client, address: str) -> Any:
    AskedCode.objects.update(tries=4)
    return client.post(reverse("account_confirm_login_code"), {"code": wrong_code()}, follow=True)


def ask_again(client: Client, address: str) -> Any:
    return client.post(reverse("account_confirm_login_code"), {"resend": ""}, follow=True)


def ask_too_often(client: Client, address: str) -> Any:
    for _ in range(4):
        AskedCode.objects.update(asked_at="2020-01-01T00:00:00Z")
        answer = ask_by(client, address)
    return answer


def a_wrong_password(client: Client, address: str) -> Any:
    return client.post(reverse("account_login"), {"login": address, "password": "pas le bon"})


def forget_the_password(client: Client, address: str) -> Any:
    return client.get(reverse("account_reset_password"), follow=True)


def accounts() -> None:
    """One that is open, one that was closed."""
    Member.objects.create_user(KNOWN, factories.PASSWORD, display_name="Nadia B.")
    Member.objects.create_user(CLOSED, factories.PASSWORD, display_name="Paul C.", is_active=False)


def answer_to(act: Callable[[Client, str], Any], address: str) -> tuple[Any, ...]:
    """What is seen, sent, and asked of the database."""
    for cache in ("default", "throttles"):
        caches[cache].clear()
    AskedCode.objects.all().delete()
    client = Client()
    if act not in (ask, ask_too_often, sign_in, a_wrong_password):
        ask_by(client, address)
    with CaptureQueriesContext(connection) as queries:
        answer = act(client, address)
    page = TOKEN.sub("", answer.content.decode()).replace(address, "ADRESSE")
    asked = [VALUES.sub("?", query["sql"]).replace('"', "") for query in queries]
    return answer.status_code, answer.request["PATH_INFO"], sorted(answer.headers), page, asked


@pytest.mark.parametrize(
    "act",
    [
        sign_in,
        ask,
        be_wrong,
        be_wrong_too_often,
        ask_again,
        ask_too_often,
        a_wrong_password,
        forget_the_password,
    ],
)
def test_the_answer_is_the_same_to_the_byte(
    site: Any, act: Callable[[Client, str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts()
    noon = timezone.now().replace(second=0)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    answer_to(act, "pour-commencer@exemple.test")  # what the first request of a process pays alone
    assert answer_to(act, KNOWN) == answer_to(act, UNKNOWN) == answer_to(act, CLOSED)


def test_only_whoever_has_an_account_receives_anything(site: Any) -> None:
    accounts()
    for address in (KNOWN, UNKNOWN, CLOSED):
        client = Client()
        ask_by(client, address)
        ask_again(client, address)
    deliver()
    assert {tuple(message.to) for message in mail.outbox} == {(KNOWN,)}
