"""Many people talking at the same instant: run on PostgreSQL, SQLite writes one at a time."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from community.comments.models import PeerComment
from tests import factories
from tests.community.comments.talk import say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def page(site: Any) -> Any:
    return factories.sheet(structure=factories.structure())


def at_once(acts: list[Callable[[], Any]]) -> list[Exception]:
    """Start every act in its own thread, at the same instant; returns what went wrong."""
    faults: list[Exception] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=20)
            act()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return faults


def test_twelve_replies_at_once_all_find_their_place(page: Any) -> None:
    people = [factories.member() for _ in range(12)]
    root = say(page, people[0], "Qui vient lundi ?")
    faults = at_once([lambda person=person: say(page, person, "Moi !", parent=root) for person in people])
    orders = list(PeerComment.objects.filter(thread_id=root.pk).values_list("order", flat=True))
    assert faults == []
    assert len(orders) == len(set(orders)) == 13


def test_one_message_sent_six_times_at_once_is_posted_once(page: Any) -> None:
    person = factories.member()
    faults = at_once([lambda: say(page, person, "Merci !")] * 6)
    assert faults == []
    assert PeerComment.objects.count() == 1
