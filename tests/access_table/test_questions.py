"""The table at the doors of questions: each state × the public, whoever asked, a member elsewhere, the asker's team,
facilitators; on the page, the list, the lever, the front page, the feed, the map of the site, and in search."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.models import Member
from community.models.members import ReadBefore
from practices.models import Lever, PracticeRequestPage, VisitorQuestion
from practices.requests import acts, visitors
from tests.access_table.rows import FACILITATOR, PUBLIC, SECRET, TEAM, plain
from tests.practices.requests.asking import asked, entraide
from tests.the_index import drain_all

pytestmark = pytest.mark.django_db
ASKER, ELSEWHERE = "who asked", "member elsewhere"
EVERYBODY = (PUBLIC, ASKER, ELSEWHERE, TEAM, FACILITATOR)
MEMBERS = (ASKER, ELSEWHERE, TEAM, FACILITATOR)
TITLE = f"Qui joue du {SECRET} ?"
SIGN = f"joue du {SECRET}"
VISITOR = "Philomène"  # nobody else's name


@dataclass(frozen=True)
class Row:
    """One row: how the question comes to that state, who reads it, who finds it."""

    arrange: Callable[[Any, Any], Any]
    readers: tuple[str, ...]
    finders: tuple[str, ...]
    asked_to_sign_in: tuple[str, ...] = ()


def _asked(world: Any, **more: Any) -> PracticeRequestPage:
    asker = world[ASKER]
    structure = asker.memberships.get().structure
    return asked(member=asker, question=TITLE, structure=structure, levers=[Lever.objects.get(slug="accueil")], **more)


def live(world: Any, _request: Any) -> Any:
    return _asked(world)


def held(world: Any, _request: Any) -> Any:
    Member.objects.filter(pk=world[ASKER].pk).update(read_before=ReadBefore.FIRST)
    world[ASKER].refresh_from_db()
    return _asked(world)


def released(world: Any, request: Any) -> Any:
    page = held(world, request)
    acts.release(thing=page, by=world[FACILITATOR])
    return page


def withdrawn(world: Any, _request: Any) -> Any:
    page = _asked(world)
    acts.withdraw(question=page, member=world[ASKER])
    return page


def removed(world: Any, _request: Any) -> Any:
    page = _asked(world)
    acts.remove(thing=page, by=world[FACILITATOR], reason="Hors sujet.")
    return page


def restricted(world: Any, _request: Any) -> Any:
    page = _asked(world)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


def below_a_list_off_line(world: Any, _request: Any) -> Any:
    page = _asked(world)
    entraide().specific.unpublish()
    return page


def by_a_visitor(world: Any, _request: Any) -> Any:
    entraide()
    levers = [Lever.objects.get(slug="accueil").pk]
    row = VisitorQuestion.objects.create(address="n@exemple.test", name=VISITOR, question=TITLE, levers=levers)
    visitors.confirm(asked=row)
    return PracticeRequestPage.objects.get()


def by_a_visitor_released(world: Any, request: Any) -> Any:
    page = by_a_visitor(world, request)
    acts.release(thing=page, by=world[FACILITATOR])
    return page


def not_confirmed(world: Any, _request: Any) -> Any:
    entraide()
    VisitorQuestion.objects.create(address="n@exemple.test", name=VISITOR, question=TITLE, levers=[])


ALONE = (ASKER, FACILITATOR)
TABLE = {
    "live": Row(live, readers=EVERYBODY, finders=EVERYBODY),
    "held": Row(held, readers=ALONE, finders=()),
    "released": Row(released, readers=EVERYBODY, finders=EVERYBODY),
    "withdrawn": Row(withdrawn, readers=ALONE, finders=()),
    "removed": Row(removed, readers=ALONE, finders=()),
    "restricted to members": Row(restricted, readers=MEMBERS, finders=MEMBERS, asked_to_sign_in=(PUBLIC,)),
    "below a list off line": Row(below_a_list_off_line, readers=ALONE, finders=()),
    "by a visitor, held": Row(by_a_visitor, readers=(FACILITATOR,), finders=()),
    "by a visitor, released": Row(by_a_visitor_released, readers=EVERYBODY, finders=EVERYBODY),
    "by a visitor, not confirmed": Row(not_confirmed, readers=(), finders=()),
}


@pytest.fixture
def people(pilot: Any, teammate: Any, outsider: Any, facilitator: Any) -> dict[str, Any]:
    return {PUBLIC: None, ASKER: pilot, TEAM: teammate, ELSEWHERE: outsider, FACILITATOR: facilitator}


def visit(person: Any) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


@pytest.mark.parametrize("row", TABLE)
def test_who_reads_a_question_and_where_it_is_listed(row: str, people: dict[str, Any], rf: Any) -> None:
    expected = TABLE[row]
    page = expected.arrange(people, rf)
    places = {**cards(), "feed": reverse("questions_feed")}
    for person, member in people.items():
        if page is not None:
            answer = visit(member).get(page.get_url())
            assert (answer.status_code == 200) == (person in expected.readers), (person, answer.status_code)
            assert (answer.status_code == 302) == (person in expected.asked_to_sign_in), person
    assert_shown_to(expected.finders, places, people)


def cards() -> dict[str, str]:
    """Where a question is a card."""
    return {
        "list": "/entraide/",
        "list of those without answer": "/entraide/?reponses=sans",
        "list of the lever": "/entraide/?levier=accueil",
        "lever": reverse("lever", args=["accueil"]),
        "front page": "/",
    }


@pytest.mark.parametrize("row", [row for row in TABLE if "visitor" in row])
def test_who_reads_the_first_name_of_a_visitor(row: str, people: dict[str, Any], rf: Any) -> None:
    """On the cards as on the page: who may read it, and nobody before."""
    page = TABLE[row].arrange(people, rf)
    if page is not None:
        for person, member in people.items():
            is_read = VISITOR in visit(member).get(page.get_url()).content.decode()
            assert is_read == (person in TABLE[row].readers), person
    assert_shown_to(TABLE[row].finders, cards(), people, sign=VISITOR)
    for member in people.values():
        assert VISITOR not in visit(member).get(reverse("questions_feed")).content.decode(), "what is copied elsewhere"


@pytest.mark.suite("visibility")
@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("row", TABLE)
def test_who_finds_a_question(row: str, people: dict[str, Any], rf: Any) -> None:
    TABLE[row].arrange(people, rf)
    assert drain_all() == 0
    places = {
        "search": f"/recherche/?q={SECRET}",
        "search by kind": f"/recherche/?q={SECRET}&type=question",
        "suggestions": f"{reverse('suggestions')}?q={SECRET}",
        "what answers already": f"{reverse('close_to_question')}?q={SECRET}",
    }
    assert_shown_to(TABLE[row].finders, places, people)


def assert_shown_to(
    finders: tuple[str, ...], places: dict[str, str], people: dict[str, Any], *, sign: str = SIGN
) -> None:
    for person, member in people.items():
        client = visit(member)
        for name, place in places.items():
            assert (sign in plain(client.get(place).content.decode())) == (person in finders), (person, name)


@pytest.mark.parametrize("row", TABLE)
def test_who_changes_and_answers_a_question(row: str, people: dict[str, Any], rf: Any) -> None:
    expected = TABLE[row]
    page = expected.arrange(people, rf)
    if page is None:
        return
    fresh = PracticeRequestPage.objects.get(pk=page.pk)
    for person, member in people.items():
        client = visit(member)
        for name in ("edit_question", "withdraw_question"):
            status = client.get(reverse(name, args=[page.pk])).status_code
            theirs = person == ASKER and (fresh.live or fresh.is_held) and fresh.asker_id is not None
            assert status == (302 if person == PUBLIC else 200 if theirs else 404), (person, name)
        status = client.get(reverse("comments:write", args=[page.pk])).status_code
        assert status == (302 if person == PUBLIC else 200 if person in expected.finders else 404), person
