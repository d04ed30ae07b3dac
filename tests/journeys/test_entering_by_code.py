"""On a phone: an address is mistyped, the code is read elsewhere, pasted with its words, and leads where one wanted."""

import re
import time

from playwright.sync_api import Page, expect

from home.demo.people import PEER
from tests.journeys.conftest import Site

CODE = re.compile(r"^(\d{4}) (\d{4})$", re.MULTILINE)
WITHIN = 10  # seconds for a mail: one on a quiet machine


def code_sent_to(address: str, site: Site) -> str:
    """What somebody reads in their mailbox, on whatever device."""
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        for text in reversed(site.mail_texts()):
            if text.startswith(address) and (found := CODE.search(text)):
                return " ".join(found.groups())
        time.sleep(0.1)
    raise AssertionError(f"no code for {address}")


def ask_for_a_code(page: Page, address: str) -> None:
    page.get_by_role("main").get_by_label("Adresse e-mail").fill(address)
    page.get_by_role("button", name="Recevoir un code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taper le code reçu")


def test_a_code_read_elsewhere_opens_the_page_one_wanted(phone: Page, demo_site: Site) -> None:
    phone.goto("/mes-contributions/")
    ask_for_a_code(phone, "pier@exemple.test")
    phone.get_by_role("link", name="Ce n’est pas la bonne adresse").click()
    ask_for_a_code(phone, PEER)
    code = code_sent_to(PEER, demo_site)
    field = phone.get_by_label("Le code reçu")
    field.fill("1234 5678")
    phone.get_by_role("button", name="Entrer", exact=True).click()
    expect(phone.get_by_role("alert")).to_contain_text("il reste 4 essais")
    field.fill(f"Voici votre code : {code}")
    with phone.expect_navigation():
        field.press("Enter")
    expect(phone).to_have_url(re.compile("/mes-contributions/$"))
    expect(phone.locator(".messages")).to_contain_text("Bonjour")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
