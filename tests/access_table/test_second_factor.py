"""The table again: a facilitator who owes a second proof (a member elsewhere), who gave it, and a closed account."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Member
from tests.access_table.rows import ELSEWHERE, FACILITATOR, PUBLIC, SECRET, TABLE, plain, visit
from tests.community.accounts.factors.hands import grace_is_over, proved
from tests.the_index import drain_all

pytestmark = pytest.mark.django_db


def what_is_seen(client: Client, page: Any) -> tuple[int, bool, int]:
    """How the page answers, whether the list shows it, how its film answers."""
    listed = SECRET in plain(client.get("/temoignages/").content.decode())
    return client.get(page.url).status_code, listed, client.get(page.media.url).status_code


def what_is_due(row: str, person: str) -> tuple[int, bool, int]:
    """The same, as the table says it."""
    said = TABLE[row]
    reads = person in said.readers
    page = 200 if reads else 302 if person in said.asked_to_sign_in else 404
    return page, person in said.finders, 200 if reads else 404


@pytest.mark.parametrize("row", TABLE)
def test_pages_lists_and_files(row: str, film: Any, world: dict[str, Any], facilitator: Any) -> None:
    TABLE[row].arrange(film, world)
    page = type(film).objects.get(pk=film.pk)
    grace_is_over(facilitator)
    assert what_is_seen(visit(world, FACILITATOR), page) == what_is_due(row, ELSEWHERE)
    with_it = proved(Client(), facilitator)
    assert what_is_seen(with_it, page) == what_is_due(row, FACILITATOR)
    Member.objects.filter(pk=facilitator.pk).update(is_active=False)
    assert what_is_seen(with_it, page) == what_is_due(row, PUBLIC)


@pytest.mark.parametrize("row", ["restricted to a group of others", "closed by a password", "restricted to members"])
def test_search(row: str, film: Any, world: dict[str, Any], facilitator: Any) -> None:
    TABLE[row].arrange(film, world)
    assert drain_all() == 0

    def finds(client: Client) -> bool:
        html = client.get(reverse("search"), {"q": SECRET}).content.decode()
        return f"Témoignage {SECRET}" in plain(html)

    expected = {person: finds(visit(world, person)) for person in (ELSEWHERE, FACILITATOR)}
    assert expected[FACILITATOR]
    grace_is_over(facilitator)
    assert finds(visit(world, FACILITATOR)) == expected[ELSEWHERE]
    assert finds(proved(Client(), facilitator))
