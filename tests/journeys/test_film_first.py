"""A testimonial on a phone: its film in the first screen, captions that can be read, and no hole below the words."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.clicks import click_through
from tests.journeys.conftest import Site, visitor

FILM = "/structures/ressourcerie-le-second-tour/de-lautre-cote-du-rideau/"
MOST_ABOVE = 120  # pixels between the bar of the site and the film: the way to the page, and back to the list
READABLE = 16
PLACES = """() => {
  const places = {};
  for (const name of [".site-header", "video", "h1", ".said", ".listening"])
    places[name] = document.querySelector(name).getBoundingClientRect().toJSON();
  return places;
}"""


def test_the_film_is_whole_in_the_first_screen_of_a_phone(phone: Page) -> None:
    phone.goto("/temoignages/")
    click_through(phone.get_by_role("link", name="De l’autre côté du rideau"))
    places = phone.evaluate(PLACES)
    assert places["video"]["top"] - places[".site-header"]["bottom"] <= MOST_ABOVE
    assert places["video"]["bottom"] <= places["h1"]["top"] <= 844


def test_captions_are_as_large_as_the_text(phone: Page) -> None:
    phone.goto(FILM)
    size = phone.evaluate("() => parseFloat(getComputedStyle(document.querySelector('video'), '::cue').fontSize)")
    assert size >= READABLE


def test_the_film_stays_in_sight_while_its_words_are_read(phone: Page) -> None:
    phone.goto(FILM)
    phone.locator(".passage").last.scroll_into_view_if_needed()
    expect(phone.locator("video")).to_be_in_viewport()


def test_nothing_is_empty_below_the_words(browser: Browser, demo_site: Site) -> None:
    for page in visitor(browser, demo_site, viewport={"width": 1280, "height": 900}):
        page.goto(FILM)
        places = page.evaluate(PLACES)
        assert places[".listening"]["bottom"] - places[".said"]["bottom"] < 1
