"""On a telephone: a passage and a moment of a film are quoted, somebody is thanked, words are changed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from home.demo.people import MEMBER, PASSWORD, PEER
from tests.journeys.clicks import click_through
from tests.journeys.conftest import Site, visitor

FILM = "/recherche/?q=vieille+radio"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
CHOOSE = """passage => {
    const range = document.createRange();
    range.selectNodeContents(passage);
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
}"""


@pytest.fixture
def without_javascript(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **PHONE, java_script_enabled=False)


def sign_in(page: Page, address: str) -> None:
    page.goto("/compte/login/?par=mot-de-passe")
    page.locator("main").get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(address)
    page.locator("main").get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    click_through(page.locator("main").get_by_role("button", name=re.compile("Se connecter|Entrer")).first)


def open_the_film(page: Page) -> str:
    page.goto(FILM)
    click_through(page.get_by_role("link", name=re.compile(r"^Écouter ce passage : à 1:\d\d$")).first)
    return page.url


def test_words_of_a_film_are_quoted_at_their_moment_then_changed(phone: Page) -> None:
    sign_in(phone, PEER)
    open_the_film(phone)
    phone.locator(".passage__text p", has_text="vieille radio").first.evaluate(CHOOSE)
    phone.get_by_role("button", name="Citer ces mots").click()
    expect(phone.get_by_label("Passage cité")).to_have_value(re.compile("vieille radio"))
    expect(phone.get_by_label("Moment cité")).to_have_value(re.compile(r"^1:\d\d$"))
    phone.get_by_label("Ce que je retiens").check()
    phone.get_by_label("Votre commentaire").fill("Chez nous ausi, tout commence par un objet.")
    click_through(phone.get_by_role("button", name="Envoyer mon commentaire"))
    mine = phone.locator(".comment", has_text="tout commence par un objet").last
    expect(mine.locator(".comment__quote")).to_contain_text("vieille radio")
    expect(mine).to_contain_text("Ce que je retiens")
    click_through(mine.get_by_role("link", name="Modifier"))
    phone.get_by_label("Votre commentaire").fill("Chez nous aussi, tout commence par un objet.")
    click_through(phone.get_by_role("button", name="Enregistrer"))
    expect(phone.locator(".comment", has_text="Chez nous aussi").last).to_contain_text("modifié")
    click_through(
        phone.locator(".comment", has_text="Chez nous aussi").last.get_by_role("link", name=re.compile("Écouter"))
    )
    expect(phone).to_have_url(re.compile(r"\?t=\d+#t\d+$"))
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_one_quotes_by_hand_thanks_and_takes_it_back(without_javascript: Page) -> None:
    page = without_javascript
    sign_in(page, MEMBER)
    open_the_film(page)
    words = page.locator(".passage__text").first.inner_text().split(".")[0]
    page.get_by_text("Citer un passage").click()
    page.get_by_label("Passage cité").fill(words)
    page.get_by_label("Moment cité").fill("0:02")
    page.get_by_label("Votre commentaire").fill("Ces premiers mots restent.")
    click_through(page.get_by_role("button", name="Envoyer mon commentaire"))
    expect(
        page.locator(".comment", has_text="Ces premiers mots restent").last.locator(".comment__quote")
    ).to_be_visible()
    page.goto("/recherche/?q=nous&type=commentaire")
    click_through(page.locator("main .result__title a").first)
    thanked = page.locator(".comment", has=page.locator("[data-reacts]")).first
    expect(thanked).to_be_visible()
    click_through(thanked.get_by_role("button", name=re.compile("^Merci")))
    pressed = page.locator("[data-reacts] [aria-pressed=true]").first
    expect(pressed).to_contain_text(re.compile(r"Merci \(\d+\)"))
    click_through(pressed)
    expect(page.locator("[data-reacts] [aria-pressed=true]")).to_have_count(0)


def test_what_is_left_of_a_field_is_counted_as_its_limit_is(phone: Page) -> None:
    """Browsers and the server count an emoji as two characters: the sentence does not promise what is refused."""
    sign_in(phone, PEER)
    open_the_film(phone)
    form = phone.locator("#conversation form").filter(has=phone.get_by_role("textbox", name="commentaire"))
    form.locator("textarea").first.fill("a" * 2_990 + "\N{SMILING FACE WITH SMILING EYES}" * 5)
    expect(form.locator("[aria-live]").first).to_have_text("Encore 0 caractère")


def test_what_is_pasted_is_never_cut_what_is_too_long_is_said_and_comes_back_whole(phone: Page) -> None:
    sign_in(phone, PEER)
    open_the_film(phone)
    form = phone.locator("#conversation form").filter(has=phone.get_by_role("textbox", name="commentaire"))
    form.locator("textarea").first.focus()
    phone.keyboard.insert_text("a" * 3_005)
    expect(form.locator("[aria-live]").first).to_have_text("5 caractères de trop")
    with phone.expect_navigation():
        form.get_by_role("button", name="Envoyer").click()
    expect(phone.locator(".field--error").first).to_contain_text("trop long")
    expect(phone.locator("textarea").first).to_have_value("a" * 3_005)
