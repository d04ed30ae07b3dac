"""Many people talking at the same instant: run on PostgreSQL, SQLite writes one at a time."""

from typing import Any

import pytest

from community.comments.models import PeerComment
from tests import factories
from tests.attacks.concurrency.threads import at_once
from tests.community.comments.talk import say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def page(site: Any) -> Any:
    return factories.sheet(structure=factories.structure())


def test_twelve_replies_at_once_all_find_their_place(page: Any) -> None:
    people = [factories.member() for _ in range(12)]
    root = say(page, people[0], "Qui vient lundi ?")
    _, faults = at_once([lambda person=person: say(page, person, "Moi !", parent=root) for person in people])
    orders = list(PeerComment.objects.filter(thread_id=root.pk).values_list("order", flat=True))
    assert faults == []
    assert len(orders) == len(set(orders)) == 13


def test_one_message_sent_six_times_at_once_is_posted_once(page: Any) -> None:
    person = factories.member()
    _, faults = at_once([lambda: say(page, person, "Merci !")] * 6)
    assert faults == []
    assert PeerComment.objects.count() == 1
