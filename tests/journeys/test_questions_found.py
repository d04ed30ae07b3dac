"""On a phone: what may already answer is seen while one asks, and a question is found like the rest."""

import re

from playwright.sync_api import Page, expect

TYPED = "Comment tester un service avec dix personnes avant de le lancer ?"
SHEET = "Tester un service à dix avant de le lancer"


def test_a_sheet_that_answers_appears_while_a_question_is_typed(phone: Page) -> None:
    phone.goto("/questions/demander/")
    phone.get_by_label("Votre question").press_sequentially(TYPED, delay=5)
    close = phone.get_by_role("main").get_by_role("link", name=re.compile(SHEET))
    expect(close).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with phone.context.expect_page() as opened:
        close.click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(SHEET)
    expect(phone.get_by_label("Votre question")).to_have_value(TYPED)


def test_a_question_is_found_by_its_words_and_leads_to_what_helped(phone: Page) -> None:
    phone.goto("/recherche/?q=règlement+lisent+pas&type=question")
    with phone.expect_navigation():
        phone.get_by_role("main").get_by_role("link", name=re.compile("Comment associer des personnes")).first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("qui ne lisent pas")
    expect(phone.get_by_role("heading", name="On en a déjà parlé")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
