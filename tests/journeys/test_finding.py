"""Finding in a browser: proposals by keyboard, finger and mouse, filters with and without JavaScript, going back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.finding import CAFE, Line, begin, box, options, pointed_at, unfold


def test_the_field_is_a_combobox_whose_list_is_walked_with_the_arrows(page: Page) -> None:
    field = begin(page, "c")
    expect(field).to_have_role("combobox")
    commanded = page.locator(f"[id='{field.get_attribute('aria-controls')}'][role=listbox]")
    expect(commanded).to_have_count(1)  # from the start
    expect(commanded).to_be_hidden()
    field.press_sequentially("af", delay=20)
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(options(page).first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    opened = page.locator(f"#{field.get_attribute('aria-controls')}")
    expect(opened).to_have_role("listbox")
    expect(opened.get_by_role("group", name="Fiches pratiques").get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text(re.compile(r"^\d suggestions"))
    expect(options(page).last).to_have_text("Chercher « caf » partout")  # the list of the last letter typed
    names = options(page).all_inner_texts()
    assert pointed_at(field) == ""
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1), ("ArrowDown", 0)):
        field.press(key)
        assert pointed_at(field) == names[place], key
    expect(field).to_be_focused()
    field.press("Home")  # belongs to the text: nothing is pointed at any more
    assert pointed_at(field) == ""
    assert field.evaluate("field => field.selectionStart") == 0


def test_escape_closes_the_list_and_leaves_the_words_then_empties_the_field(page: Page) -> None:
    field = begin(page, "caf")
    expect(options(page).first).to_be_visible()
    field.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("caf")
    field.press("ArrowDown")  # opens it again
    expect(options(page).first).to_be_visible()
    field.press("Escape")
    field.press("Escape")
    expect(field).to_have_value("")


def test_enter_opens_the_option_pointed_at(page: Page) -> None:
    field = begin(page, "café acc")
    expect(options(page).first).to_have_text(CAFE)
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(CAFE)


def test_enter_without_option_looks_for_the_words_typed(page: Page) -> None:
    field = begin(page, "café acc")
    expect(options(page).first).to_be_visible()
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche/\?q=caf"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("café acc"))


def test_the_tab_key_leaves_the_field_and_its_list(page: Page) -> None:
    field = begin(page, "caf")
    expect(options(page).first).to_be_visible()
    field.press("Tab")
    expect(options(page)).to_have_count(0)
    expect(page.get_by_role("main").get_by_role("button", name="Chercher")).to_be_focused()


def test_one_question_a_pause_is_asked_not_one_a_letter(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggestions/" in request.url else None)
    field = begin(page, "caf")
    field.press_sequentially("é acc", delay=20)
    expect(options(page)).to_have_text([CAFE, "Chercher « café acc » partout"])
    assert len(asked) <= 2, asked


def test_the_mouse_chooses_too_and_nothing_moves_while_the_list_opens(page: Page) -> None:
    field = begin(page, "c")
    below = page.get_by_role("heading", level=2).first
    before = below.bounding_box()
    field.press_sequentially("afé acc", delay=20)
    expect(options(page).first).to_have_text(CAFE)
    assert below.bounding_box() == before
    options(page).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(CAFE)


def test_on_a_phone_a_finger_chooses_and_nothing_is_wider_than_the_screen(phone: Page) -> None:
    phone.goto("/recherche/?q=caf%C3%A9")
    field = phone.get_by_role("main").get_by_label("Que cherchez-vous ?")
    field.press("End")
    field.press_sequentially(" acc", delay=20)
    expect(options(phone).first).to_have_text(CAFE)
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert all(place and place["height"] >= 44 for place in (each.bounding_box() for each in options(phone).all()))
    options(phone).first.tap()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(CAFE)


def test_without_javascript_the_field_is_a_plain_field(page_without_javascript: Page) -> None:
    field = begin(page_without_javascript, "café acc")
    expect(field).to_have_role("searchbox")
    field.press("Enter")
    expect(page_without_javascript.get_by_role("link", name=CAFE, exact=True)).to_be_visible()


def test_boxes_bring_results_without_leaving_the_page_nor_losing_the_keyboard(page: Page) -> None:
    page.goto("/recherche/?q=accueil")
    page.evaluate("() => { window.isTheSamePage = true }")
    everything = page.locator("#annonce").inner_text()
    page.locator("#facette-activite > summary").click()  # a group opened by hand stays open
    box(page, "Témoignages").focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"type=temoignage"))
    expect(box(page, "Témoignages")).to_be_focused()
    expect(box(page, "Témoignages")).to_be_checked()
    expect(page.locator("#facette-activite")).to_have_attribute("open", "")
    expect(page.locator("#annonce[role=status]")).not_to_have_text(everything)
    expect(page.locator(".result .card__kind").first).to_contain_text("Témoignage")
    box(page, "Structures").check()  # another value of the same filter widens
    expect(page.locator(".chip")).to_have_count(2)
    assert page.evaluate("() => window.isTheSamePage")


def test_going_back_brings_the_results_their_boxes_and_their_words_back(page: Page) -> None:
    page.goto("/recherche/?q=accueil")
    first = page.locator("#annonce").inner_text()
    box(page, "Témoignages").check()
    expect(page.locator(".chip")).to_have_count(1)
    second = page.locator("#annonce").inner_text()
    page.locator("#filtre-q").fill("jardin")
    page.locator("#filtre-q").press("Enter")
    expect(page).to_have_title(re.compile("jardin"))
    expect(page.locator("#titre")).to_contain_text("jardin")
    page.go_back()
    expect(page.locator("#filtre-q")).to_have_value("accueil")
    expect(page.locator("#annonce")).to_have_text(second)
    expect(box(page, "Témoignages")).to_be_checked()
    expect(page).to_have_title(re.compile("accueil"))
    page.go_back()
    expect(page.locator("#annonce")).to_have_text(first)
    expect(box(page, "Témoignages")).not_to_be_checked()
    page.locator("#filtre-q").fill("café acc")
    expect(options(page).first).to_have_text(CAFE)  # the fields that came back propose too


def test_coming_back_from_a_page_shows_the_filters_of_the_address(page: Page) -> None:
    page.goto("/recherche/?q=accueil")
    box(page, "Fiches pratiques").check()
    expect(page.locator(".chip")).to_have_count(1)
    page.locator(".result__title a").first.click()
    expect(page.locator(".finding")).to_have_count(0)
    page.go_back()
    expect(page.locator(".chip")).to_have_count(1)
    expect(box(page, "Fiches pratiques")).to_be_checked()


@pytest.mark.parametrize("javascript", [True, False])
def test_several_values_and_their_chips(page: Page, page_without_javascript: Page, javascript: bool) -> None:
    visitor = page if javascript else page_without_javascript
    visitor.goto("/recherche/?q=accueil")
    for name in ("Fiches pratiques", "Structures"):
        if not javascript:
            unfold(visitor)
        box(visitor, name).check()
        if not javascript:
            visitor.get_by_role("button", name="Appliquer les filtres").click()
        expect(visitor.locator(".chip", has_text=name)).to_be_visible()
    expect(visitor).to_have_url(re.compile(r"type=fiche&type=structure"))
    visitor.locator(".chip", has_text="Fiches pratiques").click()
    expect(visitor.locator(".chip")).to_have_count(1)
    if not javascript:
        unfold(visitor)
    expect(box(visitor, "Fiches pratiques")).not_to_be_checked()
    expect(box(visitor, "Structures")).to_be_checked()
    visitor.get_by_role("link", name="Retirer tous les filtres").click()
    expect(visitor.locator(".chip")).to_have_count(0)
    expect(visitor.locator("#filtre-q")).to_have_value("accueil")


def test_an_exchange_found_opens_its_page_at_the_exchange(page: Page) -> None:
    page.goto("/recherche/?type=commentaire&q=accueil")
    link = page.locator(".result__title a").first
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    assert anchor.startswith("commentaire-")
    link.click()
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_a_browser_is_told_how_to_add_the_site(page: Page) -> None:
    page.goto("/")
    address = page.locator('link[rel="search"]').get_attribute("href") or ""
    assert "{searchTerms}" in page.request.get(address).text()


def test_the_button_of_the_filters_keeps_the_keyboard(page: Page) -> None:
    page.goto("/recherche/?q=accueil")
    button = page.get_by_role("button", name="Appliquer les filtres")
    button.focus()
    with page.expect_response(re.compile(r"/recherche/\?q=accueil")):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("tri="))
    expect(button).to_be_focused()


def test_the_title_of_a_group_keeps_the_keyboard_while_an_answer_comes(page: Page) -> None:
    page.goto("/recherche/?q=accueil")
    line = Line(page, "type=fiche")
    box(page, "Fiches pratiques").check()
    title = page.locator("#facette-levier > summary")
    title.focus()
    line.let_go()
    expect(page.locator(".chip")).to_have_count(1)
    expect(title).to_be_focused()


def test_a_result_that_leaves_gives_the_keyboard_to_the_list(page: Page) -> None:
    page.goto("/recherche/?q=accueil")
    line = Line(page, "type=fiche")
    box(page, "Fiches pratiques").check()
    page.locator(".result__title a").first.focus()
    line.let_go()
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator("#resultats")).to_be_focused()
    page.keyboard.press("Tab")  # and goes on from there
    page.wait_for_function("() => document.getElementById('resultats').contains(document.activeElement)")


def test_a_group_folded_by_hand_stays_folded_and_going_back_unfolds_as_the_address_says(page: Page) -> None:
    page.goto("/recherche/?q=accueil")
    levers = page.locator("#facette-levier")
    expect(levers).to_have_attribute("open", "")
    levers.locator("summary").click()
    box(page, "Fiches pratiques").check()
    expect(page.locator(".chip")).to_have_count(1)
    expect(levers).not_to_have_attribute("open", "")
    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)
    expect(levers).to_have_attribute("open", "")


@pytest.mark.parametrize("faulty", ["levier=disparu", "page=0"])
def test_a_remark_on_the_address_leaves_with_the_address(page: Page, faulty: str) -> None:
    page.goto(f"/recherche/?q=accueil&{faulty}")
    remark = page.locator(".notice--warning:visible")
    expect(remark).to_have_count(1)
    box(page, "Fiches pratiques").check()
    expect(page.locator(".chip")).to_have_count(1)
    expect(remark).to_have_count(0)


def test_a_fault_of_a_field_leaves_once_it_is_mended(page: Page) -> None:
    page.goto(f"/recherche/?q={'trop ' * 50}")
    expect(page.locator(".field__errors")).to_be_visible()
    page.locator("#filtre-q").fill("accueil")
    page.locator("#filtre-q").press("Enter")
    expect(page.locator(".result").first).to_be_visible()
    expect(page.locator(".field__errors")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_tab_key_follows_what_the_eye_sees(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/recherche/?q=accueil&type=fiche&type=structure")
    page.get_by_label("Dans quel ordre ?").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller aux résultats")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#filtres > summary")).to_be_focused()
    found, filters = (page.locator(name).bounding_box() for name in (".finding__list", "#filtres"))
    assert found
    assert filters
    assert (
        found["y"] >= filters["y"] + filters["height"]
        if width == 390
        else found["x"] >= filters["x"] + filters["width"]
    )
    page.keyboard.press("Tab")
    beside = page.locator(".chip").first if width == 390 else page.locator("#facette-type > summary")
    expect(beside).to_be_focused()
    page.get_by_role("link", name="Aller aux résultats").press("Enter")
    expect(page).to_have_url(re.compile("#liste$"))
    page.keyboard.press("Tab")
    expect(page.locator(".chip").first).to_be_focused()


def test_on_paper_the_results_and_the_filters_chosen_remain(page: Page) -> None:
    page.goto("/recherche/?q=accueil&type=fiche")
    page.emulate_media(media="print")
    expect(page.locator("#titre")).to_be_visible()
    expect(page.locator(".result").first).to_be_visible()
    expect(page.locator(".chip")).to_be_visible()
    for left_out in ("#filtres", "#filtre-q", "#filtre-tri", ".pagination"):
        expect(page.locator(left_out).first).to_be_hidden()
