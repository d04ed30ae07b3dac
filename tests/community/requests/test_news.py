"""Who is kept informed: told once each when a parcours opens, taken away in a table, gone by one press."""

import csv
import re
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from community.models import EntryRequest, Notification, ParcoursNews
from community.notifications.acts import deliver_all
from community.requests.answers import NobodyToTell, tell_about
from tests import factories
from tests.community.accounts.factors.hands import entered_ago
from tests.community.requests import asking

pytestmark = pytest.mark.django_db
WORDS = {"subject": "Les inscriptions ouvrent", "words": "Bonjour, le parcours commence en mars.\nVenez !"}


@pytest.fixture
def parcours(site: Any) -> Any:
    return factories.parcours(title="Somme 2028")


@pytest.fixture
def desk(client: Client, facilitator: Any) -> Client:
    return entered_ago(client, facilitator)


@pytest.fixture
def informed(parcours: Any) -> list[EntryRequest]:
    """One of this parcours, one of the next; one of another parcours, and one who has not confirmed."""
    other = factories.parcours()
    return [
        asking.request(kind="news", address=f"{name}@exemple.test", **fields)
        for name, fields in {
            "ici": {"parcours": parcours},
            "prochain": {},
            "ailleurs": {"parcours": other},
            "muette": {"parcours": parcours, "confirmed_at": None},
        }.items()
    ]


def test_one_press_writes_to_each_once_in_the_facilitator_s_words(
    desk: Client, parcours: Any, informed: list[EntryRequest]
) -> None:
    assert "Prévenir 2 personnes" in desk.get(reverse("requests"), {"genre": "nouvelles"}).content.decode()
    address = reverse("tell_about_parcours", args=[parcours.pk])
    assert desk.post(address, WORDS).status_code == 302
    deliver_all()
    assert sorted(message.to[0] for message in mail.outbox) == ["ici@exemple.test", "prochain@exemple.test"]
    assert all(WORDS["subject"] == message.subject and "commence en mars" in message.body for message in mail.outbox)
    again = desk.post(address, WORDS).content.decode()
    assert "Personne n’attend plus de nouvelles" in again
    assert WORDS["words"].split("\n")[0] in again
    assert ParcoursNews.objects.count() == 1
    assert len(mail.outbox) == 2


def test_each_mail_has_its_own_way_out(parcours: Any, informed: list[EntryRequest], facilitator: Any) -> None:
    tell_about(parcours=parcours, by=facilitator, **WORDS)
    deliver_all()
    ways_out = {message.extra_headers["List-Unsubscribe"] for message in mail.outbox}
    assert len(ways_out) == 2
    path = re.search(r"(/rejoindre/demander/oublier/\S+)", mail.outbox[0].body)
    assert path is not None
    Client().post(path[1])
    assert not EntryRequest.objects.filter(address=mail.outbox[0].to[0]).exists()


def test_who_has_left_before_the_mails_leave_gets_none(
    parcours: Any, informed: list[EntryRequest], facilitator: Any
) -> None:
    tell_about(parcours=parcours, by=facilitator, **WORDS)
    informed[0].delete()
    deliver_all()
    assert [message.to for message in mail.outbox] == [["prochain@exemple.test"]]


def test_telling_nobody_leaves_nothing(parcours: Any, facilitator: Any) -> None:
    with pytest.raises(NobodyToTell):
        tell_about(parcours=parcours, by=facilitator, **WORDS)
    assert not ParcoursNews.objects.exists()
    assert not Notification.objects.exists()


def test_news_never_keep_those_waiting_who_sit_before_a_screen(
    parcours: Any, informed: list[EntryRequest], facilitator: Any, site: Any
) -> None:
    tell_about(parcours=parcours, by=facilitator, **WORDS)
    asking.ask(Client(), address="presse@exemple.test")
    deliver_all()
    assert mail.outbox[0].to == ["presse@exemple.test"]


@pytest.mark.parametrize("field", ["subject", "words"])
def test_a_message_without_a_part_leaves_to_nobody_and_keeps_the_other(
    desk: Client, parcours: Any, informed: list[EntryRequest], field: str
) -> None:
    response = desk.post(reverse("tell_about_parcours", args=[parcours.pk]), {**WORDS, field: " "})
    assert response.context["form"].errors[field]
    other = "words" if field == "subject" else "subject"
    assert WORDS[other].split("\n")[0] in response.content.decode()
    assert not Notification.objects.exists()


def rows_of(response: Any) -> list[list[str]]:
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_the_table_lists_who_is_kept_informed_of_a_parcours(
    desk: Client, parcours: Any, informed: list[EntryRequest]
) -> None:
    response = desk.get(reverse("requests_table"), {"parcours": parcours.pk})
    assert "attachment" in response["Content-Disposition"]
    header, *rows = rows_of(response)
    assert header[:4] == ["Adresse", "Nom", "Structure", "Parcours"]
    assert [(row[0], row[3]) for row in rows] == [("ici@exemple.test", "Somme 2028")]
    assert len(rows_of(desk.get(reverse("requests_table")))) == 4


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("x";"y")'])
def test_nothing_in_the_table_is_calculated(desk: Client, cell: str) -> None:
    asking.request(kind="news", name=cell, structure_name=f"A;{cell}")
    row = rows_of(desk.get(reverse("requests_table")))[1]
    assert row[1:3] == [f"'{cell}", f"A;{cell}"]
