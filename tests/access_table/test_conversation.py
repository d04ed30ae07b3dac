"""What surrounds a comment, in each of its states × who reads: pages, acts, counts, kept pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.comments import acts, closing
from community.comments.appearing import hold_again
from community.comments.models import PeerComment
from tests import factories
from tests.access_table.rows import ELSEWHERE, FACILITATOR, PUBLIC, TEAM
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db
AUTHOR = "its author"
EVERYBODY = (PUBLIC, ELSEWHERE, TEAM, FACILITATOR, AUTHOR)
MEMBERS = (ELSEWHERE, TEAM, FACILITATOR, AUTHOR)
WORDS = "clarinette"


@pytest.fixture
def people(structure: Any, pilot: Any, facilitator: Any, outsider: Any) -> dict[str, Any]:
    author = factories.member(structure=structure, display_name="Autrice")
    return {PUBLIC: None, ELSEWHERE: outsider, TEAM: pilot, FACILITATOR: facilitator, AUTHOR: author}


@pytest.fixture
def said(sheet: Any, people: dict[str, Any]) -> PeerComment:
    return say(sheet, people[AUTHOR], f"Une {WORDS} dans la cour.")


def shown(_said: PeerComment, _people: Any) -> None: ...


def held(said: PeerComment, people: Any) -> None:
    hold_again(comment=said, by=people[FACILITATOR])


def removed(said: PeerComment, people: Any) -> None:
    acts.remove(comment=said, facilitator=people[FACILITATOR], reason="Le ton")


def withdrawn(said: PeerComment, people: Any) -> None:
    acts.withdraw(comment=said, member=people[AUTHOR])


def closed(said: PeerComment, people: Any) -> None:
    closing.close(page=said.content_object, by=people[FACILITATOR], sentence="Assez.")


def restricted(said: PeerComment, people: Any) -> None:
    page = said.content_object
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(people[TEAM].groups.get())


INSIDE = (TEAM, FACILITATOR, AUTHOR)
STATES: dict[Callable[[PeerComment, Any], None], tuple[tuple[str, ...], tuple[str, ...]]] = {
    # state: who reads the words on the page; who may thank
    shown: (EVERYBODY, (ELSEWHERE, TEAM, FACILITATOR, AUTHOR)),
    held: ((AUTHOR,), ()),
    removed: ((), ()),
    withdrawn: ((), ()),
    closed: (EVERYBODY, (ELSEWHERE, TEAM, FACILITATOR, AUTHOR)),
    restricted: (INSIDE, INSIDE),
}


def clients(people: dict[str, Any]) -> dict[str, Client]:
    made = {name: Client() for name in people}
    for name, person in people.items():
        if person is not None:
            made[name].force_login(person)
    return made


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_the_words_are_read_and_thanked_by_those_and_nobody_else(
    state: Any, sheet: Any, said: PeerComment, people: dict[str, Any]
) -> None:
    readers, thankers = STATES[state]
    state(said, people)
    visits = clients(people)
    pages = {name: visits[name].get(sheet.url) for name in people}
    assert {name for name, page in pages.items() if WORDS in page.content.decode()} == set(readers)
    counted = {name for name, page in pages.items() if "1 commentaire" in page.content.decode()}
    assert counted == (set(readers) if state is not held else set())
    url = reverse("comments:react", args=[said.pk])
    status = {name: visits[name].get(url).status_code for name in MEMBERS}
    assert {name for name, code in status.items() if code == 302} == set(thankers)
    assert visits[PUBLIC].get(url).status_code == (302 if thankers else 404)
    assert WORDS not in str(visits[PUBLIC].get(url).headers.get("Location", ""))


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_its_author_alone_changes_it_and_facilitators_alone_read_before_and_close(
    state: Any, sheet: Any, said: PeerComment, people: dict[str, Any]
) -> None:
    state(said, people)
    visits = clients(people)

    def opened_by(name: str, *args: int) -> set[str]:
        address = reverse(f"comments:{name}", args=args)
        return {who for who in people if visits[who].get(address).status_code == 200}

    is_there = state in (shown, held, closed, restricted)
    assert opened_by("edit", said.pk) == ({AUTHOR} if is_there else set())
    assert opened_by("withdraw", said.pk) == ({AUTHOR} if is_there else set())
    assert opened_by("versions", said.pk) == ({FACILITATOR} if is_there and state is not held else set())
    assert opened_by("close", sheet.pk) == {FACILITATOR}
    writers = set(INSIDE) if state is restricted else set(MEMBERS)
    assert opened_by("write", sheet.pk) == writers


def test_a_visitors_kept_page_has_no_name_behind_a_reaction_and_follows_each_press(
    client: Client, sheet: Any, said: PeerComment, people: dict[str, Any]
) -> None:
    thanked = reverse("comments:react", args=[said.pk])
    elsewhere = clients(people)[ELSEWHERE]
    for press, expected in (("merci", "Merci (1)"), ("-merci", "")):
        client.get(sheet.url)
        elsewhere.post(thanked, {"reaction": press})
        text = client.get(sheet.url).content.decode()
        assert ("Merci (1)" in text) == bool(expected)
        assert people[ELSEWHERE].display_name not in text
