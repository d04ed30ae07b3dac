"""On a telephone: a member takes her data along, leaves, comes back; another leaves for good, and her place remains."""

import re
import subprocess
import sys
import time
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from home.demo.people import MEMBER, PASSWORD
from tests.journeys.conftest import ROOT, Site

PHONE = {"width": 390, "height": 844}
LEAVER = "nour@exemple.test"  # of this journey alone: the others go on with theirs
SAID = "Chez nous c’est un merle qui ouvre la porte, et chez vous ?"


@pytest.fixture
def phone(browser: Browser, demo_site: Site) -> Any:
    context = browser.new_context(base_url=demo_site.url, viewport=PHONE, locale="fr-FR")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def sign_in(page: Page, address: str) -> None:
    page.goto("/compte/login/?par=mot-de-passe")
    main = page.locator("main")
    main.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(address)
    main.get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    main.get_by_role("button", name="Se connecter").click()
    expect(page.locator(".messages")).to_contain_text("Bonjour")


def leave(page: Page, choice: str) -> None:
    page.goto("/compte/mes-donnees/")
    page.get_by_role("link", name="Voir ce que partir veut dire").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Partir")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_label(re.compile(choice)).check()
    page.get_by_role("button", name="Partir").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("s’endort")


def on_the_site(site: Site, code: str) -> str:
    """What a few lines say, run in the site's own project."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", code],
        cwd=ROOT,
        env=dict(site.environment),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def link_back(site: Site) -> str:
    for _try in range(100):
        for text in reversed(site.mail_texts()):
            if found := re.search(r"http\S+/compte/mes-donnees/revenir/\S+", text):
                return found[0]
        time.sleep(0.1)
    raise AssertionError("no mail with the way back")


def test_she_takes_her_data_along_leaves_and_comes_back(phone: Page, demo_site: Site) -> None:
    sign_in(phone, MEMBER)
    phone.goto("/compte/mes-donnees/")
    phone.get_by_role("button", name="Préparer mon fichier").click()
    with phone.expect_download() as given:
        phone.get_by_role("link", name="Télécharger mes données").click()  # appears by itself
    assert given.value.suggested_filename == "mes-donnees-faire-avec.zip"
    leave(phone, "Les garder")
    phone.goto(link_back(demo_site))
    phone.get_by_role("button", name="Oui, je reviens").click()
    expect(phone.locator(".messages")).to_contain_text("Vous revoilà")
    sign_in(phone, MEMBER)


def test_she_leaves_for_good_and_the_place_of_her_comment_remains(phone: Page, demo_site: Site) -> None:
    on_the_site(
        demo_site,
        "from community.models import Member; "
        f"Member.objects.create_user({LEAVER!r}, {PASSWORD!r}, display_name='Nour')",
    )
    sign_in(phone, LEAVER)
    phone.goto("/structures/cafe-la-bascule/je-regardais-par-la-vitre/")
    phone.locator("#conversation").get_by_role("textbox").fill(SAID)
    phone.get_by_role("button", name="Envoyer mon commentaire").click()
    expect(phone.locator("#conversation")).to_contain_text("un merle qui ouvre")
    place = phone.url
    leave(phone, "Les effacer")
    assert "0 left" in on_the_site(
        demo_site,
        "from django.core.management import call_command; from django.utils import timezone; "
        "from community.models import Departure, Member; Departure.objects.update(due_at=timezone.now()); "
        f"call_command('care_for_departures'); print(Member.objects.filter(email='{LEAVER}').count(), 'left')",
    )
    phone.goto(place)
    expect(phone.locator("main")).to_contain_text("retiré par la personne qui l’a écrit")
    expect(phone.locator("main")).not_to_contain_text("un merle qui ouvre")
