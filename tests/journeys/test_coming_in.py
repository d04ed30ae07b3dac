"""A cohort comes in, on telephones: a list is pasted, a pilot opens her mail and enters, then invites her copilot."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from home.demo.people import FACILITATOR
from tests.journeys.conftest import Site, visitor
from tests.journeys.test_member import sign_in

ON_A_PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
STRUCTURE = "Café La Bascule"
PILOT, COPILOT = "nadia.b@exemple.test", "lin.copilote@exemple.test"


def eight_lines(pilot: str, among: str) -> str:
    """What a facilitator pastes: her pilot, and seven others whose mailboxes are at the same place."""
    return f"""Nom\tAdresse e-mail\tStructure\tRôle
Nadia Benali\t{pilot.upper()}\tcafe la bascule\tpilote
Paul Petit\tpaul.p@{among}\t{STRUCTURE}\tmembre
Zoé Martin\tzoe.m@{among}\tCafé la Bascul\tmembre
Inès Roy\tines.r@{among}\t{STRUCTURE}\tcopilote
Omar\tomar@exemple\t{STRUCTURE}\tmembre
Léa Faure\tlea.f@{among}\t\t
Ugo Noël\tugo.n@{among}\t{STRUCTURE}\tmembre
Mai Tran\tmai.t@{among}\t{STRUCTURE}\tmembre
"""


@pytest.fixture
def pilot(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **ON_A_PHONE)


@pytest.fixture
def copilot(browser: Browser, demo_site: Site) -> Iterator[Page]:
    yield from visitor(browser, demo_site, **ON_A_PHONE)


def test_from_a_pasted_list_to_a_team(phone: Page, pilot: Page, copilot: Page, demo_site: Site) -> None:
    paste_eight_lines_two_of_them_wrong(phone, eight_lines(PILOT, "exemple.test"))
    come_in(pilot, link_sent_to(PILOT, demo_site), name="Nadia B.")
    invite_her_copilot(pilot, COPILOT)
    come_in(copilot, link_sent_to(COPILOT, demo_site), name="Lin C.")
    expect(copilot.get_by_text("Nadia B.")).to_be_visible()


def paste_eight_lines_two_of_them_wrong(page: Page, lines: str) -> None:
    sign_in(page, FACILITATOR)
    page.goto("/invitations/")
    follow(page, "Inviter")
    page.get_by_label("Qui inviter ?").fill(lines)
    press(page, "Vérifier")
    expect(page.get_by_text("la plus proche est « Café La Bascule »")).to_be_visible()
    expect(page.get_by_text("adresse illisible : « omar@exemple »")).to_be_visible()
    press(page, "Envoyer les 6 invitations")
    expect(page.locator(".messages")).to_contain_text("6 invitations partent")
    left = page.get_by_label("Qui inviter ?").input_value()
    assert [line.split("\t")[0] for line in left.splitlines()] == ["Zoé Martin", "Omar"]


def come_in(page: Page, link: str, *, name: str) -> None:
    page.goto(link)
    expect(page).to_have_url(re.compile(r"/invitation/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(STRUCTURE)
    page.get_by_label("Le nom que vous montrez").fill(name)
    page.get_by_label("J’ai lu la charte").check()
    press(page, "Entrer")
    expect(page).to_have_url(re.compile(r"/equipe/\d+/$"))
    expect(page.locator("main").get_by_text(name)).to_be_visible()


def invite_her_copilot(page: Page, address: str) -> None:
    follow(page, "Inviter quelqu’un")
    page.get_by_label("Qui inviter ?").fill(f"Lin <{address}>")
    page.get_by_label("Rôle").select_option("copilote")
    press(page, "Vérifier")
    expect(page.get_by_text(f"sera invitée dans {STRUCTURE} comme copilote")).to_be_visible()
    press(page, "Envoyer l’invitation")
    expect(page.locator(".messages")).to_contain_text("1 invitation part")


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=button, exact=True).click()


def follow(page: Page, link: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=link, exact=True).click()


def link_sent_to(address: str, site: Site) -> str:
    """The link of the latest invitation to this address, once its mail has left."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for text in reversed(site.mail_texts()):
            found = re.search(r"/invitation/\w+/", text) if text.startswith(address) else None
            if found:
                return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no invitation reached {address}")
