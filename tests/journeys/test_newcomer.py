"""A newcomer without an account, from the front page to a testimonial, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.clicks import click_through
from tests.journeys.finding import unfold


def walk_the_newcomer_s_road(page: Page) -> None:
    """Home → « accueillir les nouveaux » → a sheet → its structure → a testimonial."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Faire avec")
    page.get_by_role("main").get_by_label("Que cherchez-vous ?").fill("accueillir les nouveaux")
    page.get_by_role("main").get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(re.compile(r"/recherche/\?q=accueillir"))
    expect(page.locator("main mark").first).to_be_visible()
    page.get_by_role("link", name=re.compile("Le café d’accueil du mardi")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Le café d’accueil du mardi, tenu à deux")
    expect(page.get_by_text("Ce qui a coincé").first).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Café La Bascule").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Café La Bascule")
    page.get_by_role("link", name=re.compile("Je regardais par la vitre")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Je regardais par la vitre")
    expect(page.get_by_text("La première fois, je suis restée dehors").first).to_be_visible()


def test_with_javascript_the_film_plays_with_its_captions(page: Page) -> None:
    walk_the_newcomer_s_road(page)
    player = page.locator("video")
    player.evaluate("film => { film.muted = true; film.play() }")  # not awaited: a film that cannot play never answers
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    assert player.evaluate("film => film.textTracks[0].mode") == "showing"
    page.wait_for_function("() => document.querySelector('video').textTracks[0].cues?.length >= 3")
    page.wait_for_function("() => document.querySelector('video').textTracks[0].activeCues?.length >= 1")


def test_without_javascript_the_road_is_the_same(page_without_javascript: Page) -> None:
    page = page_without_javascript
    walk_the_newcomer_s_road(page)
    track = page.locator("video track[kind=captions][srclang=fr][default]")
    expect(track).to_have_count(1)
    source = page.locator("video source").get_attribute("src") or ""
    captions = track.get_attribute("src") or ""
    assert page.request.get(source).ok
    assert page.request.get(captions).text().startswith("WEBVTT")


@pytest.mark.parametrize("address", ["/", "/recherche/?q=accueil", "/pratiques/", "/temoignages/", "/structures/"])
def test_on_a_phone_nothing_is_wider_than_the_screen(phone: Page, address: str) -> None:
    phone.goto(address)
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    expect(phone.get_by_role("heading", level=1)).to_be_visible()


def test_the_first_key_leads_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#contenu$"))


def test_a_facet_narrows_the_results_and_can_be_shared(page_without_javascript: Page, page: Page) -> None:
    slow = page_without_javascript
    slow.goto("/recherche/?q=accueil")
    unfold(slow)
    slow.get_by_role("checkbox", name=re.compile("^Témoignages")).check()
    click_through(slow.get_by_role("button", name="Appliquer les filtres"))
    expect(slow).to_have_url(re.compile("type=temoignage"))
    page.goto(slow.url)  # the address alone gives the same results to somebody else
    assert page.locator("main article h2, main article h3").all_inner_texts() == (
        slow.locator("main article h2, main article h3").all_inner_texts()
    )
