"""« Mes contributions » by pages of twenty and by state, one sentence a test."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.models import Membership
from practices.contributions.acts import drafts, review, wastebasket
from practices.contributions.acts.states import State, state_of
from practices.contributions.screens.mine import contributions_of
from practices.models import PracticePage
from tests import factories
from tests.factories.many import many_sheets, many_testimonials

pytestmark = pytest.mark.django_db

MINE = "/mes-contributions/"


@pytest.fixture
def one_of_each(structure: Any, pilot: Any, facilitator: Any) -> dict[State, Any]:
    """A sheet in each state, made by the acts themselves."""
    made = {state: factories.sheet(structure=structure, live=False, owner=pilot) for state in State}
    for state in (State.CHANGES, State.REVIEW):
        drafts.submit(page=made[state], member=pilot)
    review.ask_for_changes(page=made[State.CHANGES], member=facilitator, comment="Dites-en plus.")
    for state in (State.LIVE, State.LIVE_DRAFT, State.OFFLINE):
        made[state].get_latest_revision().publish()
        made[state].refresh_from_db()
    made[State.LIVE_DRAFT].save_revision(user=pilot)
    made[State.OFFLINE].unpublish()
    return {state: type(page).objects.get(pk=page.pk) for state, page in made.items()}


def read(client: Client, address: str = MINE) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [title.get_text(strip=True) for title in page.select(".contributions article h3")]


def filters(page: BeautifulSoup) -> dict[str, str]:
    """What each filter says, and where it leads."""
    return {link.get_text(strip=True): link["href"] for link in page.select("#etats a")}


def test_the_states_asked_at_once_are_those_of_the_pages_themselves(one_of_each: dict[State, Any], pilot: Any) -> None:
    assert {state: state_of(page) for state, page in one_of_each.items()} == {state: state for state in State}
    own = contributions_of(member=pilot)
    assert [(state, [row.page.pk for row in rows]) for state, rows in own.groups] == [
        (state, [one_of_each[state].pk]) for state in State
    ]


def test_each_state_is_a_filter_with_its_count(signed_in: Client, one_of_each: Any, structure: Any) -> None:
    many_sheets(structure, 3, live=False)
    assert filters(read(signed_in)) == {
        "tout (9)": MINE,
        "changements demandés (1)": "?etat=changements-demandes",
        "brouillon (4)": "?etat=brouillon",
        "en relecture (1)": "?etat=en-relecture",
        "en ligne, avec un brouillon (1)": "?etat=en-ligne-avec-un-brouillon",
        "en ligne (1)": "?etat=en-ligne",
        "hors ligne (1)": "?etat=hors-ligne",
    }
    page = read(signed_in, f"{MINE}?etat=en-relecture")
    assert titles(page) == [one_of_each[State.REVIEW].title]
    assert page.select_one("#etats [aria-current]").get_text(strip=True) == "en relecture (1)"


def test_twenty_are_shown_at_a_time_and_the_filter_stays_when_the_page_turns(signed_in: Client, structure: Any) -> None:
    many_sheets(structure, 25)
    many_testimonials(structure, 20, live=False)
    first, last = read(signed_in), read(signed_in, f"{MINE}?page=3")
    assert (len(titles(first)), len(titles(last))) == (20, 5)
    assert first.select_one("a[rel=next]")["href"] == "?page=2#etats"
    live = read(signed_in, f"{MINE}?etat=en-ligne&jete=7")
    assert live.select_one("a[rel=next]")["href"] == "?etat=en-ligne&page=2#etats"
    pages = titles(live) + titles(read(signed_in, f"{MINE}?etat=en-ligne&page=2"))
    assert sorted(pages) == [f"Fiche {number:03d}" for number in range(25)]


@pytest.mark.parametrize("state", list(State))
def test_a_state_that_nothing_is_in_says_so_warmly(signed_in: Client, state: State, structure: Any) -> None:
    other = State.DRAFT if state is not State.DRAFT else State.LIVE
    many_sheets(structure, 1, live=other is State.LIVE)
    page = read(signed_in, f"{MINE}?etat={state.named}")
    assert not titles(page)
    assert page.select_one(".empty p").get_text(strip=True)
    assert page.select_one(".empty a")["href"] == MINE
    assert page.select_one("#etats [aria-current]").get_text(strip=True) == f"{state.label} (0)"


def test_a_state_or_a_page_that_does_not_exist_is_ignored(signed_in: Client, structure: Any) -> None:
    many_sheets(structure, 21)
    for typed in ("", "live", "EN-LIGNE", "brouillon'", "%00", "é" * 500):
        assert len(titles(read(signed_in, f"{MINE}?etat={typed}"))) == 20, typed
    assert len(titles(read(signed_in, f"{MINE}?page=-3&jetes=x&jete={'9' * 50}"))) == 20
    assert len(titles(read(signed_in, f"{MINE}?page={'9' * 50}"))) == 1


def test_ninety_contributions_ask_no_more_than_fifty(signed_in: Client, structure: Any) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            read(signed_in, address)
        return len(queries)

    many_sheets(structure, 30)
    many_testimonials(structure, 21)
    asked(MINE)
    before = asked(MINE)
    many_sheets(structure, 40)
    asked(MINE)  # what is the same for everybody is read again after a change, once
    sheets, testimonials = asked(MINE), asked(f"{MINE}?page=3")
    assert testimonials == before
    assert sheets == before + 1  # which photograph heads each


def test_thrown_drafts_are_twenty_a_page_and_the_last_thrown_is_told_wherever_it_stands(
    signed_in: Client, structure: Any, pilot: Any
) -> None:
    many_sheets(structure, 22, live=False)
    sheets = list(PracticePage.objects.child_of(structure).order_by("path"))
    for page in sheets:
        wastebasket.throw_away(page=page, member=pilot)
    first = sheets[0]
    page = read(signed_in, f"{MINE}?jete={first.pk}")
    assert page.select_one("[role=status]").get_text().count(first.draft_title)
    assert len(page.select("[aria-labelledby=brouillons-jetes] li.card")) == 20
    assert page.select_one("a[rel=next]")["href"] == "?jetes=2#brouillons-jetes"
    assert len(read(signed_in, f"{MINE}?jetes=2").select("[aria-labelledby=brouillons-jetes] li.card")) == 2


def test_somebody_of_two_structures_finds_each_page_of_both_once(
    signed_in: Client, structure: Any, teammate: Any, outsider: Any
) -> None:
    other = outsider.memberships.get().structure
    Membership.objects.create(member=teammate, structure=other, role="member")
    many_sheets(structure, 25)
    many_sheets(other, 25, live=False)
    assert filters(read(signed_in))["tout (50)"] == MINE
    assert sum(len(titles(read(signed_in, f"{MINE}?page={number}"))) for number in (1, 2, 3)) == 50
    for page in PracticePage.objects.child_of(other)[:3]:
        wastebasket.throw_away(page=page, member=teammate)
    assert "brouillon (22)" in filters(read(signed_in))
    assert len(titles(read(signed_in, f"{MINE}?etat=brouillon&page=2"))) == 2
