"""The table asked while pages are kept: the public, somebody who belongs there, the public again, after each act.

What one reader leaves in the store shows nothing to the next that their own row does not.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.comments.acts import withdraw
from tests import factories
from tests.access_table.rows import (
    CHANGED,
    ELSEWHERE,
    EVERYBODY,
    FACILITATOR,
    PUBLIC,
    SECRET,
    TABLE,
    TEAM,
    plain,
    visit,
)
from tests.community.comments.talk import say
from tests.the_index import drain_all

pytestmark = pytest.mark.django_db
IN_TURN = (PUBLIC, TEAM, ELSEWHERE, FACILITATOR, PUBLIC)
RESULTS = f"/recherche/?q={SECRET}"


@pytest.fixture(autouse=True)
def _made_once(settings: Any) -> None:
    settings.MADE_TWICE = False


def is_kept(address: str) -> bool:
    """Whether a visitor's reading costs the generation only."""
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address).status_code == 200
    return len(asked) <= 1


def read_twice(page: Any) -> None:
    """Visitors have read the page and its lists before anything happens, and are shown what is kept."""
    drain_all()
    for address in (page.url, "/temoignages/", RESULTS):
        for _twice in range(2):
            Client().get(address)
        assert is_kept(address), address


def opens(world: dict[str, Any], person: str, page: Any) -> int:
    """The status of the page, which shows its words if it is shown at all."""
    answer = visit(world, person).get(page.url)
    assert (SECRET in answer.content.decode()) == (answer.status_code == 200)
    return answer.status_code


def finds(world: dict[str, Any], person: str) -> bool:
    """Whether the list names the page; the results do as well, or neither does."""
    client = visit(world, person)
    found = {
        f"Témoignage {SECRET}" in plain(client.get(address).content.decode()) for address in ("/temoignages/", RESULTS)
    }
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize("row", TABLE)
def test_each_row_reads_the_same_whoever_read_before(row: str, film: Any, world: dict[str, Any]) -> None:
    read_twice(film)
    TABLE[row].arrange(film, world)
    drain_all()
    refused = {person: 302 if person in TABLE[row].asked_to_sign_in else 404 for person in EVERYBODY}
    expected = {person: 200 if person in TABLE[row].readers else refused[person] for person in EVERYBODY}
    for person in IN_TURN:
        assert opens(world, person, film) == expected[person], person
        assert finds(world, person) == (person in TABLE[row].finders), person
    if PUBLIC in TABLE[row].readers:
        assert is_kept(film.url)


@pytest.mark.parametrize("row", [row for row in TABLE if not TABLE[row].is_for_testimonials])
def test_a_close_sheet_is_named_to_its_own_readers_whoever_read_before(
    row: str, structure: Any, pilot: Any, world: dict[str, Any]
) -> None:
    """The cards of close sheets are kept for all who see the same things, members too."""
    text = f"L’atelier {SECRET} des framboisiers, avec les voisines et les voisins."
    near = factories.sheet(structure=factories.structure(title="Ailleurs"), title=text)
    sheet = factories.sheet(structure=structure, owner=pilot, title=f"{text} Suite")
    drain_all()

    def named() -> list[bool]:
        pages = [visit(world, person).get(near.url).content.decode() for person in IN_TURN]
        return [f"{text} Suite" in plain(page) for page in pages]

    assert all(named())
    TABLE[row].arrange(sheet, world)
    drain_all()
    assert named() == [person in TABLE[row].finders for person in IN_TURN]


def edit(page: Any, _world: dict[str, Any]) -> None:
    page.transcript = f"Nadia : {SECRET}, {CHANGED}."
    page.save_revision().publish()


def comment(page: Any, world: dict[str, Any]) -> None:
    say(page, world[TEAM], f"Et le {CHANGED} ?")


SHOWN: dict[str, Callable[[Any, dict[str, Any]], None]] = {"an edit": edit, "a comment": comment}


@pytest.mark.parametrize("act", SHOWN)
def test_what_is_added_shows_to_the_next_reader_whoever_read_before(act: str, film: Any, world: dict[str, Any]) -> None:
    read_twice(film)
    SHOWN[act](film, world)
    for person in IN_TURN:
        assert CHANGED in visit(world, person).get(film.url).content.decode(), person


def test_a_comment_taken_back_is_shown_to_nobody_who_comes_after(film: Any, world: dict[str, Any]) -> None:
    said = say(film, world[TEAM], f"Et le {CHANGED} ?")
    read_twice(film)
    withdraw(comment=said, member=world[TEAM])
    for person in IN_TURN:
        assert CHANGED not in visit(world, person).get(film.url).content.decode(), person


def test_midnight_comes_for_pages_that_are_kept(
    film: Any, world: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The agreement ends with the day: without a write, the page goes from every reader's sight but its team's."""
    film.consents.update(expires_on=timezone.localdate())
    read_twice(film)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: midnight)
    expected = {person: 200 if person in (TEAM, FACILITATOR) else 404 for person in EVERYBODY}
    for person in IN_TURN:
        assert opens(world, person, film) == expected[person], person
        assert not finds(world, person)


def test_what_was_hidden_is_shown_again_at_once(film: Any, world: dict[str, Any]) -> None:
    """There and back: neither the page that was kept before nor its absence stays."""
    read_twice(film)
    film.unpublish()
    assert opens(world, PUBLIC, film) == 404
    film.refresh_from_db()
    film.save_revision(clean=False).publish()
    assert [opens(world, person, film) for person in IN_TURN] == [200] * len(IN_TURN)
