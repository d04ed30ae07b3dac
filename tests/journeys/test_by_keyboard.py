"""The three roads without a pointer, and told by Chromium's accessibility tree: reading, writing, reviewing."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from home.demo.people import FACILITATOR, MEMBER, PASSWORD
from tests.journeys.by_keyboard import Told, follow, go_to, hear, press, write
from tests.journeys.conftest import Site, visitor

TITLE = "Le banc tourné vers la rue"
MISSING = "Dites aussi qui sort le banc, et qui le rentre."


@pytest.fixture
def facilitator(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site)


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def sign_in(page: Page, account: str) -> None:
    page.goto("/compte/login/?par=mot-de-passe")
    write(page, main(page).locator("[name=login]"), account)
    write(page, main(page).locator("[name=password]"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/compte/login/"), timeout=15_000)


def test_a_newcomer_finds_reads_and_listens(page: Page) -> None:
    page.goto("/")
    press(page, page.get_by_role("link", name="Aller au contenu"))
    write(page, main(page).get_by_label("Que cherchez-vous ?"), "accueillir les nouveaux")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche/\?q=accueillir"))
    assert any(node.role in {"status", "searchbox", "combobox"} for node in hear(page))
    follow(page, main(page).get_by_role("link", name=re.compile("Le café d’accueil du mardi")).first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Le café d’accueil du mardi")
    hear(page)
    follow(page, main(page).get_by_role("link", name="Café La Bascule").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Café La Bascule")
    hear(page)
    follow(page, main(page).get_by_role("link", name=re.compile("Je regardais par la vitre")).first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Je regardais par la vitre")
    assert Told("Video", "« Je regardais par la vitre »") in [
        Told(node.role, node.name.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " "))
        for node in hear(page)
    ]
    film = page.locator("video")
    film.evaluate("film => { film.muted = true }")  # no loudspeaker here
    press(page, film, "Space")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.3")
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('video').paused")


def test_a_moment_of_the_text_is_reached_and_played(page: Page) -> None:
    page.goto("/structures/cafe-la-bascule/je-regardais-par-la-vitre/")
    page.locator("video").evaluate("film => { film.muted = true }")
    press(page, main(page).locator("a[href*='t=']").nth(1))
    page.wait_for_function("() => document.querySelector('video').currentTime > 1")


def test_a_member_writes_and_submits_then_a_facilitator_answers(page: Page, facilitator: Page) -> None:
    sign_in(page, MEMBER)
    page.goto("/partager/")
    hear(page)
    follow(page, main(page).get_by_role("link", name=re.compile("Commencer.*fiche", re.IGNORECASE)).first)
    write(page, page.get_by_label("Titre"), TITLE)
    follow(page, page.get_by_role("button", name="Enregistrer et soumettre"))
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    assert any(node.role == "alert" for node in hear(page))
    write(page, page.get_by_label("En une phrase"), "Un banc, deux matins par semaine, et qui veut s’assied.")
    press(page, page.get_by_role("checkbox", name="Accueil"), "Space")
    press(page, page.get_by_role("checkbox", name=re.compile("^Act")), "Space")
    for number, text in enumerate(("On sort le banc.", "On attend.", "On note qui s’est assis."), 1):
        write(page, page.get_by_label(f"Étape {number}"), text)
    write(page, page.get_by_label("Ce qui a coincé"), "Les jours de pluie, personne.")
    follow(page, page.get_by_role("button", name="Enregistrer et soumettre"))
    expect(page.locator("[aria-invalid=true]")).to_have_count(0)
    review_by_keyboard(facilitator)


def review_by_keyboard(page: Page) -> None:
    """From the menu of one's account to the answer, which is asked for when it is missing."""
    sign_in(page, FACILITATOR)
    press(page, page.locator("header summary:visible").first)
    follow(page, page.locator("header").get_by_role("link", name=re.compile("Relecture")).first)
    hear(page)
    follow(page, main(page).get_by_role("link", name=TITLE))
    hear(page)
    follow(page, main(page).get_by_role("button", name="Demander des changements"))
    assert any(node.role == "alert" for node in hear(page))
    write(page, main(page).get_by_role("textbox"), MISSING)
    follow(page, main(page).get_by_role("button", name="Demander des changements"))
    expect(page).to_have_url(re.compile("/relecture/$"), timeout=15_000)


@pytest.mark.parametrize("width", [390, 320])
def test_the_menu_of_a_phone_opens_where_it_is_and_escape_closes_it(width: int, phone: Page) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    phone.goto("/pratiques/")
    menu = phone.locator("header summary:visible")
    before = menu.bounding_box()
    press(phone, menu)
    link = phone.locator("header").get_by_role("link", name="Structures")
    expect(link).to_be_visible()
    assert menu.bounding_box() == before, "the button moves away from under the finger"
    go_to(phone, link)
    phone.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu).to_be_focused()


def test_the_menu_of_an_account_is_the_same_on_a_desk(page: Page) -> None:
    sign_in(page, MEMBER)
    menu = page.locator("header summary:visible")
    press(page, menu)
    go_to(page, page.locator("header").get_by_role("link", name="Mes contributions"))
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator("header").get_by_role("link", name="Mes contributions")).to_be_hidden()


def test_dark_colours_are_chosen_by_keyboard_and_kept(page: Page) -> None:
    page.goto("/charte/")
    body = page.locator("body")
    light = body.evaluate("body => getComputedStyle(body).backgroundColor")
    press(page, page.locator("[data-theme-choice] button[value=dark]"))
    expect(body).not_to_have_css("background-color", light)
    dark = body.evaluate("body => getComputedStyle(body).backgroundColor")
    page.goto("/pratiques/")
    expect(body).to_have_css("background-color", dark)
    expect(page.locator("[data-theme-choice] button[value=dark]")).to_have_attribute("aria-pressed", "true")
    press(page, page.locator("[data-theme-choice] button[value='']"))
    expect(body).to_have_css("background-color", light)
