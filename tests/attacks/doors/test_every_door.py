"""Each address has its line in the table: one that a library brings fails here, and answers nobody it should not."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.attacks.doors.table import DOORS, OPEN_IN_THE_ADMIN, ROOMS_OF_THE_ADMIN, Address, every_address

pytestmark = pytest.mark.django_db

ADMIN = "admin/"
OUTSIDE = [address for address in every_address() if address.name in DOORS or not address.path.startswith(ADMIN)]
INSIDE = [address for address in every_address() if address.path.startswith(ADMIN) and address.name not in DOORS]
PARTS = (
    (re.compile(r"\(\?P<(?:pk|\w*_id|page)>.*?\)"), "1"),
    (re.compile(r"\(\?:.*?\)\*|[\^$\\]"), ""),
    (re.compile(r"\(.*?\)"), "x"),
    (re.compile(r"<int:\w+>"), "1"),
    (re.compile(r"<path:\w+>"), "a/b"),
    (re.compile(r"<(?:\w+:)?\w+>"), "x"),
)


def plausible(address: Address) -> str:
    """The address, with something at each place that wants something."""
    path = address.path
    for part, value in PARTS:
        path = part.sub(value, path)
    return f"/{path}"


def test_every_address_outside_the_admin_has_a_line() -> None:
    unknown = {address.name: address.path for address in OUTSIDE if address.name not in DOORS}
    assert unknown == {}, "who brought it, for whom, with which throttle? Write its line, or do not open it"


def test_every_line_is_about_an_address_that_exists() -> None:
    assert set(DOORS) - {address.name for address in OUTSIDE} == set()


def test_the_owner_of_a_line_is_who_answers() -> None:
    wrong = {
        address.name: (address.owner, DOORS[address.name].owner)
        for address in OUTSIDE
        if address.owner != DOORS[address.name].owner
    }
    assert wrong == {}


def test_every_room_of_the_admin_is_known() -> None:
    rooms = {address.path.removeprefix(ADMIN).split("/")[0] for address in every_address() if ADMIN in address.path}
    assert rooms == set(ROOMS_OF_THE_ADMIN)


DOORS_TO_SIGN_IN = ("/admin/login/", "/compte/login/")  # the first leads to the second


def test_the_admin_answers_neither_visitors_nor_members(site: Any, pilot: Any) -> None:
    member = Client()
    member.force_login(pilot)
    answered = {}
    for address in INSIDE:
        if address.name in OPEN_IN_THE_ADMIN:
            continue
        for who, browser in (("visitor", Client()), ("member", member)):
            response = browser.get(plausible(address))
            sent_to_the_door = response.status_code == 302 and response["Location"].startswith(DOORS_TO_SIGN_IN)
            if not sent_to_the_door and response.status_code not in {403, 404, 405}:
                answered[address.path] = (who, response.status_code, response.get("Location"))
    assert answered == {}


def test_an_unknown_door_would_be_seen() -> None:
    stranger = Address(path="_util/new/", name="wagtailcore_new", module="wagtail.views")
    assert stranger.name not in DOORS
    assert stranger.owner == "wagtail"
