"""The table of the people's addresses: each opens for those whom it names, and says nothing to the others."""

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.invitations.acts import invite
from community.invitations.links import link_of
from community.models import EntryRequest, Matter, Member
from community.teams.handovers import pass_the_baton
from tests import factories
from tests.access_table.people import (
    BY_A_LINK,
    CLOSED,
    ELSEWHERE,
    ELSEWHERE_TESTED,
    FACILITATOR,
    INVITED,
    MEMBER,
    PILOT,
    PUBLIC,
    READERS,
    ROWS,
    UNPROVEN,
)
from tests.attacks.doors.table import every_address
from tests.community.accounts.factors.hands import entered_ago, give_an_application, grace_is_over, proved
from tests.standing import standing

pytestmark = pytest.mark.django_db

ROOMS = ("accounts", "invitations", "people", "teams", "requests", "rights", "contact", "moderation")
ASKED = ("/compte/login/", "/compte/cles/demandees/", "/compte/confirmer/")
"""Where somebody goes who must first say, or prove, who they are."""


@standing
def world(structure: Any, pilot: Any, teammate: Any, outsider: Any, facilitator: Any) -> dict[str, Any]:
    late = factories.member(is_facilitator=True, display_name="Malik, animation")
    for person in (late, facilitator):
        grace_is_over(person)
        give_an_application(person)
    closed = factories.member(structure=structure)
    return {
        PUBLIC: None,
        INVITED: None,
        CLOSED: closed,
        ELSEWHERE: outsider,
        MEMBER: teammate,
        PILOT: pilot,
        UNPROVEN: late,
        FACILITATOR: facilitator,
        "structure": structure,
        "parcours": factories.parcours(),
        "handover": pass_the_baton(structure=structure, receiver=teammate, by=pilot),
        "invitation": invite(address="nouvelle@exemple.test", by=pilot, structure=structure, role="member"),
        "request": _request(),
        "matter": Matter.objects.create(subject="membre", object_id=teammate.pk, title="Une personne"),
    }


def _request() -> EntryRequest:
    return EntryRequest.objects.create(
        kind=EntryRequest.Kind.ACCOUNT,
        address="demande@exemple.test",
        name="Une voisine",
        confirmed_at=timezone.now(),
    )


def browser(world: dict[str, Any], reader: str) -> Client:
    """One in which this person has just come in."""
    client = Client()
    if reader == INVITED:
        client.get(link_of(world["invitation"]))
    elif reader == FACILITATOR:
        proved(client, world[reader])
    elif world[reader]:
        entered_ago(client, world[reader])
    if reader == CLOSED:
        Member.objects.filter(pk=world[reader].pk).update(is_active=False)
    return client


def answer(client: Client, address: str, *, is_sent: bool) -> HttpResponse:
    return client.post(address) if is_sent else client.get(address)  # type: ignore[return-value]


def is_open(response: HttpResponse, address: str) -> bool:
    """Whether somebody came in there. Fails for an answer that is neither."""
    if response.status_code == 302:
        return not response["Location"].startswith(ASKED)
    assert response.status_code in {200, 400, 403, 404, 410}, (address, response.status_code)
    return response.status_code in {200, 400}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_an_address_opens_for_whom_it_is_and_what_only_some_read_is_kept_nowhere(
    name: str, world: dict[str, Any]
) -> None:
    """Neither by a cache nor by the browser: one that several people share shows it to nobody who comes after."""
    row = ROWS[name]
    address = reverse(name, args=row.args(world))
    inside = []
    for reader in READERS:
        with transaction.atomic():
            response = answer(browser(world, reader), address, is_sent=row.is_sent)
            transaction.set_rollback(True)
        if is_open(response, address):
            inside.append(reader)
        if reader in row.opens and PUBLIC not in row.opens:
            assert "no-store" in response.headers.get("Cache-Control", ""), f"{address}, for the {reader}"
            assert "private" in response.headers["Cache-Control"]
    assert inside == [reader for reader in READERS if reader in row.opens]


def test_an_invitation_says_what_it_is_for_to_who_has_its_link(world: dict[str, Any]) -> None:
    told = {
        reader
        for reader in READERS
        if world["structure"].title in browser(world, reader).get(reverse("invitation")).content.decode()
    }
    assert told == {INVITED}


@pytest.mark.parametrize("name", sorted(BY_A_LINK))
def test_a_link_that_nobody_was_given_says_the_same_to_everybody(name: str, world: dict[str, Any]) -> None:
    address = reverse(name, args=["x" * 40])
    answers = {browser(world, reader).get(address).status_code for reader in READERS}
    assert len(answers) == 1
    assert answers <= {200, 302, 404, 410}


def test_every_address_of_people_has_its_row() -> None:
    rooms = tuple(f"community.{room}" for room in ROOMS)
    names = {
        address.name
        for address in every_address()
        if address.module.startswith((*rooms, "allauth")) or address.path.startswith("compte/")
    }
    assert names - ROWS.keys() - BY_A_LINK - ELSEWHERE_TESTED.keys() == set()
