"""One object answers the requests of every thread: what one person may read never reaches another."""

import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.models import PageViewRestriction

from tests import factories
from tests.attacks.concurrency.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

READERS_OF_EACH_KIND = 3
READS = 12  # by each of them: with state on the feed, one answer in three was somebody else's


@pytest.fixture
def members_only(site: Any) -> Any:
    """A live testimonial that only signed-in people may read, and a public one."""
    structure = factories.structure(title="Le Café des Tilleuls")
    factories.testimonial(structure=structure, title="Pour tout le monde")
    page = factories.testimonial(structure=structure, title="Entre membres seulement")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


@pytest.fixture
def impatient_threads() -> Iterator[None]:
    """Threads take turns a thousand times more often than usual, so that a race shows at once."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 1000)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.parametrize("feed", ["feed", "lever_feed"])
def test_a_feed_read_by_members_and_visitors_at_once_mixes_nobody_s_view(
    feed: str, members_only: Any, impatient_threads: None
) -> None:
    address = reverse(feed, args=["accueil"] if feed == "lever_feed" else [])
    facilitator = factories.member(is_facilitator=True)
    seen: dict[bool, list[bool]] = {True: [], False: []}

    def read(signed_in: bool) -> None:
        client = Client()
        if signed_in:
            client.force_login(facilitator)
        for _ in range(READS):
            text = client.get(address).content.decode()
            assert "Pour tout le monde" in text
            seen[signed_in].append(members_only.title in text)

    _, faults = at_once([partial(read, who) for who in (True, False) for _ in range(READERS_OF_EACH_KIND)])
    assert faults == []
    assert len(seen[True]) == len(seen[False]) == READS * READERS_OF_EACH_KIND
    assert all(seen[True])
    assert not any(seen[False]), f"{sum(seen[False])} of {len(seen[False])} visitors read what is for members"


def test_what_answers_an_address_is_the_same_object_before_and_after(members_only: Any, client: Client) -> None:
    """An instance in the URLconf, a feed for instance, is shared by every request: none may leave a mark on it."""
    shared = [one for one in callbacks() if not callable(getattr(one, "__get__", None)) and hasattr(one, "__dict__")]
    assert shared, "the feeds at least are instances"
    before = [dict(vars(one)) for one in shared]
    client.force_login(factories.member(is_facilitator=True))
    for address in (reverse("feed"), reverse("lever_feed", args=["accueil"])):
        assert client.get(address).status_code == 200
    assert [dict(vars(one)) for one in shared] == before


def callbacks() -> Iterator[Any]:
    """Every view of the URLconf, ours and the libraries'."""
    waiting = list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop()
        if hasattr(pattern, "url_patterns"):
            waiting += pattern.url_patterns
        else:
            yield pattern.callback
