"""What a first visit costs: through the nginx of deploy/ and the settings of production, as visitors get the pages."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from config.checks.browser import find
from tests.deploy.front import NAME, Front
from tests.journeys.conftest import BROWSER_ARGUMENTS
from tests.proof.expected import MOST_SHIFT, WEIGHTS, Weight
from tests.proof.front import front

__all__ = ["front"]

pytestmark = pytest.mark.nginx

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
    "desk": {"viewport": {"width": 1280, "height": 900}},
}
WATCH_SHIFTS = """() => { window.shifts = []; new PerformanceObserver(list => {
  for (const {value, hadRecentInput, sources} of list.getEntries()) if (!hadRecentInput) window.shifts.push(
    [value, ...sources.map(({node}) => node?.outerHTML?.slice(0, 80) ?? "?")]);
}).observe({type: "layout-shift", buffered: true}); }"""


@dataclass
class Load:
    """One page loaded by a browser that has never come: bytes on the line, by kind, and who was asked."""

    page: Page
    bytes: Counter[str] = field(default_factory=Counter)
    addresses: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Load it whole, until nothing more is asked for."""
        line = self.page.context.new_cdp_session(self.page)
        kinds: dict[str, str] = {}
        loaded = self.bytes
        line.on("Network.requestWillBeSent", lambda event: self.addresses.append(event["request"]["url"]))
        line.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
        line.on(
            "Network.loadingFinished",
            lambda event: loaded.update({kinds.get(event["requestId"], "?"): int(event["encodedDataLength"])}),
        )
        line.send("Network.enable")
        self.page.add_init_script(f"({WATCH_SHIFTS})()")
        self.page.goto(f"https://{NAME}{address}", wait_until="networkidle")
        self.page.evaluate("() => document.fonts.ready")
        self.bytes = loaded.copy()  # what going down the page loads later weighs on nobody's arrival


@pytest.fixture(scope="module")
def newcomer(browser: Browser, front: Front) -> Iterator[Browser]:
    """A browser that finds the site's name on this machine."""
    rules = f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{front.port}"
    own = browser.browser_type.launch(executable_path=find(), args=[*BROWSER_ARGUMENTS, rules])
    yield own
    own.close()


VISITS = [(name, screen) for name in WEIGHTS for screen in SCREENS]


@pytest.fixture(scope="module", params=VISITS, ids=["-".join(visit) for visit in VISITS])
def visit(newcomer: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Weight, Load]]:
    """A first visit, made once for all that is asked of it."""
    name, screen = request.param
    context = newcomer.new_context(ignore_https_errors=True, locale="fr-FR", **SCREENS[screen])
    load = Load(context.new_page())
    load.go(WEIGHTS[name].address)
    yield WEIGHTS[name], load
    context.close()


def test_a_first_visit_is_light_and_asks_nobody_else(visit: tuple[Weight, Load]) -> None:
    weight, load = visit
    assert [asked for asked in load.addresses if not asked.startswith((f"https://{NAME}/", "data:", "blob:"))] == []
    assert load.bytes["Document"], "nothing was measured"
    assert load.bytes["Script"] <= weight.scripts, load.bytes
    assert load.bytes.total() <= weight.whole, load.bytes


def test_nothing_moves_while_a_page_comes(visit: tuple[Weight, Load]) -> None:
    """Nor while one goes down the page, where pictures are loaded as they come near."""
    _weight, load = visit
    for _screen in range(12):
        load.page.mouse.wheel(0, 700)
        load.page.wait_for_timeout(30)
    shifts = load.page.evaluate("() => window.shifts")
    assert sum(shift[0] for shift in shifts) < MOST_SHIFT, shifts
