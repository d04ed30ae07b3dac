"""What a browser does with long lists: an old link to a comment finds it, a sheet's title is proposed while typed."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from home.demo.people import MEMBER
from tests.journeys.test_member import sign_in

LONG = """<section class="conversation"><article id="commentaire-3">Ici</article></section>"""


@pytest.mark.parametrize(("anchor", "asked"), [("commentaire-12", True), ("commentaire-3", False), ("titre", False)])
def test_a_comment_s_address_of_before_asks_for_the_page_that_holds_it(page: Page, anchor: str, asked: bool) -> None:
    """The script alone, on a page that holds another comment: the server is asked once, and never again."""
    seen: list[str] = []

    def answer(route: Any) -> None:
        seen.append(route.request.url)
        route.fulfill(body=f'{LONG}<script src="/static/js/conversation.js"></script>', content_type="text/html")

    page.route(re.compile(r"/une-fiche/"), answer)
    page.route("**/static/js/conversation.js", lambda route: route.fulfill(path="static/js/conversation.js"))
    page.goto(f"/une-fiche/#{anchor}")
    page.wait_for_timeout(300)
    assert page.url.endswith(f"?commentaire=12#{anchor}" if asked else f"/une-fiche/#{anchor}")
    assert len(seen) == 1 + asked


def test_a_sheet_s_title_is_proposed_while_it_is_typed(page: Page) -> None:
    sign_in(page, MEMBER)
    page.goto("/partager/fiche/")
    page.locator("summary", has_text="Liens et mots-clés").click()
    field = page.get_by_label("Ou une autre fiche du réseau")
    field.press_sequentially("accue", delay=20)
    expect(page.locator("datalist option").first).to_have_attribute("value", re.compile("ccue"))


def test_without_javascript_a_sheet_is_named_by_its_title(page_without_javascript: Page) -> None:
    page = page_without_javascript
    sign_in(page, MEMBER)
    page.goto("/partager/temoignage/")
    page.locator("#id_title").fill("Nadia raconte sa venue")
    page.locator("summary", has_text="Pour aller plus loin").click()
    page.get_by_label("Ou une autre fiche du réseau").fill("La fiche qui n’existe pas")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.locator("#id_sheet_named_error")).to_contain_text("Aucune fiche n’a ce titre")
    field = page.get_by_label("Ou une autre fiche du réseau")
    expect(field).to_have_value("La fiche qui n’existe pas")
    field.fill("Le livret d’accueil écrit par les résidents et leurs familles")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.get_by_role("heading", name="Mes contributions")).to_be_visible()
