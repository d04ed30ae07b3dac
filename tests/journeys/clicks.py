"""Clicks that a server answers: whoever reads the page next, or leaves it, does so once the answer is there."""

from playwright.sync_api import Locator

ANSWERED_WITHIN = 15_000  # ms


def click_through(target: Locator) -> None:
    """Click what leads to another page, or to the same one answered by the server, and wait until it is there."""
    with target.page.expect_navigation(timeout=ANSWERED_WITHIN):
        target.click()
