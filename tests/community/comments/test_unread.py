"""« Non lus depuis votre visite », one sentence a test."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.comments.visits import forget_old_visits
from community.models import ConversationVisit
from tests.community.comments.talk import read, said_on, say
from tests.community.comments.test_pages import talk

pytestmark = pytest.mark.django_db


def unread(text: str) -> list[str]:
    page = BeautifulSoup(text, "html.parser")
    return [each["id"] for each in page.select(".comment--unread")]


def an_hour_ago() -> None:
    before = timezone.now() - timedelta(hours=1)
    ConversationVisit.objects.update(at=before, unread_since=before)


def test_a_first_visit_says_nothing_is_new_and_the_next_one_says_what_is(sheet: Any, outsider: Any, pilot: Any) -> None:
    said_on(say(sheet, pilot, "Avant"), timezone.now() - timedelta(days=1))
    assert unread(read(sheet, outsider)) == []
    an_hour_ago()
    new = say(sheet, pilot, "Depuis")
    said_on(new, timezone.now() - timedelta(minutes=40))
    text = read(sheet, outsider)
    assert unread(text) == [f"commentaire-{new.pk}"]
    assert "1 message non lu depuis votre visite" in text
    assert f'href="#commentaire-{new.pk}">Aller au premier' in text
    assert unread(read(sheet, outsider)) == [f"commentaire-{new.pk}"]  # the same visit, the page read again
    ConversationVisit.objects.update(at=timezone.now() - timedelta(minutes=31))
    assert unread(read(sheet, outsider)) == []


def test_ones_own_words_are_never_new(sheet: Any, outsider: Any, pilot: Any) -> None:
    say(sheet, pilot, "Avant")
    read(sheet, outsider)
    an_hour_ago()
    say(sheet, outsider, "De moi")
    assert all("De moi" not in each for each in unread(read(sheet, outsider)))


def test_a_page_read_again_writes_nothing(sheet: Any, outsider: Any, pilot: Any) -> None:
    say(sheet, pilot)
    read(sheet, outsider)
    with CaptureQueriesContext(connection) as asked:
        read(sheet, outsider)
    assert [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE"))] == []


def test_the_first_unread_is_reached_on_its_page(client: Client, sheet: Any, outsider: Any, pilot: Any) -> None:
    said = talk(sheet, pilot, 45)
    read(sheet, outsider)
    ConversationVisit.objects.update(
        at=timezone.now() - timedelta(hours=3), unread_since=timezone.now() - timedelta(hours=3)
    )
    for one in said[:30]:
        said_on(one, timezone.now() - timedelta(hours=4))
    client.force_login(outsider)
    page = BeautifulSoup(client.get(sheet.url).content, "html.parser")
    link = page.select_one(".conversation__unread a")["href"]
    assert link == f"?commentaire={said[30].pk}#commentaire-{said[30].pk}"
    there = BeautifulSoup(client.get(f"{sheet.url}{link}").content, "html.parser")
    assert there.select_one(f"#commentaire-{said[30].pk}.comment--unread")


def test_the_public_has_no_visit_and_a_visit_is_forgotten_after_a_year(sheet: Any, outsider: Any, pilot: Any) -> None:
    say(sheet, pilot)
    read(sheet)
    assert not ConversationVisit.objects.exists()
    read(sheet, outsider)
    assert forget_old_visits() == 0
    ConversationVisit.objects.update(at=timezone.now() - timedelta(days=366))
    assert forget_old_visits() == 1
