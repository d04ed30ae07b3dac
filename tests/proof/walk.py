"""Walking through the site as each person: each page at three widths, light and dark, is read by axe-core."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Response

from home.demo.people import PASSWORD
from tests.journeys.conftest import ROOT, Site
from tests.proof.checkers import OF_COLOURS, OF_ROOM, faults_seen_by_axe
from tests.proof.visits import PEOPLE, Visit

WIDE, PHONE, SMALL = (1280, 900), (390, 844), (320, 568)
READINGS = (
    (WIDE, "light", ()),
    (PHONE, "light", ()),
    (SMALL, "light", (*OF_COLOURS, *OF_ROOM)),
    (SMALL, "dark", OF_COLOURS),
    (WIDE, "dark", OF_COLOURS),
)
"""How a page is shown, one change at a time, and the rules that may find something new there; none named: all of them.

Dark changes colours alone, and no rule of the style sheet begins or ends between the two telephones: they differ by the
room that things have, so that dark is read on the one that has least. tests/architecture/test_style_sheet.py holds it.
"""

UNFOLD = """part => {
  const folded = document.querySelectorAll(`${part} details:not([open])`);
  folded.forEach(fold => { fold.open = true });
  return folded.length ? document.querySelector(part).outerHTML : "";
}"""


GIVEN = """() => {
  const copy = document.querySelector("main").cloneNode(true);
  copy.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(token => token.remove());
  return document.title + copy.outerHTML;
}"""
"""What a person is given at an address, without what is drawn anew each time."""


@dataclass
class Walk:
    """The site, a browser context for each person, and the HTML of all that was opened, kept for the Nu checker."""

    site: Site
    browser: Browser
    folder: Path
    things: Mapping[str, str]
    pages: dict[str, Page] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    headers: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)

    def page(self, role: str) -> Page:
        """The page of this person, signed in the first time."""
        if role not in self.pages:
            self.pages[role] = _sign_in(self._context().new_page(), PEOPLE[role])
        return self.pages[role]

    def address(self, visit: Visit) -> str:
        return re.sub(r"\{([^}]+)\}", lambda name: self.things[name[1]], visit.address)

    def faults(self, visit: Visit, *, role: str) -> list[str]:
        """What axe-core finds on the page that this person gets there, unless another address led there already."""
        page = self.page(role)
        response = page.goto(self.address(visit))
        assert response is not None, visit.name
        assert response.status < 500, f"{visit.name}: {response.status}"
        place = f"{role} {_place(response)}"
        if place in self.seen or urlsplit(page.url).path.startswith("/admin/"):  # Wagtail's own pages are not ours
            return []
        self.seen.add(place)
        self.keep(place, response.text())  # before anything leads elsewhere: the browser forgets it
        if visit.prepare:
            visit.prepare(page)
        given = page.evaluate(GIVEN)
        if given in self.given:  # to another person, whose header alone differs: each is read over other pages
            return []
        self.given.add(given)
        return list(self.faults_shown(page, place=place))

    def faults_of_the_wrong(self, visit: Visit) -> list[str]:
        """The same of the page that answers a form sent wrong, which must say so."""
        assert visit.wrong is not None
        page = self.page(visit.wrong_for)
        page.goto(self.address(visit))
        if visit.prepare:
            visit.prepare(page)
        response = visit.wrong.send(page)
        assert page.locator("[role=alert], [aria-invalid=true]").count(), f"{visit.name}: nothing says what is wrong"
        place = f"{visit.wrong_for} {visit.name} sent wrong"
        self.keep(place, response.text())
        return list(self.faults_shown(page, place=place))

    def faults_shown(self, page: Page, *, place: str) -> Iterator[str]:
        """In each size, light and dark, without loading the page again: what changes is the style. Unfolded at last.

        What has nothing to unfold was read; nor is the menu of the header read again over each page that has the same.
        """
        for (width, height), scheme, rules in READINGS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for fault in faults_seen_by_axe(page, only=rules):
                yield f"{place}, {width} px, {scheme}: {fault}"
        page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
        for part in ("main", "header"):
            unfolded = page.evaluate(UNFOLD, part)
            if unfolded and unfolded not in self.headers:
                yield from (f"{place}, {SMALL[0]} px, dark, {part} unfolded: {it}" for it in faults_seen_by_axe(page))
            if part == "header":
                self.headers.add(unfolded)

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()

    def _context(self) -> BrowserContext:
        return self.browser.new_context(base_url=self.site.url, locale="fr-FR", reduced_motion="reduce")

    def keep(self, place: str, html: str) -> None:
        (self.folder / f"{re.sub(r'[^a-z0-9]+', '-', place.lower())}.html").write_text(html, encoding="utf-8")


def _place(response: Response) -> str:
    """Where one is in the end; a refusal looks the same wherever it is met, and so does being asked to sign in."""
    if response.status >= 400:
        return str(response.status)
    address = urlsplit(response.url)
    return address.path if "next=" in address.query else f"{address.path}?{address.query}"


def _sign_in(page: Page, account: str) -> Page:
    page.set_default_timeout(15_000)
    if account:
        page.goto("/compte/login/?par=mot-de-passe")
        page.locator("main [name=login]").fill(account)
        page.locator("main [name=password]").fill(PASSWORD)
        with page.expect_navigation():
            page.locator("main [name=password]").press("Enter")
        assert "/compte/login/" not in page.url, f"{account} does not come in"
    return page


def things_of(site: Site) -> dict[str, str]:
    """Made on the site, in a process of its own."""
    command = [sys.executable, "-m", "tests.proof.things"]
    done = subprocess.run(command, cwd=ROOT, env=dict(site.environment), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made: dict[str, str] = json.loads(done.stdout)
    return made
