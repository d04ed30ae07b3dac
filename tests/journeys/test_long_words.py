"""On the narrowest phones nothing is wider than the screen, whatever people wrote: a long word, an address."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from home.demo.people import FACILITATOR, MEMBER
from tests.journeys.conftest import Site, visitor
from tests.journeys.long_words import LONG_ADDRESS, LONG_WORD, wider_than_the_screen
from tests.journeys.test_member import sign_in

CHECKS = (("", 320), ("", 360), (LONG_WORD, 320), (LONG_ADDRESS, 320), (LONG_ADDRESS, 360))
TITLE = f"{LONG_WORD[:40]} 1"

PUBLIC = [
    "/",
    "/recherche/?q=accueil",
    "/recherche/?q=accueil&levier=accueil&type=fiche&tri=date",
    "/recherche/?q=xylophoniste+inconnu",
    '/recherche/?q="',
    "/pratiques/",
    "/temoignages/",
    "/structures/",
    "/structures/cafe-la-bascule/",
    "/structures/cafe-la-bascule/je-regardais-par-la-vitre/",
    "/structures/cafe-la-bascule/le-cafe-daccueil-du-mardi-tenu-a-deux/",
    "/structures/regie-des-trois-terrils/quelquun-qui-demande/",
    "/structures/ressourcerie-le-second-tour/de-lautre-cote-du-rideau/",
    "/parcours/",
    "/parcours/pas-de-calais-2023-2024/",
    "/comptes-rendus/",
    "/comptes-rendus/matinee-deja-la-2025/",
    "/glossaire/",
    "/leviers/accueil/",
    "/mentions-legales/",
    "/accessibilite/",
    "/compte/login/",
    "/compte/login/?par=mot-de-passe",
    "/une-page-qui-n-existe-pas/",
]


@pytest.fixture
def narrow(browser: Browser, demo_site: Site) -> Iterator[Page]:
    """A visitor on a small phone."""
    yield from visitor(browser, demo_site, viewport={"width": 320, "height": 700}, has_touch=True)


@pytest.fixture
def reader(browser: Browser, demo_site: Site) -> Iterator[Page]:
    """A facilitator on a small phone."""
    yield from visitor(browser, demo_site, viewport={"width": 320, "height": 700}, has_touch=True)


def faults(page: Page, addresses: list[str]) -> list[str]:
    """What is wider than the screen on these pages, as they are, then fed with a long word and a long address."""
    found = []
    for address in addresses:
        page.goto(address)
        for word, width in CHECKS:
            page.set_viewport_size({"width": width, "height": 700})
            if wider := wider_than_the_screen(page, word):
                found.append(f"{address} at {width}, {word[:5] or 'as it is'}: {wider[:4]}")
    return found


def test_no_page_of_the_public_is_wider_than_a_small_phone(narrow: Page) -> None:
    assert faults(narrow, PUBLIC) == []


def test_no_page_of_members_and_facilitators_is_wider_than_a_small_phone(narrow: Page, reader: Page) -> None:
    sign_in_on_a_phone(narrow, MEMBER)
    number = write_and_submit(narrow)
    own = [f"/mes-contributions/{number}/apercu/", "/mes-contributions/", "/partager/"]
    live = links(narrow, "/mes-contributions/", r"/mes-contributions/\d+/(accords/|retirer/)?$")
    forms = links(narrow, "/partager/", r"/(partager/[a-z]+/\?structure=\d+|ma-structure/\d+/)$")
    elsewhere = "/structures/regie-des-trois-terrils/quelquun-qui-demande/"
    talk = links(narrow, elsewhere, r"/(commentaires|ecrire)/\d+/")
    assert len(forms) >= 2
    assert live
    assert faults(narrow, [*own, *live, *forms, elsewhere, *talk]) == []
    sign_in_on_a_phone(reader, FACILITATOR)
    assert faults(reader, ["/relecture/", f"/relecture/{number}/", f"/mes-contributions/{number}/apercu/"]) == []


def sign_in_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 700})  # where the menu is open
    sign_in(page, address)


def write_and_submit(page: Page) -> str:
    """A sheet made of long words; returns its number."""
    page.goto(links(page, "/partager/", r"/partager/fiche/\?structure=\d+$")[0])
    page.get_by_label("Titre").fill(TITLE)
    page.get_by_label("En une phrase").fill(LONG_WORD)
    page.locator("input[name=levers]").first.check()
    page.locator("input[name=levels]").first.check()
    for number in (1, 2, 3):
        page.locator(f"textarea[name=step_{number}]").fill(f"{LONG_WORD} {LONG_ADDRESS}")
    page.locator("textarea[name=pitfalls]").fill(LONG_ADDRESS)
    page.locator("main button[value=submit]").first.click()
    page.wait_for_url("**/mes-contributions/")
    preview = page.locator("article, li", has_text=TITLE).last.locator("a[href*='/apercu/']").first
    return re.search(r"\d+", preview.get_attribute("href") or "")[0]  # type: ignore[index] it was just found


def links(page: Page, address: str, pattern: str) -> list[str]:
    """The addresses of a page that look like this, each once."""
    page.goto(address)
    found = page.locator("a[href]").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    return list(dict.fromkeys(each for each in found if re.search(pattern, each)))
