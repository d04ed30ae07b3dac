"""A member writes a sheet, a facilitator reads it, a peer finds it and answers: the whole road, in a real browser."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from home.demo.people import FACILITATOR, MEMBER, PASSWORD, PEER
from tests.journeys.clicks import click_through
from tests.journeys.conftest import Site, visitor

TITLE = "Le goûter des carnets, chaque premier jeudi"
REQUEST = "Très beau. Pouvez-vous dire qui range la salle à la fin ?"
COMMENT = "Nous l’avons essayé avec trois carnets : combien en aviez-vous au début ?"


@pytest.fixture
def facilitator(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site)


@pytest.fixture
def peer(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site)


def sign_in(page: Page, address: str) -> None:
    page.goto("/compte/login/?par=mot-de-passe")
    page.locator("main").get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(address)
    page.locator("main").get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Se connecter").click()
    expect(page.locator(".messages")).to_contain_text("Bonjour")


def card(page: Page) -> Locator:
    return page.locator("article", has_text=TITLE)


def test_from_a_first_draft_to_a_peer_s_answer(page: Page, facilitator: Page, peer: Page, demo_site: Site) -> None:
    write_save_and_come_back(page)
    submit(page)
    ask_for_changes(facilitator)
    read_the_request_and_submit_again(page)
    approve(facilitator)
    find_it_and_answer(peer)
    mails = wait_for_mails(demo_site)
    assert any(MEMBER in mail and REQUEST in mail for mail in mails), mails
    assert any(FACILITATOR in mail and TITLE in mail for mail in mails), mails
    assert not any("/admin/" in mail for mail in mails if FACILITATOR not in mail.splitlines()[0])


def write_save_and_come_back(page: Page) -> None:
    sign_in(page, MEMBER)
    page.goto("/partager/")
    page.get_by_role("link", name=re.compile("Commencer.*fiche", re.IGNORECASE)).first.click()
    page.get_by_label("Titre").fill(TITLE)
    page.get_by_label("En une phrase").fill("Des habituées ouvrent leurs carnets et chacune repart avec une recette.")
    click_through(page.get_by_role("button", name="Enregistrer le brouillon"))
    page.goto("/")  # away, then back
    page.goto("/mes-contributions/")
    expect(card(page)).to_contain_text("rouillon")
    card(page).get_by_role("link", name=re.compile("Continuer à écrire")).click()
    expect(page.get_by_label("Titre")).to_have_value(TITLE)


def submit(page: Page) -> None:
    """Too early first: what is missing is said beside the fields, and nothing typed is lost."""
    page.get_by_label("Étape 1").fill("Le mercredi, on prévient les habituées une par une.")
    click_through(page.get_by_role("button", name="Enregistrer et soumettre"))
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    expect(page.get_by_label("Étape 1")).to_have_value("Le mercredi, on prévient les habituées une par une.")
    page.get_by_role("checkbox", name="Accueil").check()
    page.get_by_role("checkbox", name="Acteur").check()
    page.get_by_label("Étape 2").fill("Le jeudi, on pousse deux tables et on sort les carnets.")
    page.get_by_label("Étape 3").fill("À la fin, chacune recopie une recette et note une date.")
    page.get_by_label("Ce qui a coincé").fill("La première fois, personne n’osait ouvrir son carnet.")
    click_through(page.get_by_role("button", name="Enregistrer et soumettre"))
    page.goto("/mes-contributions/")
    expect(card(page)).to_contain_text("relecture")


def ask_for_changes(page: Page) -> None:
    sign_in(page, FACILITATOR)
    page.goto("/relecture/")
    click_through(page.get_by_role("link", name=TITLE))
    page.get_by_role("main").get_by_role("textbox").fill(REQUEST)
    click_through(page.get_by_role("button", name="Demander des changements"))


def read_the_request_and_submit_again(page: Page) -> None:
    page.goto("/mes-contributions/")
    expect(card(page)).to_contain_text(REQUEST)
    card(page).get_by_role("link", name=re.compile("Continuer à écrire")).click()
    page.get_by_label("Étape 4").fill("On range à quatre, en chantant.")
    click_through(page.get_by_role("button", name="Enregistrer et soumettre"))


def approve(page: Page) -> None:
    page.goto("/relecture/")
    click_through(page.get_by_role("link", name=TITLE))
    expect(page.get_by_role("main")).to_contain_text("en chantant")
    click_through(page.get_by_role("button", name="Approuver et publier"))


def find_it_and_answer(page: Page) -> None:
    """Published → found: the drainer is woken by the commit and works in the background."""
    sign_in(page, PEER)
    page.goto("/recherche/?q=gouter+des+carnet")
    deadline = time.monotonic() + 10
    while page.get_by_role("link", name=TITLE).count() == 0 and time.monotonic() < deadline:
        page.reload()
    click_through(page.get_by_role("link", name=TITLE).first)
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    page.locator("#conversation").get_by_role("textbox").fill(COMMENT)
    page.get_by_role("button", name="Envoyer mon commentaire").click()
    expect(page.locator("#conversation")).to_contain_text(COMMENT)


def wait_for_mails(site: Site) -> list[str]:
    """Mails leave after the act: wait until the last one is there."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        mails = site.mail_texts()
        if any(COMMENT in mail for mail in mails) and any(REQUEST in mail for mail in mails):
            return mails
        time.sleep(0.3)
    return site.mail_texts()
