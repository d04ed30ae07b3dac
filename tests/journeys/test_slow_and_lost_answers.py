"""On a phone in a train: what a visitor does while an answer is on its way, and when none comes."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.finding import CAFE, Line, begin, box, options, pointed_at

PAUSE = 1_000  # ms: more than that of who types
FAILURE = "La liste n’a pas changé"


def tick_structures(page: Page) -> None:
    box(page, "Structures").check()


def sort_by_date(page: Page) -> None:
    page.get_by_label("Dans quel ordre ?").select_option("date")


def ask_again(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Chercher").click()


@pytest.mark.parametrize(
    ("act", "address"),
    [
        (tick_structures, r"type=fiche&type=structure"),
        (sort_by_date, r"tri=date.*type=fiche"),
        (ask_again, r"type=fiche"),
    ],
)
def test_what_is_chosen_before_the_first_answer_comes_counts_too(
    page: Page, act: Callable[[Page], None], address: str
) -> None:
    page.goto("/recherche/?q=accueil")
    line = Line(page, "type=fiche")
    box(page, "Fiches pratiques").check()
    line.wait()
    act(page)
    expect(page).to_have_url(re.compile(address))
    expect(page.locator(".chip", has_text="Fiches pratiques")).to_be_visible()
    shown, asked = page.locator("#resultats").inner_text(), page.url
    line.let_go()
    page.wait_for_timeout(300)  # time for a late answer to do harm
    assert (page.locator("#resultats").inner_text(), page.url) == (shown, asked)
    assert box(page, "Structures").is_checked() == ("structure" in address)


def test_a_box_ticked_as_the_answer_arrives_counts(page: Page) -> None:
    page.goto("/recherche/?q=accueil")
    page.evaluate("""() => document.addEventListener("htmx:afterSwap", () =>
        document.getElementById("filtre-type-structure").click(), { once: true })""")
    box(page, "Fiches pratiques").check()
    expect(page).to_have_url(re.compile(r"type=fiche&type=structure"))
    expect(page.locator(".chip")).to_have_count(2)


@pytest.mark.parametrize("cut", ["the line", "the server"])
def test_when_no_answer_comes_a_sentence_says_so_and_one_may_try_again(page: Page, cut: str) -> None:
    page.goto("/recherche/?q=accueil")
    expect(page.get_by_text(FAILURE)).to_be_hidden()
    if cut == "the line":
        page.context.set_offline(True)
    else:  # what a reverse proxy says while the site restarts
        page.route(re.compile("type=fiche"), lambda route: route.fulfill(status=502, body="Bad Gateway"))
    box(page, "Fiches pratiques").check()
    expect(page.get_by_role("alert").get_by_text(FAILURE)).to_be_visible()
    expect(page.locator(".result").first).to_be_visible()
    page.context.set_offline(False)
    page.unroute_all()
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator(".chip", has_text="Fiches pratiques")).to_be_visible()
    expect(page.get_by_text(FAILURE)).to_be_hidden()


def fail(route: Route) -> None:
    route.abort("connectionfailed")


def refuse(route: Route) -> None:
    route.fulfill(status=502, body="Bad Gateway")


@pytest.mark.parametrize("lose", [fail, refuse])
def test_going_back_without_an_answer_asks_the_browser_for_the_page(page: Page, lose: Callable[[Route], None]) -> None:
    page.goto("/recherche/?q=accueil")
    box(page, "Fiches pratiques").check()
    expect(page.locator(".chip")).to_have_count(1)
    page.route("**/recherche/**", lambda route: lose(route) if asked_by_htmx(route) else route.continue_())
    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)
    expect(box(page, "Fiches pratiques")).not_to_be_checked()


def asked_by_htmx(route: Route) -> bool:
    return "hx-history-restore-request" in route.request.headers


def test_proposals_that_come_late_do_not_replace_those_for_the_last_letters(page: Page) -> None:
    line = Line(page, r"/suggestions/\?q=caf$")
    field = begin(page, "caf")
    line.wait()
    field.press_sequentially("é acc", delay=20)
    expected = [CAFE, "Chercher « café acc » partout"]
    expect(options(page)).to_have_text(expected)
    line.let_go()
    page.wait_for_timeout(300)  # time for a late answer to do harm
    expect(options(page)).to_have_text(expected)


def test_an_arrow_pressed_at_once_asks_once_and_keeps_its_option(page: Page) -> None:
    asked = still_clock(page)
    field = begin(page, "caf")
    field.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    field.press("ArrowDown")
    first = pointed_at(field)
    page.clock.run_for(PAUSE)
    page.wait_for_load_state("networkidle")
    assert pointed_at(field) == first != ""
    assert asked == ["caf"]


def test_who_walks_through_a_list_keeps_it_though_a_letter_was_typed_just_before(page: Page) -> None:
    asked = still_clock(page)
    field = begin(page, "ca")
    page.clock.run_for(PAUSE)
    expect(options(page).first).to_be_visible()
    field.press("f")
    field.press("ArrowDown")
    first = pointed_at(field)
    page.clock.run_for(PAUSE)
    page.wait_for_load_state("networkidle")
    assert pointed_at(field) == first != ""
    assert asked == ["ca"]


def still_clock(page: Page) -> list[str]:
    """The browser's clock waits to be told; returns the words about which proposals are asked, as they are."""
    page.clock.install()
    asked: list[str] = []
    page.on(
        "request",
        lambda request: (
            asked.extend(parse_qs(urlsplit(request.url).query)["q"]) if "/suggestions/" in request.url else None
        ),
    )
    page.clock.pause_at(datetime.now() + timedelta(minutes=1))
    return asked
