"""Nothing typed is lost by a click: what was left is offered again, a draft comes back, the next step is in sight."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from home.demo.people import FACILITATOR, MEMBER, PASSWORD, PEER
from tests.journeys.clicks import click_through
from tests.journeys.conftest import Site, visitor
from tests.journeys.test_member import sign_in

TITLE = "Le banc des lectures à voix haute"
SENTENCE = "Chaque mercredi, deux habituées lisent dehors, et qui passe s’assoit."
COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('faire-avec:copie'))"


@pytest.fixture
def facilitator_s_phone(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, viewport={"width": 390, "height": 844}, has_touch=True)


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The questions that the browser asks; each is answered « leave »."""
    questions: list[str] = []

    def leave(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    return questions


def start(page: Page) -> None:
    page.goto("/partager/")
    page.get_by_role("link", name=re.compile("Commencer.*fiche", re.IGNORECASE)).first.click()
    expect(page.get_by_label("Titre")).to_be_visible()


def sign_out(page: Page) -> None:
    page.locator(".menu--account > summary").click()
    click_through(page.get_by_role("button", name="Se déconnecter").first)


def expect_copies(page: Page, number: int) -> None:
    """The script of the page that has just come forgets them a moment after the words of that page are read."""
    page.wait_for_function(f"number => {COPIES}.length === number", arg=number)


def type_into(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).click()
    page.get_by_label(label).fill(text)


def test_what_was_left_is_asked_about_then_offered_and_gone_once_saved(page: Page, asked: list[str]) -> None:
    sign_in(page, MEMBER)
    start(page)
    type_into(page, "Titre", TITLE)
    type_into(page, "En une phrase", SENTENCE)
    page.get_by_role("checkbox", name="Accueil").check()
    page.locator("summary", has_text="Raconter davantage").click()
    type_into(page, "Point de départ", "Un banc vide.")
    page.get_by_role("navigation").get_by_role("link", name="Structures").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Structures")
    assert asked == ["beforeunload"]

    start(page)
    expect(page.get_by_label("Titre")).to_have_value("")
    expect(page.get_by_role("status").filter(has_text="Vous aviez commencé")).to_be_visible()
    page.get_by_role("button", name="Reprendre ce texte").press("Enter")
    expect(page.get_by_label("Titre")).to_have_value(TITLE)
    expect(page.get_by_label("Titre")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Accueil")).to_be_checked()
    expect(page.get_by_label("Point de départ")).to_be_visible()
    expect(page.get_by_label("Point de départ")).to_have_value("Un banc vide.")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.locator(".messages")).to_contain_text("enregistré")
    assert asked == ["beforeunload"]
    expect_copies(page, 0)
    start(page)
    expect(page.get_by_role("button", name="Reprendre ce texte")).to_have_count(0)


def test_a_copy_is_offered_to_nobody_else_and_leaves_with_its_author(page: Page, asked: list[str]) -> None:
    sign_in(page, MEMBER)
    start(page)
    type_into(page, "Titre", TITLE)
    page.goto("/structures/")
    expect_copies(page, 1)
    page.context.clear_cookies()  # a session that ends by itself forgets nothing
    sign_in(page, PEER)
    start(page)
    expect(page.get_by_role("button", name="Reprendre ce texte")).to_have_count(0)
    page.context.clear_cookies()
    sign_in(page, MEMBER)
    start(page)
    expect(page.get_by_role("button", name="Reprendre ce texte")).to_be_visible()
    sign_out(page)
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()
    expect_copies(page, 0)


def test_going_back_shows_nobody_what_another_person_typed(page: Page, asked: list[str]) -> None:
    """The browser puts it back in the form by itself, whoever is signed in by then."""
    sign_in(page, MEMBER)
    page.goto("/pratiques/")
    click_through(page.locator("main article a, main .card__link").first)
    field, sheet = page.locator("#conversation textarea").first, page.url
    field.fill(SENTENCE)
    page.goto("/structures/")
    page.go_back()
    expect(field).to_have_value(SENTENCE)
    page.goto("/structures/")
    page.context.clear_cookies()  # her session ends by itself
    sign_in(page, PEER)
    while page.url != sheet:
        page.go_back()
    expect(field).to_have_value("")
    expect_copies(page, 1)
    page.context.clear_cookies()
    sign_in(page, MEMBER)
    page.goto(sheet)
    page.get_by_role("button", name="Reprendre ce texte").click()
    expect(field).to_have_value(SENTENCE)


def test_a_text_sent_after_the_session_ended_is_there_once_signed_in_again(page: Page, asked: list[str]) -> None:
    """« Bonjour » is a success too, of signing in: it says nothing of the text."""
    sign_in(page, MEMBER)
    page.goto("/mes-contributions/")
    click_through(page.locator("main a[href*='ma-structure']").first)
    field = page.get_by_label("Présentation")
    field.click()
    field.fill(SENTENCE)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Enregistrer la présentation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")
    click_through(page.get_by_role("link", name="Entrer plutôt avec un mot de passe"))
    page.locator("main").get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(MEMBER)
    page.locator("main").get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Se connecter").click()
    expect(page.locator(".messages")).to_contain_text("Bonjour")
    expect(page.get_by_label("Présentation")).to_have_value(SENTENCE)


def test_signing_out_in_another_tab_leaves_nothing_on_the_device(page: Page, asked: list[str]) -> None:
    sign_in(page, MEMBER)
    start(page)
    type_into(page, "Titre", TITLE)
    beside = page.context.new_page()
    beside.goto(page.url)
    sign_out(beside)
    expect(beside.get_by_role("link", name="Se connecter").first).to_be_visible()
    page.goto("/structures/")  # the tab left behind saw its text once more
    expect_copies(page, 0)


def test_signing_out_in_the_admin_leaves_nothing_on_the_device(page: Page, asked: list[str]) -> None:
    sign_in(page, FACILITATOR)
    page.goto("/admin/")
    page.evaluate("localStorage.setItem('faire-avec:copie:1:/x', JSON.stringify([{at: Date.now(), fields: []}]))")
    page.evaluate("document.querySelector('form[action=\"/admin/logout/\"]').requestSubmit()")
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()
    expect_copies(page, 0)


def test_a_copy_is_forgotten_at_a_word_or_after_a_week(page: Page, asked: list[str]) -> None:
    sign_in(page, MEMBER)
    start(page)
    type_into(page, "Titre", TITLE)
    page.goto("/structures/")
    start(page)
    page.get_by_role("button", name="L’oublier").click()
    expect(page.get_by_role("status").filter(has_text="C’est oublié.")).to_be_visible()
    expect_copies(page, 0)
    type_into(page, "Titre", TITLE)
    page.goto("/structures/")
    page.evaluate(
        "name => { const copy = JSON.parse(localStorage[name]); copy.at -= 8 * 24 * 3600 * 1000;"
        " localStorage[name] = JSON.stringify(copy); }",
        page.evaluate(COPIES)[0],
    )
    page.goto("/structures/")
    expect_copies(page, 0)


def test_copies_written_before_an_upgrade_are_offered_too(page: Page, asked: list[str]) -> None:
    """They were lists, one for each form."""
    sign_in(page, MEMBER)
    start(page)
    type_into(page, "Titre", TITLE)
    page.goto("/structures/")
    page.evaluate(
        "name => { localStorage[name.split('#')[0]] = `[${localStorage[name]}]`; localStorage.removeItem(name); }",
        page.evaluate(COPIES)[0],
    )
    start(page)
    page.get_by_role("button", name="Reprendre ce texte").click()
    expect(page.get_by_label("Titre")).to_have_value(TITLE)


def test_what_is_typed_beside_an_offer_loses_neither_text(page: Page, asked: list[str]) -> None:
    sign_in(page, MEMBER)
    start(page)
    type_into(page, "Titre", "Un premier texte")
    page.goto("/structures/")
    start(page)
    type_into(page, "Titre", "Un second texte")
    page.goto("/structures/")
    start(page)
    page.get_by_role("button", name="L’oublier").click()
    page.get_by_role("button", name="Reprendre ce texte").click()
    expect(page.get_by_label("Titre")).to_have_value("Un premier texte")


def test_two_tabs_of_one_form_lose_neither_text(page: Page, asked: list[str]) -> None:
    sign_in(page, MEMBER)
    start(page)
    form = page.url
    type_into(page, "Titre", "Le texte du premier onglet")
    other = page.context.new_page()
    other.on("dialog", lambda dialog: dialog.accept())
    other.goto(form)
    type_into(other, "Titre", "Le texte du second onglet")
    other.goto("/structures/")
    expect_copies(page, 2)  # each tab writes its own: none writes over what it has not been shown yet
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.locator(".messages")).to_contain_text("enregistré")
    other.goto(form)
    other.get_by_role("button", name="Reprendre ce texte").click()
    expect(other.get_by_label("Titre")).to_have_value("Le texte du second onglet")
    other.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(other.locator(".messages")).to_contain_text("enregistré")
    expect_copies(other, 0)


def test_signing_in_again_after_a_refused_sending_forgets_nothing(page: Page, asked: list[str]) -> None:
    sign_in(page, MEMBER)
    start(page)
    form = page.url
    type_into(page, "Titre", TITLE)
    page.context.clear_cookies()
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("n’a pas pu être accepté")
    sign_in(page, MEMBER)  # « Votre compte est ouvert » is no answer to what was sent
    page.goto(form)
    page.get_by_role("button", name="Reprendre ce texte").click()
    expect(page.get_by_label("Titre")).to_have_value(TITLE)


def test_a_comment_left_unsent_is_offered_again(page: Page, asked: list[str]) -> None:
    sign_in(page, PEER)
    page.goto("/pratiques/")
    click_through(page.locator("main article a, main .card__link").first)
    field = page.locator("#conversation").get_by_role("textbox")
    field.click()
    field.fill("Merci ! Combien de temps cela prend-il ?")
    sheet = page.url
    page.goto("/structures/")
    page.goto(sheet)
    page.locator("#conversation").get_by_role("button", name="Reprendre ce texte").click()
    expect(field).to_have_value("Merci ! Combien de temps cela prend-il ?")
    page.get_by_role("button", name="Envoyer mon commentaire").click()
    expect(page.locator("#conversation")).to_contain_text("Combien de temps cela prend-il ?")
    expect_copies(page, 0)
    expect(page.get_by_role("button", name="Reprendre ce texte")).to_have_count(0)


def test_nothing_is_asked_of_a_person_who_typed_nothing(page: Page, asked: list[str]) -> None:
    sign_in(page, MEMBER)
    start(page)
    page.get_by_label("Titre").click()
    page.goto("/structures/")
    assert asked == []
    expect_copies(page, 0)


def test_a_draft_is_thrown_away_undone_and_submitted_from_its_preview_then_approved_on_one_page(
    page: Page, facilitator_s_phone: Page
) -> None:
    title = "Le vélo qui porte les livres"
    sign_in(page, MEMBER)
    start(page)
    for label, text in {
        "Titre": title,
        "En une phrase": SENTENCE,
        "Étape 1": "On sort le banc à dix heures.",
        "Étape 2": "Deux personnes choisissent un texte court.",
        "Étape 3": "On rentre le banc, et l’on note qui s’est assis.",
        "Ce qui a coincé": "Le vent tourne les pages.",
    }.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("checkbox", name="Accueil").check()
    page.get_by_role("checkbox", name="Acteur").check()
    click_through(page.get_by_role("button", name="Enregistrer le brouillon"))
    card = page.locator("article", has_text=title)
    card.get_by_role("button", name="Jeter").click()
    expect(page.get_by_role("status").filter(has_text="est jeté")).to_be_visible()
    expect(card).to_have_count(0)
    page.get_by_role("button", name="Annuler").click()
    card.get_by_role("link", name="Aperçu").click()
    bar = page.get_by_role("region", name="Votre aperçu")
    expect(bar).to_contain_text("C’est un brouillon.")
    page.mouse.wheel(0, 4000)
    expect(bar.get_by_role("button", name="Soumettre")).to_be_in_viewport()
    bar.get_by_role("button", name="Soumettre").click()
    expect(page.locator(".messages")).to_contain_text("C’est envoyé")

    phone = facilitator_s_phone
    sign_in_on_a_phone(phone, FACILITATOR)
    phone.goto("/relecture/")
    phone.get_by_role("link", name=title).click()
    expect(phone.get_by_role("main")).to_contain_text("On rentre le banc")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("link", name="Répondre à l’équipe").click()
    approve = phone.get_by_role("button", name="Approuver et publier")
    expect(approve).to_be_in_viewport()
    approve.click()
    expect(phone.locator(".messages")).to_contain_text("C’est publié")


def sign_in_on_a_phone(phone: Page, address: str) -> None:
    """As on a computer; the account is folded in the menu."""
    phone.goto("/compte/login/?par=mot-de-passe")
    phone.locator("main").get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(address)
    phone.locator("main").get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    click_through(phone.locator("main").get_by_role("button", name="Se connecter"))
    expect(phone).not_to_have_url(re.compile("/compte/login/"))
