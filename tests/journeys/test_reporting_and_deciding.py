"""On phones: a stranger reports a comment, a facilitator decides in a minute, both the author and the stranger know."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from home.demo.people import FACILITATOR, MEMBER, PASSWORD
from tests.journeys.conftest import Site, visitor
from tests.journeys.test_asking_to_come_in import LEAST_TIME, mail_to, press

STRANGER = "nadia.signale@exemple.test"
WORDS = "Leur voisine du deuxième est malade, elle ne sort plus."
A_PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def author(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **A_PHONE)


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def facilitator(browser: Browser, demo_site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **A_PHONE, java_script_enabled=request.param)


def sign_in(page: Page, address: str, to: str) -> None:
    page.goto(f"/compte/login/?par=mot-de-passe&next={to}")
    page.get_by_role("main").get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(address)
    page.get_by_role("main").get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Se connecter")


def write_a_comment(page: Page) -> str:
    """Somebody who is trusted writes: it appears at once. Returns the address of the page."""
    page.goto("/pratiques/")
    with page.expect_navigation():
        page.get_by_role("main").locator("h2 a, h3 a").first.click()
    place = page.url
    page.locator("textarea[name=comment]").first.fill(WORDS)
    with page.expect_navigation():
        page.locator("form:has(textarea[name=comment]) button[type=submit]").first.click()
    expect(page.locator("article", has_text=WORDS).first).to_be_visible()
    return place


def test_a_stranger_reports_a_facilitator_decides_and_both_are_told(
    phone: Page, author: Page, facilitator: Page, demo_site: Site
) -> None:
    sign_in(author, MEMBER, "/pratiques/")
    place = write_a_comment(author)
    report(phone, place)
    mail_to(demo_site, STRANGER, saying="Votre signalement est bien arrivé")
    sign_in(facilitator, FACILITATOR, "/moderation/")
    decide(facilitator)
    assert "données" in mail_to(demo_site, MEMBER, saying="Votre texte a été retiré")
    assert WORDS in mail_to(demo_site, MEMBER, saying="Votre texte a été retiré")
    mail_to(demo_site, STRANGER, saying="retiré ce que vous aviez signalé")
    phone.goto(place)
    expect(phone.get_by_role("main")).not_to_contain_text(WORDS)
    expect(phone.get_by_role("main")).to_contain_text("retiré par l’animation")


def report(page: Page, place: str) -> None:
    """Without an account: a box forgotten, then the form again with all that was typed."""
    page.goto(place)
    with page.expect_navigation():
        page.locator("article", has_text=WORDS).get_by_role("link", name=re.compile("Signaler")).first.click()
    page.get_by_label(re.compile("Des données personnelles")).check()
    page.get_by_label("Ce qui ne va pas").fill("On dit la maladie de ma mère.")
    page.get_by_label("Votre nom").fill("Nadia B.")
    page.get_by_label("Votre adresse e-mail").fill(STRANGER)
    page.wait_for_timeout(LEAST_TIME)
    press(page, "Envoyer mon signalement")
    expect(page.get_by_label("Ce qui ne va pas")).to_have_value("On dit la maladie de ma mère.")
    page.get_by_label(re.compile("exact et complet")).check()
    press(page, "Envoyer mon signalement")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci, c’est signalé")


def decide(page: Page) -> None:
    """The queue, the text and what is said of it, the sentence that fits, another below one's own words, one press."""
    row = page.get_by_role("main").locator("article", has_text="On dit la maladie de ma mère.")
    with page.expect_navigation():
        row.get_by_role("link", name=re.compile("Lire et décider")).click()
    expect(page.get_by_role("main")).to_contain_text(WORDS)
    page.locator("summary", has_text="Retirer").click()
    expect(page.locator("#retirer textarea")).to_have_value(re.compile("informations privées"))
    page.locator("#retirer textarea").fill("Bonjour, et merci d’écrire ici.")
    with page.expect_navigation():
        page.locator("#retirer").get_by_role("button", name="Données personnelles").click()
    field = page.locator("#retirer textarea")
    expect(field).to_have_value(re.compile(r"^Bonjour, et merci d’écrire ici\.\s+On y lit des informations privées"))
    expect(field).to_be_in_viewport()
    expect(page.get_by_role("button", name="Reprendre ce texte")).to_have_count(0)
    with page.expect_navigation():
        page.locator("#retirer").get_by_role("button", name="Retirer").click()
    expect(page.locator(".messages")).to_contain_text("C’est fait")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
