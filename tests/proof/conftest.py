"""The demonstration in a real browser, and the two checkers that read each of its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Site, browser, demo_site, page, phone
from tests.proof import checkers
from tests.proof.walk import Walk, things_of

__all__ = ["browser", "demo_site", "page", "phone"]  # fixtures of the journeys, which walk through another copy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(str(item.fspath)).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def things(demo_site: Site) -> dict[str, str]:
    """Something in each state, and where it is."""
    return things_of(demo_site)


@pytest.fixture(scope="module")
def walk(
    demo_site: Site, browser: Browser, things: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """Everybody's browser, and a folder for the HTML that they are given."""
    checkers.are_there()
    walk = Walk(demo_site, browser, tmp_path_factory.mktemp("html"), things)
    yield walk
    walk.close()
