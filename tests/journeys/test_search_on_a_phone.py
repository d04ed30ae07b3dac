"""Searching on a telephone: a result on the first screen, the filters folded above it, one field."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.finding import box, unfold
from tests.journeys.test_member import sign_in

HALF_WAY = 0.45 * 844
"""Where the first result begins at the latest, the demonstration's ribbon included."""

QUESTIONS = ("accueillir les nouveaux", "les gens ne viennent plus aux réunions", "podcast")


def first_result(phone: Page, words: str) -> float:
    phone.goto(f"/recherche/?q={words}")
    place = phone.locator(".result").first.bounding_box()
    assert place
    return place["y"]


@pytest.mark.parametrize("words", QUESTIONS)
def test_the_first_result_begins_within_the_first_half_of_the_screen(phone: Page, words: str) -> None:
    assert first_result(phone, words) <= HALF_WAY


def test_so_it_does_for_somebody_signed_in(phone: Page) -> None:
    sign_in(phone, "membre@exemple.test")
    assert first_result(phone, QUESTIONS[0]) <= HALF_WAY


def test_there_is_one_search_field(phone: Page) -> None:
    phone.goto("/recherche/?q=accueil")
    expect(phone.locator("input[name=q]")).to_have_count(1)


def test_the_filters_are_folded_above_the_list_and_stay_open_while_one_chooses(phone: Page) -> None:
    phone.goto("/recherche/?q=accueil")
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    expect(box(phone, "Fiches pratiques")).to_be_hidden()
    unfold(phone)
    box(phone, "Fiches pratiques").tap()
    expect(phone).to_have_url(re.compile("type=fiche"))
    expect(phone.locator("#filtres > summary")).to_contain_text("Préciser (1")
    expect(box(phone, "Fiches pratiques")).to_be_checked()
    phone.get_by_role("link", name="Voir les résultats").tap()
    expect(phone.locator(".result").first).to_be_in_viewport()


def test_a_search_begun_without_words_is_in_the_order_of_its_words(phone: Page) -> None:
    phone.goto("/recherche/")
    order = phone.get_by_label("Dans quel ordre ?")
    expect(order.locator("option:checked")).to_have_text("les plus récents d’abord")
    phone.locator("#filtre-q").fill("accueil")
    phone.locator("#filtre-q").press("Enter")
    expect(order.locator("option:checked")).to_have_text("les plus proches d’abord")
    expect(phone.locator("#titre")).to_have_class(re.compile("finding__title--said"))
