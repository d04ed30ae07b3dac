"""On phones: nothing is found, a question is asked, answered, marked, and becomes a sheet; a visitor asks by mail."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from home.demo.people import FACILITATOR, MEMBER, PASSWORD, PEER
from tests.journeys.conftest import Site, visitor
from tests.journeys.test_asking_to_come_in import LEAST_TIME, follow, link_in, mail_to, press

NOT_WRITTEN = "cuisiner au parapluie mauve"
QUESTION = "Comment cuisiner dehors au parapluie mauve quand il pleut ?"
HELPED = "Nous tendons une bâche entre deux arbres du jardin."
STRANGER = "salome@exemple.test"
ON_A_PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def peer(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **ON_A_PHONE)


def enter(page: Page, address: str, *, then: str) -> None:
    page.goto(f"/compte/login/?par=mot-de-passe&next={then}")
    page.get_by_role("main").get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(address)
    page.get_by_role("main").get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Se connecter")


def answer(page: Page, text: str) -> None:
    page.get_by_role("main").locator("[name=comment]").last.fill(text)
    with page.expect_navigation():
        page.locator("form:has([name=comment]) button[type=submit]").last.click()
    expect(page.get_by_role("main")).to_contain_text(text)


def test_nothing_is_found_so_a_question_is_asked_and_its_answer_becomes_a_sheet(phone: Page, peer: Page) -> None:
    enter(phone, MEMBER, then="/recherche/")
    phone.goto(f"/recherche/?q={NOT_WRITTEN}&exact=1")
    follow(phone, "Poser la question au réseau")
    expect(phone.get_by_label("Votre question")).to_have_value(re.compile("parapluie mauve"))
    phone.get_by_label("Votre question").fill(QUESTION)
    phone.get_by_label("Ce que vous avez essayé").fill("Un barnum : il s’est envolé.")
    phone.locator("label.tile").first.click()
    press(phone, "Publier ma question")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("parapluie mauve")
    asked = phone.url
    enter(peer, PEER, then=asked.partition("/entraide/")[1] + asked.partition("/entraide/")[2])
    answer(peer, HELPED)
    phone.goto(asked)
    with phone.expect_navigation():
        phone.get_by_role("button", name=re.compile("Cela m’a aidé")).click()
    expect(phone.get_by_role("heading", name="Ce qui a aidé")).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text("des réponses ont aidé")
    peer.goto(asked)
    with peer.expect_navigation():
        peer.get_by_role("button", name="En faire une fiche").click()
    expect(peer.get_by_role("main").locator("textarea", has_text=HELPED).first).to_have_count(1)
    for page in (phone, peer):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
