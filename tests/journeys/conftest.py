"""A real site for the journeys: its own database, index and files, the demonstration's content, gunicorn, Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from config.checks.browser import find
from tests.prepared.demonstration import demonstration_ready

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN = 60  # seconds, for gunicorn's first answer
BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

ONE_TRUTH = "from allauth.account.models import EmailAddress; assert not EmailAddress.objects.exists()"
"""Whatever was walked, a member's address is on their own row alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(str(item.fspath)).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)


@dataclass(frozen=True)
class Site:
    """A site that answers: its address, where it puts its mails, and what its processes find around them."""

    url: str
    mails: Path
    environment: Mapping[str, str]

    def mail_texts(self) -> list[str]:
        """The words of every mail sent so far, with ordinary spaces, the oldest first."""
        import email
        import email.policy

        texts = []
        for path in sorted(self.mails.glob("*.log"), key=lambda path: path.stat().st_mtime_ns):
            for part in path.read_bytes().split(b"-" * 79 + b"\n"):
                if part.strip():
                    message = email.message_from_bytes(part, policy=email.policy.default)
                    body = message.get_body(("plain", "html"))
                    texts.append(f"{message['to']}\n{message['subject']}\n{body.get_content() if body else ''}")
        return [text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ") for text in texts]


@pytest.fixture(scope="package")
def demo_site(tmp_path_factory: pytest.TempPathFactory, django_db_setup: Any) -> Iterator[Site]:
    """The demonstration, as `make demo` makes it, served by gunicorn in a process of its own."""
    folder = tmp_path_factory.mktemp("site")
    mails = folder / "mails"
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.prepared.quick_passwords",
        "FAIRE_AVEC_DATA_DIR": str(folder),
        "FAIRE_AVEC_SITE_URL": f"http://127.0.0.1:{port}",
        "FAIRE_AVEC_EMAIL_URL": f"filemail:///{mails}",
        "DATABASE_URL": demonstration_ready().copied_to(folder, name="journeys"),
    }
    log = (folder / "gunicorn.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}", "-k", "gthread", "--threads", "8"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", server=server, log=folder / "gunicorn.log")
        yield Site(url=f"http://127.0.0.1:{port}", mails=mails, environment=environment)
    finally:
        server.terminate()
        server.wait(timeout=20)
    subprocess.run([sys.executable, "manage.py", "shell", "-c", ONE_TRUTH], cwd=ROOT, env=environment, check=True)


@pytest.fixture(scope="package")
def browser(django_db_setup: Any) -> Iterator[Browser]:
    """Chromium: the machine's own where there is one, else the one Playwright installed.

    The tables are made before it starts: Django makes none where Playwright's loop turns.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, demo_site: Site) -> Iterator[Page]:
    """A fresh visitor on a computer, with JavaScript."""
    yield from visitor(browser, demo_site)


@pytest.fixture
def page_without_javascript(browser: Browser, demo_site: Site) -> Iterator[Page]:
    """A fresh visitor whose browser runs no script."""
    yield from visitor(browser, demo_site, java_script_enabled=False)


@pytest.fixture
def phone(browser: Browser, demo_site: Site) -> Iterator[Page]:
    """A fresh visitor on a phone, 390 pixels wide."""
    yield from visitor(browser, demo_site, viewport={"width": 390, "height": 844}, has_touch=True)


def visitor(browser: Browser, site: Site, **options: Any) -> Iterator[Page]:
    """A page that fails its test for a script error or a request to another machine."""
    faults: list[str] = []
    context = browser.new_context(base_url=site.url, locale="fr-FR", **options)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda fault: faults.append(f"script: {fault}"))
    page.on("console", lambda message: faults.append(message.text) if "Content Security" in message.text else None)
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((site.url, "data:", "blob:")) else faults.append(f"asked {request.url}")
        ),
    )
    yield page
    context.close()
    assert not faults, faults


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, *, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 our own address
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the site does not answer:\n{log.read_text()[-3000:]}")
