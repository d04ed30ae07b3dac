"""Nobody learns from the form whether an address has an account, a request, an invitation: same bytes, same work."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.models import EntryRequest, Member, Notification
from community.notifications.acts import deliver
from tests.community.requests import asking
from tests.community.requests.asking import ask, form_address, links

pytestmark = pytest.mark.django_db

KNOWN, CLOSED, WAITING, UNKNOWN = "aaaa@exemple.test", "bbbb@exemple.test", "cccc@exemple.test", "dddd@exemple.test"
CHANGES = re.compile(r"[0-9a-zA-Z_:.-]{16,}|'[^']*'|\b\d+\b")


@pytest.fixture
def people(site: Any) -> None:
    Member.objects.create_user(KNOWN, None, display_name="Connue")
    Member.objects.create_user(CLOSED, None, display_name="Fermée", is_active=False)
    asking.request(address=WAITING)


def all_that_is_answered(address: str, kind: str) -> tuple[Any, ...]:
    """What a stranger sees of it: the answer and its headers, the page that follows; and what the site did."""
    browser = Client(REMOTE_ADDR=f"192.0.2.{ord(address[0])}")
    browser.get(form_address(kind))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = ask(browser, kind=kind, address=address)
    page = browser.get(answer["Location"]).content.decode()
    headers = {name: value for name, value in answer.headers.items() if name != "Date"}
    queries = [CHANGES.sub("…", query["sql"]) for query in asked.captured_queries]
    return answer.status_code, answer.content, headers, page.replace(address, "…"), queries


@pytest.mark.parametrize("kind", ["compte", "nouvelles"])
def test_the_answer_and_the_work_are_the_same_for_every_address(people: None, kind: str) -> None:
    of_a_stranger = all_that_is_answered(UNKNOWN, kind)
    for address in (KNOWN, CLOSED, WAITING):
        assert all_that_is_answered(address, kind) == of_a_stranger


def test_the_same_rows_are_written_for_every_address(people: None) -> None:
    for address in (KNOWN, CLOSED, WAITING, UNKNOWN):
        ask(Client(), address=address)
        row = EntryRequest.objects.filter(address=address).latest("pk")
        written = Notification.objects.get(address=address)
        assert (row.confirmed_at, written.kind, written.body, written.recipient) == (None, "request_confirm", "", None)
        assert written.subject == "Confirmez votre demande"


def test_who_has_an_account_reads_how_to_enter_and_nothing_reaches_the_facilitators(people: None) -> None:
    ask(Client(), address=KNOWN)
    deliver()
    text = mail.outbox[-1].body
    assert reverse("account_login") in text
    assert "confirmer" not in text
    assert mail.outbox[-1].to == [KNOWN]
    assert not EntryRequest.objects.filter(address=KNOWN).confirmed().exists()


@pytest.mark.parametrize("address", [CLOSED, UNKNOWN])
def test_who_has_none_or_a_closed_one_confirms(people: None, address: str) -> None:
    ask(Client(), address=address)
    assert links()[0].startswith("/rejoindre/demander/confirmer/")


def test_a_member_may_be_kept_informed(people: None) -> None:
    ask(Client(), kind="nouvelles", address=KNOWN)
    Client().post(links()[0])
    assert EntryRequest.objects.waiting().for_news().get().address == KNOWN
