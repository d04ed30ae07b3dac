"""From a word said in a film to the second at which it is said, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

ADDRESS = re.compile(r"\?t=(\d+)#t\1$")
COLOURED = (
    "all => all.filter(each => getComputedStyle(each).backgroundColor !== 'rgba(0, 0, 0, 0)').map(each => each.id)"
)
STANDING = "() => document.querySelector('video').readyState >= 1 && !document.querySelector('video').seeking"


def open_the_moment(page: Page) -> int:
    """Search « vieille radio », follow « à … »; returns the second of the address."""
    page.goto("/recherche/?q=vieille+radio")
    link = page.get_by_role("link", name=re.compile(r"^Écouter ce passage : à 1:\d\d$")).first
    link.click()
    expect(page).to_have_url(ADDRESS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("De l’autre côté du rideau")
    return int(ADDRESS.search(page.url)[1])  # type: ignore[index] the address was just looked at


def check_the_moment(page: Page, second: int) -> None:
    """The passage is in sight and marked, the film stands at its second, and nothing plays by itself."""
    passage = page.locator(f"#t{second}")
    expect(passage).to_contain_text("ma vieille radio")
    expect(passage).to_be_in_viewport()
    expect(passage.get_by_role("link")).to_have_attribute("aria-current", "true")
    expect(page.locator("video")).to_be_in_viewport()
    page.wait_for_function(STANDING)
    assert page.locator("video").evaluate("film => [film.currentTime, film.paused]") == [second, True]


def test_with_javascript_a_result_opens_the_film_at_its_second(page: Page) -> None:
    second = open_the_moment(page)
    assert second > 60
    check_the_moment(page, second)


def test_on_a_phone_too(phone: Page) -> None:
    second = open_the_moment(phone)
    check_the_moment(phone, second)
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_without_javascript_the_link_alone_leads_there(page_without_javascript: Page) -> None:
    page = page_without_javascript
    second = open_the_moment(page)
    expect(page.locator(f"#t{second}")).to_be_in_viewport()
    source = page.locator("video source").get_attribute("src") or ""
    assert source.endswith(f"#t={second}")
    page.locator(".passage a").first.click()
    expect(page).to_have_url(re.compile(r"\?t=0#t0$"))


def test_a_click_on_a_time_plays_from_there_without_leaving_the_page(page: Page) -> None:
    second = open_the_moment(page)
    page.evaluate("() => { window.stayed = true; document.querySelector('video').muted = true }")
    page.locator("#t0").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"\?t=0#t0$"))
    page.wait_for_function("() => !document.querySelector('video').paused")
    assert page.evaluate("() => window.stayed && document.querySelector('video').currentTime") < second
    expect(page.locator("#t0").get_by_role("link")).to_have_attribute("aria-current", "true")
    expect(page.locator(f"#t{second}").get_by_role("link")).not_to_have_attribute("aria-current", "true")
    assert page.locator(".passage").evaluate_all(COLOURED) == ["t0"]
    page.evaluate("seconds => { document.querySelector('video').currentTime = seconds }", second - 1)
    page.wait_for_function(f"() => document.querySelector('#t{second} a').getAttribute('aria-current') === 'true'")


def test_back_from_the_moments_leads_to_the_results(page: Page) -> None:
    open_the_moment(page)
    page.evaluate("() => { document.querySelector('video').muted = true }")
    page.locator("#t0").get_by_role("link").click()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/recherche/\?q=vieille\+radio$"))
    expect(page.locator(".result mark").first).to_be_visible()
    page.go_forward()
    expect(page).to_have_url(re.compile(r"\?t=0#t0$"))


@pytest.mark.parametrize("typed", ["douze", "-3", "1e9", "999999"])
def test_an_address_that_means_no_moment_opens_the_film_at_its_beginning(page: Page, typed: str) -> None:
    open_the_moment(page)
    page.goto(f"{page.url.split('?')[0]}?t={typed}")
    page.wait_for_function(STANDING)
    assert page.locator("video").evaluate("film => film.currentTime") == 0
