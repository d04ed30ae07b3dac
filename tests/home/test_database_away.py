"""The database is away: the site says that it comes back, to people and to robots, and comes back by itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def away_for_now() -> Iterator[None]:
    """Nothing answers where the database was: a closed port, or a folder that is not there."""
    was = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(
        {"NAME": "/nowhere/site.sqlite3"} if connection.vendor == "sqlite" else {"HOST": "127.0.0.1", "PORT": "9"}
    )
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(was)


@pytest.fixture
def away(site: Any) -> Iterator[None]:
    with away_for_now():
        yield


@pytest.mark.parametrize(
    "address", ["/", "/pratiques/", "/recherche/?q=accueil", "/flux/", "/compte/login/", "/nulle-part/"]
)
def test_a_reader_is_told_to_come_back(address: str, away: None) -> None:
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "revient dans un instant" in response.content.decode()
    assert "Ce que vous venez d’envoyer" not in response.content.decode()


def test_whoever_was_sending_a_text_is_told_where_it_still_is(away: None) -> None:
    client = Client(raise_request_exception=False)
    response = client.post("/compte/login/", {"login": "a@exemple.test", "password": "x"})
    assert response.status_code == 503
    assert "votre texte y est encore" in response.content.decode()


def test_any_other_fault_stays_a_fault(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken page is not a database that is away: it must be seen by whoever runs the site."""
    monkeypatch.setattr("practices.feeds.MOST_ITEMS", "many")
    response = Client(raise_request_exception=False).get("/flux/")
    assert response.status_code == 500
    assert "Une panne de notre côté" in response.content.decode()


def test_the_site_is_back_when_its_database_is(site: Any) -> None:
    client = Client(raise_request_exception=False)
    with away_for_now():
        assert client.get("/").status_code == 503
    assert client.get("/").status_code == 200
