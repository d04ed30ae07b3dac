"""« Où je suis connecté » : each browser where the account is open, ended one by one or all at once."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.accounts.factors.sessions import (
    NO_ADDRESS,
    end_every_session,
    forget_sessions_that_are_over,
    open_sessions,
)
from tests.community.accounts.factors.hands import enter

pytestmark = pytest.mark.django_db

PAGE = "/compte/sessions/"
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"


def browser(member: Any, agent: str = PHONE) -> Client:
    client = Client(headers={"user-agent": agent})
    enter(client, member)
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/").wsgi_request.user.is_authenticated)


def test_each_browser_is_told_in_words_and_this_one_is_marked(pilot: Any) -> None:
    browser(pilot)
    here = browser(pilot, "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36")
    html = here.get(PAGE).content.decode()
    assert "Téléphone Android, Firefox" in html
    assert "Ordinateur Windows, Chrome" in html
    assert html.count("(cet appareil)") == 1
    assert not UserSession.objects.exclude(ip=NO_ADDRESS).exists(), "no address of a machine is kept"


def test_one_is_ended_and_the_others_stay(pilot: Any) -> None:
    lost, other, here = browser(pilot), browser(pilot), browser(pilot)
    row = UserSession.objects.get(session_key=lost.session.session_key)
    here.post(PAGE, {"session": row.pk})
    assert (is_in(lost), is_in(other), is_in(here)) == (False, True, True)


def test_all_the_others_are_ended_at_once_those_without_a_row_too(pilot: Any) -> None:
    other, unknown, here = browser(pilot), Client(), browser(pilot)
    unknown.force_login(pilot)
    here.post(PAGE, {"all": "others"})
    assert (is_in(other), is_in(unknown), is_in(here)) == (False, False, True)
    pilot.refresh_from_db()
    assert [one.is_this_one for one in open_sessions(member=pilot, this_one=here.session.session_key)] == [True]


@pytest.mark.parametrize("sent", [{}, {"session": "0"}, {"session": "x"}, {"session": "9" * 40}, {"all": "x"}])
def test_what_is_no_session_of_mine_changes_nothing(pilot: Any, outsider: Any, sent: dict[str, str]) -> None:
    here, theirs = browser(pilot), browser(outsider)
    assert here.post(PAGE, sent, follow=True).status_code == 200
    row = UserSession.objects.get(user=outsider)
    here.post(PAGE, {"session": row.pk})
    assert is_in(theirs)


def test_every_session_ends(pilot: Any) -> None:
    clients = [browser(pilot), browser(pilot)]
    end_every_session(member=pilot)
    assert not any(is_in(client) for client in clients)
    assert not UserSession.objects.filter(user=pilot).exists()


def test_a_session_that_a_new_password_ended_is_not_shown(pilot: Any) -> None:
    browser(pilot)
    pilot.set_password("une autre phrase de passe")
    pilot.save()
    assert open_sessions(member=pilot, this_one=None) == []


def test_the_list_and_the_entry_ask_the_same_with_thirty_sessions(pilot: Any) -> None:
    here = browser(pilot)
    here.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        here.get(PAGE)
    with CaptureQueriesContext(connection) as entering:
        browser(pilot)
    for _one in range(30):
        browser(pilot)
    with CaptureQueriesContext(connection) as many:
        assert here.get(PAGE).content.decode().count("Déconnecter<") == 31
    with CaptureQueriesContext(connection) as entering_then:
        browser(pilot)
    assert len(many) == len(few)
    assert len(entering_then) == len(entering)


def test_once_a_day_the_use_is_noted_and_no_page_writes_otherwise(pilot: Any) -> None:
    here = browser(pilot)
    row = UserSession.objects.get(user=pilot)
    long_ago = timezone.now() - timedelta(days=3)
    UserSession.objects.filter(pk=row.pk).update(last_seen_at=long_ago)
    here.get("/compte/cles/")
    row.refresh_from_db()
    assert row.last_seen_at == long_ago
    session = here.session
    session["seen_on"] = "2020-01-01"
    session.save()
    here.get("/compte/cles/")
    row.refresh_from_db()
    assert row.last_seen_at > long_ago


def test_rows_of_sessions_that_are_over_are_forgotten(pilot: Any) -> None:
    over, here = browser(pilot), browser(pilot)
    Session.objects.filter(session_key=over.session.session_key).update(expire_date=timezone.now())
    assert forget_sessions_that_are_over() == 1
    assert UserSession.objects.get(user=pilot).session_key == here.session.session_key


def test_the_public_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(PAGE).url.startswith(reverse("account_login"))
