"""The click in the mail: it alone shows a request to facilitators. The other one has it forgotten."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import EntryRequest, Notification
from community.notifications.acts import deliver
from community.requests.links import CONFIRM, FORGET, path_to
from tests.community.requests import asking
from tests.community.requests.asking import ACCOUNT, ADDRESS, ask, form_address, links

pytestmark = pytest.mark.django_db


def test_opening_the_link_changes_nothing_and_the_press_confirms(client: Client, site: Any) -> None:
    ask(client)
    confirming, _forgetting = links()
    for _ in range(3):
        page = client.get(confirming)
    assert ACCOUNT["reason"] in page.content.decode()
    assert not EntryRequest.objects.confirmed().exists()
    response = client.post(confirming, follow=True)
    assert "Votre demande est confirmée" in response.content.decode()
    assert EntryRequest.objects.waiting().count() == 1


def test_pressing_twice_or_in_two_tabs_confirms_once_and_says_so_again(client: Client, site: Any) -> None:
    ask(client)
    confirming = links()[0]
    assert [client.post(confirming).status_code for _ in range(3)] == [302] * 3
    at = EntryRequest.objects.get().confirmed_at
    assert "confirmée" in client.get(confirming).content.decode()
    assert EntryRequest.objects.get().confirmed_at == at


def test_the_link_is_kept_nowhere(client: Client, site: Any) -> None:
    ask(client)
    secrets = [path.rstrip("/").rpartition("-")[2] for path in links()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            written = str(cursor.fetchall())
            assert not [secret for secret in secrets if secret in written], table


def test_a_mail_written_again_holds_the_same_link(client: Client, site: Any) -> None:
    ask(client)
    first = links()
    Notification.objects.update(sent_at=None, address=ADDRESS, next_try_at=timezone.now())
    assert links() == first
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("token", ["1", "1-abc", f"1-{'0' * 64}", f"{'9' * 40}-{'a' * 64}", "-", "é-é", "x" * 5000])
def test_a_link_made_up_opens_nothing(client: Client, site: Any, token: str) -> None:
    asking.request(confirmed_at=None)
    for answer in (client.get, client.post):
        dead = answer(reverse(CONFIRM, args=[token]))
        assert dead.status_code == 404
        assert "Ce lien ne marche plus" in dead.content.decode()
        assert answer(reverse(FORGET, args=[token])).status_code == 200
    assert EntryRequest.objects.filter(confirmed_at=None).count() == 1


def test_the_link_of_one_act_does_not_open_the_other(client: Client, site: Any) -> None:
    asked = asking.request(confirmed_at=None)
    forgetting = path_to(act=FORGET, asked=asked).rstrip("/").rpartition("/")[2]
    assert client.post(reverse(CONFIRM, args=[forgetting])).status_code == 404


def test_after_seven_days_the_link_is_dead_and_the_request_forgotten(client: Client, site: Any) -> None:
    asked = asking.request(confirmed_at=None, asked_at=timezone.now() - timedelta(days=7, minutes=1))
    confirming = path_to(act=CONFIRM, asked=asked)
    assert client.get(confirming).status_code == 404
    assert client.post(confirming).status_code == 404
    assert not EntryRequest.objects.confirmed().exists()
    call_command("forget_requests", stdout=StringIO())
    assert not EntryRequest.objects.exists()


def test_thirteen_months_later_a_request_is_forgotten_whatever_became_of_it(facilitator: Any) -> None:
    asking.request(asked_at=timezone.now() - timedelta(days=397))
    kept = asking.request(asked_at=timezone.now() - timedelta(days=390))
    call_command("forget_requests", stdout=StringIO())
    assert list(EntryRequest.objects.all()) == [kept]


def test_the_newer_words_of_somebody_who_asks_twice_take_the_place_of_the_older(client: Client, site: Any) -> None:
    asking.request(reason="Avant")
    answered = asking.request(outcome="filed", answered_at=timezone.now())
    other = asking.request(address="autre@exemple.test")
    ask(client, reason="Après")
    client.post(links()[0])
    waiting = EntryRequest.objects.waiting()
    assert sorted(waiting.values_list("reason", flat=True)) == sorted(["Après", other.reason])
    assert EntryRequest.objects.filter(pk=answered.pk).exists()


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_one_press_has_a_request_forgotten_and_says_the_same_ever_after(
    client: Client, site: Any, is_confirmed: bool
) -> None:
    ask(client)
    confirming, forgetting = links()
    if is_confirmed:
        client.post(confirming)
    assert "Oublier ma demande" in client.get(forgetting).content.decode()
    assert EntryRequest.objects.count() == 1
    for _ in range(2):
        assert "C’est oublié" in client.post(forgetting).content.decode()
    assert not EntryRequest.objects.exists()
    assert client.get(confirming).status_code == 404


def test_a_mail_program_leaves_in_one_press_without_any_page(site: Any) -> None:
    ask(Client())
    deliver()
    headers = mail.outbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    program = Client(enforce_csrf_checks=True)
    path = address.partition("://")[2].partition("/")[2]
    answer = program.post(f"/{path}", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not EntryRequest.objects.exists()


def test_what_was_forgotten_before_its_mail_left_gets_none(client: Client, site: Any) -> None:
    ask(client)
    EntryRequest.objects.all().delete()
    deliver()
    assert not mail.outbox
    assert not Notification.objects.exists()


def test_the_form_page_is_never_kept_and_asks_for_no_session(client: Client, site: Any) -> None:
    page = client.get(form_address())
    assert "csrfmiddlewaretoken" in page.content.decode()
    assert "sessionid" not in page.cookies
