"""On a phone: a key made, then used alone; a facilitator who must have a second proof makes one, and gives it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from home.demo.people import FACILITATOR, PASSWORD, PEER
from tests.community.accounts.factors.totp import shown_by
from tests.journeys.conftest import ROOT, Site, _free_port, _wait_for, visitor
from tests.prepared.demonstration import demonstration_ready

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def strict_site(demo_site: Site, tmp_path: Path) -> Iterator[Site]:
    """A copy of the site, by name as keys want it, where the facilitators' two weeks are over.

    A copy: whoever makes a key or an application here would be asked for it in every other journey.
    """
    port = _free_port()
    url = f"http://localhost:{port}"
    said = {"FAIRE_AVEC_SECOND_FACTOR_GRACE_DAYS": "0", "FAIRE_AVEC_SITE_URL": url, "FAIRE_AVEC_BACKGROUND": "false"}
    own = {
        "FAIRE_AVEC_DATA_DIR": str(tmp_path),
        "DATABASE_URL": demonstration_ready().copied_to(tmp_path, name="second_factor"),
    }
    environment = {**demo_site.environment, **said, **own}
    log = tmp_path / "gunicorn.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}", "-k", "gthread"],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=out,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", server=server, log=log)
        yield Site(url=url, mails=demo_site.mails, environment=environment)
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def her_phone(browser: Browser, strict_site: Site) -> Iterator[Page]:
    yield from visitor(browser, strict_site, **PHONE)


def with_a_finger(page: Page) -> tuple[Any, str]:
    """A virtual authenticator, as a telephone has one: it answers at once, for a finger that is the right one."""
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return chrome, str(made["authenticatorId"])


def sign_in(page: Page, address: str, *, to: str) -> None:
    page.goto(f"/compte/login/?par=mot-de-passe&next={to}")
    page.locator("main [name=login]").fill(address)
    page.locator("main [name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main [name=password]").press("Enter")


def at(page: Page, path: str) -> None:
    expect(page).to_have_url(re.compile(rf"^https?://[^/?]+{re.escape(path)}(\?.*)?$"))


def test_a_key_is_made_then_opens_the_account_alone(her_phone: Page) -> None:
    page = her_phone
    chrome, finger = with_a_finger(page)
    sign_in(page, PEER, to="/compte/cles/")
    page.get_by_role("link", name="Ajouter une clé").click()
    page.get_by_label("Son nom").fill("Mon téléphone")
    chrome.send("WebAuthn.setUserVerified", {"authenticatorId": finger, "isUserVerified": False})
    page.get_by_role("button", name="Ajouter").click()  # another finger: said, and nothing is lost
    expect(page.get_by_role("alert")).to_contain_text("La clé n’a pas répondu", timeout=70_000)
    expect(page.get_by_label("Son nom")).to_have_value("Mon téléphone")
    chrome.send("WebAuthn.setUserVerified", {"authenticatorId": finger, "isUserVerified": True})
    page.get_by_role("button", name="Ajouter").click()
    at(page, "/compte/cles/secours/")
    expect(page.locator(".recovery li")).to_have_count(10)
    page.get_by_role("link", name="Je les ai notés").click()
    expect(page.locator("main")).to_contain_text("Mon téléphone")

    page.context.clear_cookies()
    page.goto("/compte/login/?next=/compte/sessions/")
    page.get_by_role("button", name="Entrer avec une clé").click()
    at(page, "/compte/sessions/")
    expect(page.locator("main")).to_contain_text("(cet appareil)")


def test_a_facilitator_makes_her_second_proof_before_she_reviews(
    her_phone: Page, browser: Browser, strict_site: Site
) -> None:
    page = her_phone
    sign_in(page, FACILITATOR, to="/relecture/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Une deuxième preuve")
    expect(page.get_by_role("link", name="Plus tard")).to_have_count(0)
    page.goto("/admin/")
    at(page, "/compte/cles/demandees/")
    page.goto("/relecture/")
    page.get_by_role("link", name="La choisir maintenant").click()
    page.get_by_role("link", name="Ajouter une application").click()
    page.get_by_text("je ne peux pas le scanner").click()
    expect(page.locator(".totp__secret")).to_be_visible()
    secret = page.locator(".totp__secret").inner_text().strip()
    page.locator("main [name=code]").fill(shown_by(secret))
    page.get_by_role("button", name="Ajouter").click()
    at(page, "/compte/cles/secours/")
    expect(page.locator(".recovery li")).to_have_count(10)
    recovery = page.locator(".recovery li").first.inner_text().strip()
    page.get_by_role("link", name="Je les ai notés").click()
    page.get_by_role("link", name="Revenir à ce que je faisais").click()
    at(page, "/relecture/")
    page.goto("/admin/")
    at(page, "/admin/")

    # Another day, another browser: asked after the password. The telephone is away, a recovery code is typed.
    for elsewhere in visitor(browser, strict_site, **PHONE):
        sign_in(elsewhere, FACILITATOR, to="/relecture/")
        at(elsewhere, "/compte/cles/deuxieme-preuve/")
        elsewhere.locator("main [name=code]").fill("000 000")
        elsewhere.get_by_role("button", name="Entrer", exact=True).click()
        expect(elsewhere.get_by_role("alert").first).to_contain_text("Ce n’est pas le bon code")
        elsewhere.locator("main [name=code]").fill(f"{recovery[:4]} {recovery[4:]}")
        elsewhere.get_by_role("button", name="Entrer", exact=True).click()
        at(elsewhere, "/relecture/")
