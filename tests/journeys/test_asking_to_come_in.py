"""On a phone: a stranger asks for an account and is invited; another is kept informed, and leaves by one press."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from home.demo.people import FACILITATOR, PASSWORD
from tests.journeys.conftest import Site, visitor

STRANGER, NEIGHBOUR = "lucie@les-sources.exemple.test", "voisin@exemple.test"
LEAST_TIME = 3_200  # ms: a form is not read in less
PATIENCE = 45  # seconds: a mail refused once by a busy database leaves half a minute later


@pytest.fixture
def facilitator(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, viewport={"width": 390, "height": 844}, has_touch=True)


def press(page: Page, name: str) -> None:
    """Press a button of the page, and wait for what it leads to."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name).click()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("link", name=name).first.click()


def mail_to(site: Site, address: str, *, saying: str) -> str:
    """The last mail to this address with these words, once it has left."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = [text for text in site.mail_texts() if address in text.splitlines()[0] and saying in text]
        if found:
            return found[-1]
        time.sleep(0.2)
    raise AssertionError(site.mail_texts())


def link_in(text: str, path: str) -> str:
    found = re.search(rf"https?://\S+{path}\S+", text)
    assert found is not None, text
    return found[0]


def test_a_stranger_asks_for_an_account_confirms_and_is_invited(
    phone: Page, facilitator: Page, demo_site: Site
) -> None:
    phone.goto("/rejoindre/")
    follow(phone, "Demander un compte")
    phone.get_by_label("Votre nom").fill("Lucie Ferrand")
    phone.get_by_label("Votre adresse e-mail").fill(STRANGER)
    phone.get_by_label("Votre structure").fill("Les Sources, Compiègne")
    press(phone, "Envoyer ma demande")  # the reason is missing
    expect(phone.locator("[aria-invalid=true]")).to_have_count(1)
    expect(phone.get_by_label("Votre nom")).to_have_value("Lucie Ferrand")
    phone.get_by_label("Pourquoi un compte").fill("Raconter notre marche du lundi.")
    phone.wait_for_timeout(LEAST_TIME)
    press(phone, "Envoyer ma demande")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Regardez vos e-mails")
    expect(phone.locator(".messages")).to_contain_text(STRANGER)
    phone.goto(link_in(mail_to(demo_site, STRANGER, saying="Confirmez"), "/confirmer/"))
    expect(phone.get_by_role("main")).to_contain_text("Raconter notre marche du lundi.")
    press(phone, "Confirmer ma demande")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Votre demande est confirmée")
    invite(facilitator)
    mail_to(demo_site, STRANGER, saying="/invitation/")


def invite(page: Page) -> None:
    """A facilitator finds the request, and answers it with an invitation."""
    page.goto("/compte/login/?par=mot-de-passe&next=/demandes/")
    page.get_by_role("main").get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(FACILITATOR)
    page.get_by_role("main").get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Se connecter")
    page.goto("/demandes/")
    follow(page, "Lucie Ferrand")
    page.get_by_label("Structure").fill("bascule")
    press(page, "Envoyer l’invitation")
    expect(page.locator(".messages")).to_contain_text("L’invitation dans Café La Bascule est partie")
    expect(page.get_by_role("main").get_by_role("link", name="Lucie Ferrand")).to_have_count(0)


def test_a_neighbour_is_kept_informed_and_leaves_by_one_press(phone: Page, demo_site: Site) -> None:
    phone.goto("/parcours/oise-2027/")
    follow(phone, "Me tenir au courant")
    phone.get_by_label("Votre adresse e-mail").fill(NEIGHBOUR)
    press(phone, "Envoyer ma demande")  # too quick: asked once more, nothing is lost
    expect(phone.get_by_label("Votre adresse e-mail")).to_have_value(NEIGHBOUR)
    phone.wait_for_timeout(LEAST_TIME)
    press(phone, "Envoyer ma demande")
    mail = mail_to(demo_site, NEIGHBOUR, saying="Oise 2027")
    phone.goto(link_in(mail, "/confirmer/"))
    press(phone, "Confirmer ma demande")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Votre demande est confirmée")
    phone.goto(link_in(mail, "/oublier/"))
    press(phone, "Oublier ma demande")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("C’est oublié")
    phone.goto(link_in(mail, "/confirmer/"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Ce lien ne marche plus")
