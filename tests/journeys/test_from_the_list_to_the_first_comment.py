"""On telephones, to the end: a list is pasted, a pilot and her copilot come in, the copilot writes her first words."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.clicks import click_through
from tests.journeys.conftest import Site, visitor
from tests.journeys.test_coming_in import (
    ON_A_PHONE,
    come_in,
    eight_lines,
    invite_her_copilot,
    link_sent_to,
    paste_eight_lines_two_of_them_wrong,
)
from tests.journeys.test_entering_by_code import ask_for_a_code, code_sent_to

PILOT, COPILOT = "rosa.b@suite.test", "tom.copilote@suite.test"
NAME = "Tom C."
FIRST_WORDS = "Nous l’essayons samedi : qui apporte les tables ?"


@pytest.fixture
def pilot(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **ON_A_PHONE)


@pytest.fixture
def copilot(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **ON_A_PHONE)


@pytest.fixture
def her_other_phone(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **ON_A_PHONE)


def test_from_the_list_to_the_first_comment(
    phone: Page, pilot: Page, copilot: Page, her_other_phone: Page, demo_site: Site
) -> None:
    paste_eight_lines_two_of_them_wrong(phone, eight_lines(PILOT, "suite.test"))
    come_in(pilot, link_sent_to(PILOT, demo_site), name="Rosa B.")
    invite_her_copilot(pilot, COPILOT)
    come_in(copilot, link_sent_to(COPILOT, demo_site), name=NAME)
    sign_out(copilot)
    enter_by_code(her_other_phone, COPILOT, demo_site)
    write_the_first_words(her_other_phone)
    for page in (pilot, copilot, her_other_phone):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def sign_out(page: Page) -> None:
    page.locator("summary:visible", has_text="Menu").first.click()
    click_through(page.locator("button:visible", has_text="Se déconnecter").first)
    page.goto("/equipe/")
    expect(page).to_have_url(re.compile("/compte/login/"))


def enter_by_code(page: Page, address: str, site: Site) -> None:
    """On a telephone that has never seen the site, after the session elsewhere has ended."""
    page.goto("/compte/login/")
    ask_for_a_code(page, address)
    page.get_by_label("Le code reçu").fill(code_sent_to(address, site))
    click_through(page.get_by_role("button", name="Entrer", exact=True))
    expect(page.locator(".messages")).to_contain_text(f"Bonjour {NAME}")
    expect(page.locator(".messages")).not_to_contain_text(f"{NAME}.")  # a name may end with its own full stop


def write_the_first_words(page: Page) -> None:
    """On a sheet on line, reached from the list; they are there, under her name, for whoever reads the page again."""
    page.goto("/pratiques/")
    click_through(page.locator("main .card__link").first)
    page.locator("#conversation").get_by_role("textbox").fill(FIRST_WORDS)
    page.get_by_role("button", name="Envoyer mon commentaire").click()
    said = page.locator("#conversation article", has_text=FIRST_WORDS)
    expect(said).to_contain_text(NAME)
    page.reload()
    expect(said).to_be_visible()
