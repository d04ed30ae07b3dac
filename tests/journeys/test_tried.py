"""On a phone: a practice of another structure is tried and told; the lineage that it makes is read by ear."""

import time

import pytest
from playwright.sync_api import Page, expect

from home.demo.people import PASSWORD, PEER
from tests.journeys.by_keyboard import hear
from tests.journeys.conftest import Site

SHEET = "/structures/cafe-la-bascule/le-cafe-daccueil-du-mardi-tenu-a-deux/"
OWN = "Trois distributions en binôme : le parrainage des nouveaux"
CHANGED = "À la distribution, le jeudi : c’est là que les gens attendent."
PATIENT = 20_000  # milliseconds


def sign_in_there(page: Page) -> None:
    """With a password, and back to where one was going."""
    page.get_by_role("link", name="Entrer plutôt avec un mot de passe").click()
    form = page.locator("main")
    form.locator("[name=login]").fill(PEER)
    form.locator("[name=password]").fill(PASSWORD)
    form.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1, name="Nous l’avons essayé")).to_be_visible(timeout=PATIENT)


def tell(page: Page) -> None:
    """The form is sent too early, says what it wants, keeps what was typed, then is sent whole."""
    page.get_by_label("Ce que vous avez changé").fill(CHANGED)
    page.get_by_role("button", name="Raconter notre essai").click()
    expect(page.get_by_role("alert")).to_contain_text("Choisissez un mois")
    expect(page.get_by_label("Ce que vous avez changé")).to_have_value(CHANGED)
    page.get_by_label("Le mois où vous avez essayé").select_option("3")
    page.get_by_label("Votre propre fiche").select_option(label=OWN)
    page.get_by_role("button", name="Raconter notre essai").click()
    expect(page.locator(".tries__one:target")).to_contain_text("Votre récit est en ligne", timeout=PATIENT)


def check_the_team_is_told(site: Site) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        told = [text for text in site.mail_texts() if "AMAP des Trois Ponts a essayé" in text]
        if told:
            assert CHANGED in told[0]
            assert "?essai=" in told[0]
            return
        time.sleep(0.5)
    pytest.fail("the sheet's team was told nothing")


def test_a_practice_is_tried_told_and_its_lineage_is_heard(phone: Page, demo_site: Site) -> None:
    phone.goto(SHEET)
    phone.get_by_role("link", name="Nous l’avons essayé").click()
    sign_in_there(phone)
    tell(phone)

    told = phone.locator("[aria-labelledby=titre-essais]")
    expect(told).to_contain_text("AMAP des Trois Ponts")
    expect(told).to_contain_text(CHANGED)
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    heard = hear(phone)
    [picture] = [node.name for node in heard if node.role == "image" and node.name.startswith("Elle a donné")]
    picture = picture.replace("\N{NO-BREAK SPACE}", " ")
    assert OWN in picture
    assert "AMAP des Trois Ponts" in picture
    assert "La filiation de cette pratique" in [node.name for node in heard if node.role == "list"]
    check_the_team_is_told(demo_site)

    phone.locator(".lineage__list").get_by_role("link", name=OWN).click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Trois distributions", timeout=PATIENT)
    assert [node for node in hear(phone) if node.role == "image" and node.name.startswith("Cette pratique vient de")]


def test_without_a_script_it_is_told_corrected_and_taken_back(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/structures/ehpad-les-hortensias/")
    page.get_by_role("link", name="Le livret d’accueil écrit par les résidents et leurs familles").first.click()
    page.get_by_role("link", name="Nous l’avons essayé").click()
    sign_in_there(page)
    page.get_by_label("Le mois où vous avez essayé").select_option("1")
    page.get_by_label("Ce qui s’est passé").fill("Personne n’a rien écrit.")
    page.get_by_role("button", name="Raconter notre essai").click()
    expect(page.locator("[aria-labelledby=titre-essais]")).to_contain_text("Personne n’a rien écrit.", timeout=PATIENT)

    page.get_by_role("link", name="Modifier le récit de AMAP des Trois Ponts").click()
    page.get_by_label("Ce qui s’est passé").fill("Puis une page, à la rentrée.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("[aria-labelledby=titre-essais]")).to_contain_text("Puis une page", timeout=PATIENT)
    page.get_by_role("link", name="Modifier le récit de AMAP des Trois Ponts").click()
    page.get_by_role("link", name="Retirer ce récit").click()
    page.get_by_role("button", name="Oui, le retirer").click()
    expect(page.locator(".messages")).to_contain_text("C’est retiré", timeout=PATIENT)
