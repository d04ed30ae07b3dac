"""On a telephone: what an act has done is said where the page opens, and a lost network says so in its place."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from home.demo.people import FACILITATOR, PEER
from tests.journeys.clicks import click_through
from tests.journeys.conftest import Site, visitor
from tests.journeys.test_question import ON_A_PHONE, enter

ANSWERED = re.compile("ne lisent pas à la rédaction")
"""The question of the demonstration that has answers, one of which helped."""

A_FINGER = 44  # px
ACTS = "main :is(.cluster, .form__actions) > a:not([class]), main .report-link, main .comment__acts a"


@pytest.fixture
def facilitator(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **ON_A_PHONE)


def open_the_question(page: Page, address: str) -> None:
    enter(page, address, then="/entraide/")
    page.goto("/entraide/")
    click_through(page.get_by_role("link", name=ANSWERED).first)


def expect_in_sight(said: Locator) -> None:
    expect(said).to_be_visible()
    expect(said).to_be_in_viewport()


def test_marks_and_closings_are_told_where_the_page_opens(facilitator: Page) -> None:
    page = facilitator
    open_the_question(page, FACILITATOR)
    click_through(page.get_by_role("button", name=re.compile("^Ne plus marquer")).first)
    expect_in_sight(page.locator(".comment .notice--success", has_text="La marque est enlevée"))
    marked = page.locator(".comment:target")
    click_through(marked.get_by_role("button", name=re.compile("^Cela a aidé")))
    expect_in_sight(page.locator(".comment .notice--success", has_text="C’est noté"))
    click_through(page.get_by_role("link", name="Fermer la conversation"))
    page.get_by_label("Pourquoi fermer").fill("On continue de vive voix, lundi.")
    click_through(page.get_by_role("button", name="Fermer la conversation"))
    expect_in_sight(page.locator(".conversation > .notice--success", has_text="fermée"))
    click_through(page.get_by_role("link", name="Rouvrir la conversation"))
    click_through(page.get_by_role("button", name="Rouvrir la conversation"))
    expect_in_sight(page.locator(".conversation > .notice--success", has_text="ouverte"))


def test_what_one_says_then_withdraws_is_told_beside_it(phone: Page) -> None:
    open_the_question(phone, PEER)
    phone.get_by_label("Votre réponse").fill("Un mot de trop.")
    click_through(phone.get_by_role("button", name="Répondre"))
    click_through(phone.locator(".comment:target").get_by_role("link", name="Retirer mon commentaire"))
    click_through(phone.get_by_role("button", name="Retirer mon commentaire"))
    expect_in_sight(phone.locator(".comment:target .notice--success", has_text="est retiré"))


def test_without_network_one_stays_on_the_page_with_what_was_typed(phone: Page) -> None:
    open_the_question(phone, PEER)
    address = phone.url
    phone.get_by_label("Votre réponse").fill("Dans le train.")
    phone.context.set_offline(True)
    phone.locator("[data-reacts] button").first.click()
    expect(phone.locator("[data-reactions] [role=alert]")).to_contain_text("Pas de connexion")
    phone.get_by_role("button", name="Répondre").click()
    expect_in_sight(phone.locator("[data-lost-said]", has_text="Pas de connexion"))
    expect(phone.get_by_label("Votre réponse")).to_have_value("Dans le train.")
    assert phone.url == address
    phone.context.set_offline(False)
    click_through(phone.get_by_role("button", name="Répondre"))
    expect(phone.locator(".comment:target")).to_contain_text("Dans le train.")


def test_without_network_a_stranger_keeps_their_question_under_their_eyes(phone: Page) -> None:
    phone.goto("/questions/demander/")
    phone.get_by_label("Votre question").fill("Qui prête une sono, le samedi ?")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Envoyer ma question").click()
    expect_in_sight(phone.get_by_role("alert").filter(has_text="Pas de connexion"))
    expect(phone.get_by_label("Votre question")).to_have_value("Qui prête une sono, le samedi ?")


def test_quoting_is_offered_for_what_somebody_said_and_not_for_what_stands_around(phone: Page) -> None:
    open_the_question(phone, PEER)
    choose = "part => getSelection().selectAllChildren(part)"
    button = phone.get_by_role("button", name="Citer ces mots")
    phone.locator(".comment__text").first.evaluate(choose)
    expect(button).to_be_visible()
    phone.locator(".comment__head").first.evaluate(choose)
    expect(button).to_be_hidden()


def test_acts_are_as_tall_as_a_finger(facilitator: Page) -> None:
    page = facilitator
    open_the_question(page, FACILITATOR)
    question = page.url
    for address in (question, "/entraide/", "/moderation/", "/questions/demander/", "/pratiques-essayees/"):
        page.goto(address)
        boxes = [each.bounding_box() for each in page.locator(ACTS).all()]
        assert all(box is None or box["height"] >= A_FINGER for box in boxes), address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_list_that_is_open_is_seen_among_the_others(facilitator: Page) -> None:
    enter(facilitator, FACILITATOR, then="/moderation/")
    facilitator.goto("/moderation/")
    paper = "link => getComputedStyle(link).backgroundColor"
    here, other = (facilitator.get_by_role("link", name=name, exact=True) for name in ("À décider", "Journal"))
    assert here.evaluate(paper) != other.evaluate(paper)
