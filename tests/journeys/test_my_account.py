"""« Mon compte » on a phone: what one says of oneself is saved block by block; another address, by both mailboxes."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from home.demo.people import PASSWORD
from tests.journeys.conftest import Site, visitor

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
ODILE, MARTINE, NEW = "odile.caron@exemple.test", "martine.delplace@exemple.test", "martine@ailleurs.test"


@pytest.fixture(autouse=True, scope="module")
def _passwords(demo_site: Site) -> None:
    """Two people of the demonstration, who have none there."""
    script = (
        "from community.models import Member\n"
        f"for address in {[ODILE, MARTINE]!r}:\n"
        "    person = Member.objects.filter(email=address).first()\n"
        f"    person and (person.set_password({PASSWORD!r}), person.save(update_fields=['password']))"
    )
    command = [sys.executable, "manage.py", "shell", "-c", script]
    root = Path(__file__).resolve().parents[2]
    subprocess.run(command, cwd=root, env=dict(demo_site.environment), check=True, capture_output=True)


def sign_in(page: Page, address: str) -> None:
    page.goto("/compte/login/?par=mot-de-passe")
    page.locator("main").get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(address)
    page.locator("main").get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Se connecter").click()
    page.goto("/compte/")


@pytest.mark.parametrize("has_script", [True, False], ids=["with JavaScript", "without"])
def test_a_name_and_what_one_can_help_with_are_saved_each_alone(
    has_script: bool, browser: Browser, demo_site: Site
) -> None:
    for page in visitor(browser, demo_site, java_script_enabled=has_script, **PHONE):
        sign_in(page, ODILE)
        name = f"Odile, {'avec' if has_script else 'sans'} script"
        page.get_by_label("Les sujets, un par ligne").fill("cuisine à plusieurs, planning")
        page.get_by_label("Nom affiché").fill("   ")
        page.locator("#name").get_by_role("button").click()
        expect(page.get_by_label("Nom affiché")).to_have_attribute("aria-invalid", "true")
        page.get_by_label("Nom affiché").fill(name)
        page.locator("#name").get_by_role("button").click()
        expect(page.locator("#name [role=status]")).to_contain_text("C’est enregistré")
        if has_script:  # the page has not moved: the other block still holds what was typed
            expect(page.get_by_label("Les sujets, un par ligne")).to_have_value("cuisine à plusieurs, planning")
            expect(page.get_by_label("Nom affiché")).to_have_value(name)
        page.get_by_label("Les sujets, un par ligne").fill("cuisine à plusieurs, planning")
        page.locator("#help").get_by_role("button").click()
        expect(page.locator("#help [role=status]")).to_contain_text("C’est enregistré")
        page.get_by_role("link", name="Voir ma page").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        expect(page.get_by_role("listitem").filter(has_text="planning")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_address_changes_once_both_mailboxes_have_said_yes(phone: Page, browser: Browser, demo_site: Site) -> None:
    sign_in(phone, MARTINE)
    phone.get_by_label("Nouvelle adresse e-mail").fill(NEW)
    phone.locator("#address").get_by_role("button", name="Demander le changement").click()
    expect(phone.locator("#address [data-said]")).to_contain_text("Deux messages sont partis")
    for mailbox, said in ((NEW, "Il reste à dire oui"), (MARTINE, "C’est fait")):
        for other in visitor(browser, demo_site, **PHONE):  # each mail is read somewhere else
            other.goto(link_sent_to(mailbox, demo_site))
            with other.expect_navigation():
                other.get_by_role("button", name="Oui, changer l’adresse").click()
            expect(other.locator("main")).to_contain_text(said)
    phone.goto("/compte/")
    expect(phone).to_have_url(re.compile("/compte/login/"))  # its session ended
    sign_in(phone, NEW)
    expect(phone.locator("#address")).to_contain_text(NEW)


def link_sent_to(mailbox: str, site: Site) -> str:
    for _try in range(60):
        for text in site.mail_texts():
            if text.startswith(mailbox) and (link := re.search(r"/compte/adresse/lien/\w+/", text)):
                return link[0]
        time.sleep(0.25)
    raise AssertionError(f"no link came to {mailbox}")
