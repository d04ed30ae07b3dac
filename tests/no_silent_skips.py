"""Nothing is left out in silence: journeys without a browser are named, and on a build server any skip is a failure."""

from typing import Any

import pytest

from config.checks import browser
from tests.deploy.front import find_nginx

_skipped: list[str] = []


@pytest.hookimpl(trylast=True)  # the journeys' own conftest marks them first
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser, leave the journeys out, and without nginx its own; where they are required, let all fail."""
    if browser.is_required():
        return
    for marker, find, reason in (("journey", browser.find, "no browser"), ("nginx", find_nginx, "no nginx")):
        marked = [item for item in items if item.get_closest_marker(marker)]
        if marked and not find():
            for item in marked:
                item.add_marker(pytest.mark.skip(reason=f"{reason} on this machine"))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped and browser.is_required() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Before pytest's own last line: what was not run, and how to run it."""
    if not _skipped:
        return
    terminalreporter.section("left out")
    for nodeid in _skipped:
        terminalreporter.write_line(f"  {nodeid}")
    if browser.is_required():
        terminalreporter.write_line("CI=true: a test that is left out is a failure.")
        return
    if any("journeys" in nodeid for nodeid in _skipped):
        terminalreporter.write_line(f"To walk the journeys, {browser.HOW}")
    if any("deploy" in nodeid for nodeid in _skipped):
        terminalreporter.write_line("To try deploy/nginx.conf, install nginx (Debian: apt install nginx)")
