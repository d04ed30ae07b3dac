"""The table at the doors of « Mon compte » and of a member's page: address by address, person by person."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.accounts.home.addresses import Mailbox, ask, token_of
from tests import factories
from tests.access_table.rows import ELSEWHERE, FACILITATOR, PUBLIC, TEAM
from tests.community.accounts.factors.hands import grace_is_over
from tests.community.accounts.home.entering import entered

pytestmark = pytest.mark.django_db

PILOT, UNPROVEN, CLOSED = "pilot", "facilitator without their second factor", "closed account"
SIGN_IN, SHOWN, NOTHING, PROVE = "asked to sign in", "shown", "not found", "asked for a proof"
MEMBERS = {PUBLIC: SIGN_IN, CLOSED: SIGN_IN}
"""What those who are not members are told; the others are shown the page."""

TABLE: dict[str, dict[str, str]] = {
    "account_home": MEMBERS,
    "account_name": MEMBERS,
    "account_work": MEMBERS,
    "account_help": MEMBERS,
    "account_photo": MEMBERS,
    "account_address": MEMBERS,
    "member": MEMBERS,
    "write_to_member": MEMBERS | {PILOT: NOTHING},  # to oneself
    "leave_structure": MEMBERS | {ELSEWHERE: NOTHING, FACILITATOR: NOTHING, UNPROVEN: NOTHING},
    "member, closed": MEMBERS | {ELSEWHERE: NOTHING, TEAM: NOTHING, PILOT: NOTHING, UNPROVEN: NOTHING},
    "confirm_address": {},  # whoever has the mail
}


@pytest.fixture
def browsers(pilot: Any, teammate: Any, outsider: Any, facilitator: Any, settings: Any) -> dict[str, Client]:
    settings.SECOND_FACTOR_GRACE_DAYS = 14
    unproven = factories.member(is_facilitator=True)
    grace_is_over(unproven)
    closed = factories.member()
    people = {PILOT: pilot, TEAM: teammate, ELSEWHERE: outsider, FACILITATOR: facilitator, UNPROVEN: unproven}
    there = {who: entered(person) for who, person in {**people, CLOSED: closed}.items()}
    closed.is_active = False
    closed.save()
    return {PUBLIC: Client(), **there}


@pytest.fixture
def places(structure: Any, pilot: Any) -> dict[str, str]:
    gone = factories.member(is_active=False)
    moving = ask(member=factories.member(), address="ailleurs@exemple.test")
    of_one = {name: reverse(name) for name in TABLE if name.startswith("account_")}
    return of_one | {
        "member": reverse("member", args=[pilot.pk]),
        "write_to_member": reverse("write_to_member", args=[pilot.pk]),
        "leave_structure": reverse("leave_structure", args=[structure.pk]),
        "member, closed": reverse("member", args=[gone.pk]),
        "confirm_address": reverse("confirm_address", args=[token_of(change=moving, mailbox=Mailbox.AFTER)]),
    }


def answered(browser: Client, address: str) -> str:
    answer = browser.get(address)
    if answer.status_code == 302:
        return SIGN_IN if reverse("account_login") in answer["Location"] else PROVE
    return {200: SHOWN, 404: NOTHING}[answer.status_code]


@pytest.mark.parametrize("row", TABLE)
def test_each_person_is_answered_as_the_table_says(
    row: str, browsers: dict[str, Client], places: dict[str, str]
) -> None:
    found = {who: answered(browser, places[row]) for who, browser in browsers.items()}
    assert found == {who: TABLE[row].get(who, SHOWN) for who in browsers}
