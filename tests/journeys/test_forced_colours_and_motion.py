"""Colours chosen by the reader and a still page: nothing is told by a background alone, nothing moves that need not."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from home.demo.people import MEMBER
from tests.journeys.conftest import Site, visitor
from tests.journeys.test_member import sign_in

SHEET = "/structures/cafe-la-bascule/le-cafe-daccueil-du-mardi-tenu-a-deux/"
TESTIMONIAL = "/structures/regie-des-trois-terrils/quelquun-qui-demande/"
PAGES = ("/", "/recherche/?q=accueil", "/pratiques/", SHEET, TESTIMONIAL, "/partager/fiche/", "/mes-contributions/")
STOPS = 24  # presses of Tab: the bar, what is at the top of the page, its first cards

BARE_BUTTONS = """[...document.querySelectorAll(".button, .menu__button, .theme__choice, .tile, .paper")]
  .filter((each) => each.offsetParent)
  .filter((each) => {
    const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(each);
    const ground = getComputedStyle(document.body).backgroundColor;
    return borderTopWidth === "0px" || borderTopStyle !== "solid" || borderTopColor === ground;
  })
  .map((each) => each.className)"""

FOCUS_IS_SEEN = """() => {
  const has = (each, part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each, part);
    return outlineStyle !== "none" && outlineWidth !== "0px";
  };
  const at = document.activeElement;
  if (at === document.body || at.matches("video, audio")) return true; // the browser's own controls
  return has(at) || has(at, "::after") || has(at.closest(".search__row") ?? document.body);
}"""

LOOK = """([chosen, other]) => [chosen, other].map((selector) => {
  const { backgroundColor, color, textDecorationLine } = getComputedStyle(document.querySelector(selector));
  return [backgroundColor, color, textDecorationLine].join();
})"""

TOLD_APART = {
    "/pratiques/": [
        (".tag[aria-current]", ".tags--filter .tag:not([aria-current])"),
        ("nav .nav__link[aria-current]", "nav .nav__link:not([aria-current])"),
        (".theme__choice[aria-pressed=true]", ".theme__choice[aria-pressed=false]"),
    ],
    "/recherche/?q=accueil": [("mark", ".result")],
    "/structures/": [("nav .nav__link[aria-current]", "nav .nav__link:not([aria-current])")],
}

MOVING = """() => {
  const found = [];
  const walk = (rules, isAsked) => {
    for (const rule of rules) {
      const asks = isAsked || (rule.conditionText ?? "").includes("prefers-reduced-motion: no-preference");
      const { transitionProperty, animationName, scrollBehavior } = rule.style ?? {};
      const moves = [transitionProperty, animationName, scrollBehavior].filter(Boolean).join("");
      if (moves && !(rule instanceof CSSFontFaceRule)) found.push([moves, asks]);
      if (rule.cssRules && !(rule instanceof CSSKeyframesRule)) walk(rule.cssRules, asks);
    }
  };
  for (const sheet of document.styleSheets) walk(sheet.cssRules, false);
  return found;
}"""

HEARD = """window.moved = [];
for (const kind of ["animationstart", "transitionrun"])
  addEventListener(kind, (event) => moved.push(event.animationName ?? event.propertyName), true);"""


@pytest.fixture
def forced(browser: Browser, demo_site: Site) -> Iterator[Page]:
    """A reader whose system chooses the colours."""
    yield from visitor(browser, demo_site, forced_colors="active")


@pytest.fixture
def still(browser: Browser, demo_site: Site) -> Iterator[Page]:
    """A reader who asked for less motion."""
    yield from visitor(browser, demo_site, reduced_motion="reduce")


def test_what_is_pressed_has_a_line_and_the_focus_is_seen_in_forced_colours(forced: Page) -> None:
    sign_in(forced, MEMBER)
    for address in PAGES:
        forced.goto(address)
        assert forced.evaluate(BARE_BUTTONS) == [], address
        for stop in range(STOPS):
            forced.keyboard.press("Tab")
            assert forced.evaluate(FOCUS_IS_SEEN), (address, stop)


def test_what_is_chosen_current_or_lit_is_told_apart_in_forced_colours(forced: Page) -> None:
    for address, pairs in TOLD_APART.items():
        forced.goto(address)
        for pair in pairs:
            chosen, other = forced.evaluate(LOOK, list(pair))
            assert chosen != other, (address, pair)


def test_two_things_move_and_only_for_whoever_has_nothing_against_it(page: Page) -> None:
    page.add_init_script(HEARD)
    page.goto("/")
    assert all(is_asked for _what, is_asked in page.evaluate(MOVING))
    page.locator(".lever-card").first.hover()
    page.wait_for_function("moved.includes('rotate')")
    assert set(page.evaluate("moved")) == {"from-the-left", "from-the-right", "shared", "rotate"}
    page.goto("/recherche/?q=accueil")
    assert page.evaluate("moved") == [], "the discs meet on the front page alone"


def test_nothing_moves_for_whoever_asked_for_less_motion(still: Page) -> None:
    still.add_init_script(HEARD)
    still.goto("/")
    still.locator(".lever-card").first.hover()
    still.wait_for_timeout(300)  # longer than the turn of a sign
    assert still.evaluate("moved") == []
    assert still.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert still.evaluate("getComputedStyle(document.querySelector('.lever-card > .sign')).rotate") == "none"
