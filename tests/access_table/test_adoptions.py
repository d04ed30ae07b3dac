"""The table asked of what structures say that they tried: each state, each person, wherever it shows or is counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.models import StructurePage
from practices.adoptions.acts import withdraw
from practices.adoptions.moderating import release, remove
from practices.adoptions.queries import times_tried
from practices.models import Adoption, PracticePage
from search.answering.queries import SearchRequest, find
from tests import factories
from tests.access_table.rows import ELSEWHERE, EVERYBODY, FACILITATOR, PUBLIC, SECRET, TEAM, plain, visit
from tests.the_index import drain_all

pytestmark = pytest.mark.django_db

SPEAKER = "member of the structure that tried it"
PEOPLE = (*EVERYBODY, SPEAKER)
MEMBERS = (ELSEWHERE, TEAM, FACILITATOR, SPEAKER)


@pytest.fixture
def told(world: dict[str, Any], sheet: Any) -> Any:
    """Somebody of a third structure says that they tried the sheet; their own sheet tells it too."""
    taker = factories.structure(title="La Fabrique du Canal")
    world[SPEAKER] = factories.member(structure=taker)
    own = factories.sheet(structure=taker, title=f"Notre {SECRET}")
    return factories.adoption(
        sheet=sheet, structure=taker, changed=f"Le {SECRET}.", member=world[SPEAKER], own_sheet=own
    )


def restricted(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def held(told: Any, _world: Any) -> None:
    Adoption.objects.filter(pk=told.pk).update(is_public=False, held_at=timezone.now())


def held_then_released(told: Any, world: Any) -> None:
    held(told, world)
    release(told, world[FACILITATOR])


Arrange = Callable[[Any, dict[str, Any]], Any]
STATES: dict[str, tuple[Arrange, tuple[str, ...]]] = {
    "on line": (lambda told, world: None, PEOPLE),
    "held": (held, ()),
    "held, then released": (held_then_released, PEOPLE),
    "removed": (lambda told, world: remove(told, world[FACILITATOR], "Un nom."), ()),
    "taken back": (lambda told, world: withdraw(adoption=told, member=world[SPEAKER]), ()),
    "of a sheet off line": (lambda told, world: told.sheet.unpublish(), ()),
    "of a structure off line": (lambda told, world: told.structure.unpublish(), ()),
    "of a sheet restricted to members": (lambda told, world: restricted(told.sheet), MEMBERS),
    "of a structure restricted to members": (lambda told, world: restricted(told.structure), MEMBERS),
}
"""How it comes to that state, and who reads it where everybody would."""

OF_THE_SHEET = {"of a sheet off line", "of a sheet restricted to members"}
"""A count is asked of sheets that are seen: whose they are, it does not ask again."""
OWN_SCREENS = {"held", "removed"}  # what its structure still reads on the sheet, with its state


@pytest.mark.parametrize("state", STATES)
def test_where_it_is_read_and_counted(state: str, told: Any, world: dict[str, Any]) -> None:
    """One arrangement for all the people: it is what takes time."""
    arrange, _readers = STATES[state]
    arrange(told, world)
    for person in PEOPLE:
        read_and_counted(state, person, told, world)


def read_and_counted(state: str, person: str, told: Any, world: dict[str, Any]) -> None:
    readers = STATES[state][1]
    client = visit(world, person)
    is_read = person in readers
    assert Adoption.objects.visible_to(world[person]).exists() == is_read, person
    on_sheet, on_structure = words(client, told.sheet), words(client, told.structure)
    is_own = person == SPEAKER and state in OWN_SCREENS
    assert (f"Le {SECRET}." in on_sheet) == (is_read or is_own), person
    inside = state == "of a structure off line" and person in (SPEAKER, FACILITATOR)  # who read the page itself
    assert (f"Le {SECRET}." in on_structure) == (is_read or inside), person
    assert ("lineage__picture" in on_sheet) == is_read, person
    is_on_card = PUBLIC in readers or (state == "of a sheet restricted to members" and is_read)
    assert ("essayée par 1 structure" in words(client, "/pratiques/")) == is_on_card, person
    is_counted = times_tried([told.sheet_id], member=world[person]) == {told.sheet_id: 1}
    assert is_counted == (is_read or (state in OF_THE_SHEET and seen(told.structure, world[person]))), person


def seen(structure: Any, member: Any) -> bool:
    return StructurePage.objects.filter(pk=structure.pk).visible_to(member).exists()


def words(client: Client, page: Any) -> str:
    response = client.get(page if isinstance(page, str) else page.url)
    return plain(response.content.decode()) if response.status_code == 200 else ""


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("act", ["correct", "withdraw"])
def test_who_changes_it(act: str, person: str, told: Any, world: dict[str, Any]) -> None:
    client = visit(world, person)
    status = client.get(reverse(f"adoptions:{act}", args=[told.pk])).status_code

    assert status == {SPEAKER: 200, PUBLIC: 302}.get(person, 404)
    client.post(reverse("adoptions:withdraw", args=[told.pk]))
    assert Adoption.objects.standing().exists() == (person != SPEAKER)


@pytest.mark.parametrize("person", PEOPLE)
def test_each_reads_in_their_own_list_what_their_structures_say(person: str, told: Any, world: dict[str, Any]) -> None:
    held(told, world)
    response = visit(world, person).get(reverse("adoptions:said"))

    assert (SECRET in response.content.decode()) == (person == SPEAKER)


@pytest.mark.parametrize("state", STATES)
def test_kept_pages_show_each_state_to_the_next_visitor(
    state: str, told: Any, world: dict[str, Any], settings: Any
) -> None:
    settings.MADE_TWICE = False
    for _twice in range(2):
        for page in (told.sheet, told.structure):
            assert f"Le {SECRET}." in words(Client(), page)
    arrange, readers = STATES[state]
    arrange(told, world)

    for page in (told.sheet, told.structure):
        assert (f"Le {SECRET}." in words(Client(), page)) == (PUBLIC in readers)


@pytest.mark.suite("visibility")
@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("state", STATES)
def test_what_was_tried_most_comes_first_as_far_as_the_public_may_know(
    state: str, told: Any, world: dict[str, Any]
) -> None:
    arrange, readers = STATES[state]
    newer = factories.sheet(structure=factories.structure(title="Ailleurs"), title="Plus récente")
    # Of two that came within one second, which is the newer is not said.
    PracticePage.objects.filter(pk=newer.pk).update(first_published_at=timezone.now() + timedelta(hours=1))
    arrange(told, world)
    assert drain_all() == 0
    is_counted = PUBLIC in readers or state == "of a sheet restricted to members"  # counted for those who see the sheet
    order = [found.page for found in find(asked=SearchRequest(sort="tried"), member=world[FACILITATOR]).results]
    others = [page.pk for page in order if page.pk != told.sheet_id]
    assert newer.pk in others
    if state != "of a sheet off line":
        assert (order[0].pk == told.sheet_id) == is_counted
