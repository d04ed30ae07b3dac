"""On a phone: a pilot hands over and the next one accepts; a facilitator finds somebody, closes and reopens."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from home.demo.people import FACILITATOR, PASSWORD
from tests.journeys.conftest import ROOT, Site, visitor
from tests.journeys.test_member import sign_in

ODILE, SAMIR = "odile@exemple.test", "samir@exemple.test"
TEAM = "Le Jardin des relais"
NOTE = "Les clés du local sont chez la voisine."
PEOPLE = f"""
from community.models import Member, Membership
from tests import factories
team = factories.structure(title={TEAM!r})
for address, name, role in (({ODILE!r}, "Odile R.", "pilot"), ({SAMIR!r}, "Samir T.", "member")):
    person = Member.objects.create_user(address, {PASSWORD!r}, display_name=name)
    Membership.objects.create(member=person, structure=team, role=role)
"""


@pytest.fixture(scope="module")
def team(demo_site: Site) -> None:
    """A structure whose pilot and member may sign in: those of the demonstration keep their places."""
    command = [sys.executable, "manage.py", "shell", "-c", PEOPLE]
    subprocess.run(command, cwd=ROOT, env=dict(demo_site.environment), check=True, capture_output=True)


@pytest.fixture
def other_phone(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, viewport={"width": 390, "height": 844}, has_touch=True)


def test_a_pilot_hands_over_and_the_next_one_accepts(phone: Page, other_phone: Page, team: None) -> None:
    sign_in(phone, ODILE)
    phone.goto("/equipe/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text(TEAM)
    phone.get_by_role("link", name="Passer le relais").click()
    phone.get_by_label("La personne qui prend le relais").select_option(label="Samir T., membre")
    phone.get_by_label("Note de passation").fill(NOTE)
    phone.get_by_role("button", name="Proposer le relais").click()
    expect(phone.locator(".messages")).to_contain_text("Samir T. reçoit votre proposition")
    sign_in(other_phone, SAMIR)
    other_phone.goto("/equipe/")
    other_phone.get_by_role("link", name="Lire et répondre").click()
    expect(other_phone.locator("main")).to_contain_text(NOTE)
    other_phone.get_by_role("button", name="Oui, je prends le relais").click()
    expect(other_phone.locator(".messages")).to_contain_text("Vous êtes maintenant pilote")
    expect(_of(other_phone, "Samir T.")).to_contain_text("Pilote")
    expect(_of(other_phone, "Odile R.")).to_contain_text("Copilote")
    other_phone.locator("summary", has_text=re.compile("Odile R.*Samir T.")).click()
    expect(other_phone.get_by_text(NOTE)).to_be_visible()
    assert not _overflows(other_phone)


def test_a_facilitator_finds_closes_and_reopens(phone: Page, other_phone: Page, team: None) -> None:
    sign_in(other_phone, ODILE)
    sign_in(phone, FACILITATOR)
    phone.goto("/personnes/")
    assert not _overflows(phone)
    phone.get_by_label("Nom ou adresse").fill("odile")
    phone.get_by_role("button", name="Chercher").click()
    phone.get_by_role("link", name="Odile R.").click()
    phone.get_by_role("link", name="Fermer le compte").click()
    phone.get_by_label("La raison").fill("Elle a changé d’adresse : un autre compte l’attend.")
    phone.get_by_role("button", name="Oui, fermer le compte").click()
    expect(phone.locator(".messages")).to_contain_text("est fermé")
    expect(phone.locator("main")).to_contain_text("un autre compte l’attend")
    other_phone.goto("/equipe/")
    expect(other_phone).to_have_url(re.compile("/compte/login/"))
    phone.get_by_role("button", name="Rouvrir le compte").click()
    expect(phone.locator(".messages")).to_contain_text("est rouvert")
    assert not _overflows(phone)


def _of(page: Page, name: str) -> Locator:
    return page.locator("li", has=page.get_by_role("link", name=name))


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
