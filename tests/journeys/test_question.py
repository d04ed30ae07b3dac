"""On phones: nothing is found, a question is asked, answered, marked, and becomes a sheet; a visitor asks by mail."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from home.demo.people import FACILITATOR, MEMBER, PASSWORD, PEER
from tests.journeys.clicks import click_through
from tests.journeys.conftest import Site, visitor
from tests.journeys.test_asking_to_come_in import LEAST_TIME, follow, link_in, mail_to, press

NOT_WRITTEN = "parrainer au parapluie mauve"
QUESTION = "Comment parrainer les nouveaux en binôme, au parapluie mauve, les jours de pluie ?"
TOLD = "Trois distributions en binôme : le parrainage des nouveaux"
"""A sheet of the peer's structure, which is told of the question because of it."""

HELPED = "Nous tendons une bâche entre deux arbres du jardin."
TITLE = "Le parapluie mauve : on s’accueille sous la bâche"
STRANGER = "salome@exemple.test"
ON_A_PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def peer(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **ON_A_PHONE)


@pytest.fixture
def facilitator(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **ON_A_PHONE)


def enter(page: Page, address: str, *, then: str) -> None:
    page.goto(f"/compte/login/?par=mot-de-passe&next={then}")
    page.get_by_role("main").get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(address)
    page.get_by_role("main").get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Se connecter")


def answer(page: Page, text: str, *, attached: str = "") -> None:
    page.get_by_role("main").locator("[name=comment]").last.fill(text)
    if attached:
        page.locator("summary", has_text="Joindre une fiche").last.click()
        page.get_by_label("Une fiche, un témoignage").last.fill(attached)
    click_through(page.locator("form:has([name=comment]) button[type=submit]").last)
    expect(page.get_by_role("main")).to_contain_text(text)


def test_nothing_is_found_so_a_question_is_asked_and_its_answer_becomes_a_sheet_that_is_found(
    phone: Page, peer: Page, facilitator: Page, demo_site: Site
) -> None:
    asked = ask(phone)
    enter(peer, PEER, then="/")
    peer.goto(link_in(mail_to(demo_site, PEER, saying="parapluie mauve"), "/entraide/"))
    answer(peer, HELPED, attached=TOLD)
    phone.goto(asked)
    expect(phone.get_by_role("main").get_by_role("link", name=TOLD).last).to_be_visible()
    click_through(phone.get_by_role("button", name=re.compile("Cela m’a aidé")))
    expect(phone.get_by_role("heading", name="Ce qui a aidé")).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text("des réponses ont aidé")
    make_a_sheet(peer, asked)
    publish(facilitator)
    phone.goto("/recherche/?q=parapluie+mauve&type=fiche")
    expect(until_found(phone)).to_be_visible()
    for page in (phone, peer, facilitator):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def ask(page: Page) -> str:
    """Nothing is found, so the network is asked; returns the address of the question."""
    enter(page, MEMBER, then="/recherche/")
    page.goto(f"/recherche/?q={NOT_WRITTEN}&exact=1")
    follow(page, "Poser la question au réseau")
    expect(page.get_by_label("Votre question")).to_have_value(re.compile("parapluie mauve"))
    page.get_by_label("Votre question").fill(QUESTION)
    page.get_by_label("Ce que vous avez essayé").fill("Un barnum : il s’est envolé.")
    page.locator("label.tile", has_text="Accueil").click()
    press(page, "Publier ma question")
    expect(page.get_by_role("heading", level=1)).to_contain_text("parapluie mauve")
    return page.url


def make_a_sheet(page: Page, asked: str) -> None:
    """« En faire une fiche » : the words of the answer are in their place, what is missing is written, it is sent."""
    page.goto(asked)
    click_through(page.get_by_role("button", name="En faire une fiche"))
    expect(page.get_by_label("Étape 1")).to_have_value(HELPED)
    page.get_by_label("Titre").fill(TITLE)
    page.get_by_role("checkbox", name="Acteur").check()
    page.get_by_label("Étape 2").fill("On y attend les nouveaux, un parapluie mauve à la main.")
    page.get_by_label("Étape 3").fill("Chacun repart avec le numéro de son binôme.")
    page.get_by_label("Ce qui a coincé").fill("Le vent, deux fois.")
    click_through(page.get_by_role("button", name="Enregistrer et soumettre"))


def publish(page: Page) -> None:
    enter(page, FACILITATOR, then="/relecture/")
    page.goto("/relecture/")
    follow(page, TITLE)
    press(page, "Approuver et publier")


def until_found(page: Page) -> Locator:
    """Published → found: the drainer is woken by the commit and works in the background."""
    deadline = time.monotonic() + 15
    found = page.get_by_role("main").get_by_role("link", name=TITLE)
    while found.count() == 0 and time.monotonic() < deadline:
        page.reload()
    return found.first


def test_a_visitor_asks_and_reads_the_answers_from_the_mail(phone: Page, peer: Page, demo_site: Site) -> None:
    phone.goto("/entraide/")
    follow(phone, "Demander au réseau")
    phone.get_by_label("Votre question").fill("Qui prête un four à pain mobile ?")
    phone.get_by_label("Votre nom").fill("Salomé")
    phone.get_by_label("Votre adresse e-mail").fill(STRANGER)
    phone.wait_for_timeout(LEAST_TIME)
    press(phone, "Envoyer ma question")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Regardez vos e-mails")
    phone.goto(link_in(mail_to(demo_site, STRANGER, saying="Confirmez"), "/confirmer/"))
    press(phone, "Confirmer ma question")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Votre question est confirmée")
    enter(peer, FACILITATOR, then="/moderation/")
    peer.goto("/moderation/")
    follow(peer, re.compile("four à pain"))
    peer.locator("main summary", has_text="Mettre en ligne").click()
    press(peer, "Mettre en ligne")
    peer.goto("/entraide/")
    follow(peer, re.compile("four à pain"))
    answer(peer, "Nous en prêtons un, le lundi.")
    mail = mail_to(demo_site, STRANGER, saying="Nous en prêtons un")
    phone.goto(link_in(mail, "/entraide/"))
    expect(phone.get_by_role("main")).to_contain_text("Nous en prêtons un")
    phone.goto(link_in(mail, "/questions/oublier/"))
    press(phone, "Oublier mon adresse")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("C’est oublié")
