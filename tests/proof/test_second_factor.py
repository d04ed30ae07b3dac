"""The pages of who holds an application and a key: axe-core and the Nu checker find nothing."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response

from home.demo.people import PASSWORD
from tests.community.accounts.factors.totp import shown_by
from tests.journeys.conftest import ROOT, Site
from tests.journeys.test_second_factor import with_a_finger
from tests.proof import checkers
from tests.proof.checkers import faults_seen_by_nu
from tests.proof.walk import Walk

KEYS = "/compte/cles/"
MAKE = f"""
import json
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from community.models import Member
holder = Member.objects.create_user("cles@exemple.test", {PASSWORD!r}, display_name="Ines")
secret = generate_totp_secret()
TOTP.activate(holder, secret)
RecoveryCodes.activate(holder)
print(json.dumps({{"secret": secret}}))
"""


@pytest.fixture(scope="module")
def holder(demo_site: Site) -> dict[str, Any]:
    """Somebody with an application and recovery codes."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", MAKE]
    done = subprocess.run(command, cwd=ROOT, env=dict(demo_site.environment), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return made


@pytest.fixture
def hers(walk: Walk, browser: Browser) -> Iterator[Page]:
    """Her browser, with a finger; by name, as keys want it."""
    context = browser.new_context(base_url=walk.site.url.replace("127.0.0.1", "localhost"), reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    with_a_finger(page)
    yield page
    context.close()


def pressed(page: Page, name: str, typed: str) -> Response:
    page.locator(f"main [name={name}]").fill(typed)
    with page.expect_navigation() as answer:
        page.locator(f"main [name={name}]").press("Enter")
    return answer.value


def test_axe_finds_nothing_on_the_pages_of_who_holds_them(walk: Walk, hers: Page, holder: dict[str, Any]) -> None:
    found: list[str] = []

    def read(place: str, answer: Response | None) -> None:
        assert answer, place
        assert answer.status == 200, place
        walk.keep(place, answer.text())
        found.extend(walk.faults_shown(hers, place=place))

    hers.goto("/compte/login/?par=mot-de-passe")
    hers.locator("main [name=login]").fill("cles@exemple.test")
    pressed(hers, "password", PASSWORD)
    read("second proof, wrong", pressed(hers, "code", "000000"))
    pressed(hers, "code", shown_by(holder["secret"]))
    hers.goto(f"{KEYS}ajouter/")
    with hers.expect_navigation():
        hers.get_by_role("button", name="Ajouter").click()
    hers.goto(KEYS)
    with hers.expect_navigation():
        hers.get_by_role("link", name="Renommer").click()
    key = re.findall(r"/cles/(\d+)/", hers.url)[0]
    for address in (
        KEYS,
        f"{KEYS}{key}/nommer/",
        f"{KEYS}{key}/retirer/",
        f"{KEYS}appli/retirer/",
        f"{KEYS}secours/",
        f"{KEYS}secours/nouveaux/",
        "/compte/confirmer/",
        "/compte/sessions/",
        "/compte/",
    ):
        read(address, hers.goto(address))
    assert "\n".join(found) == ""


def test_the_nu_checker_finds_no_error(walk: Walk) -> None:
    checkers.are_there()
    assert "\n".join(faults_seen_by_nu(walk.folder)) == ""
