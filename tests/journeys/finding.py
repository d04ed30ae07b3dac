"""What a visitor of the search touches: the main field, its proposals, the boxes of the filters."""

import re

from playwright.sync_api import Locator, Page, Route

CAFE = "Le café d’accueil du mardi, tenu à deux"


def begin(page: Page, typed: str) -> Locator:
    """Type in the main field of the front page, as people do: letter by letter."""
    page.goto("/")
    field = page.get_by_role("main").get_by_label("Que cherchez-vous ?")
    field.press_sequentially(typed, delay=20)
    return field


def options(page: Page) -> Locator:
    return page.locator("[role=listbox]:not([hidden]) [role=option]")


def pointed_at(field: Locator) -> str:
    """The text of the option that the field says is active."""
    identifier = field.get_attribute("aria-activedescendant")
    return field.page.locator(f"#{identifier}[aria-selected=true]").inner_text() if identifier else ""


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(f"^{name}"))


def unfold(page: Page) -> None:
    """Open the filters by hand, as one does on a telephone or where no script runs."""
    page.locator("#filtres:not([open]) > summary").click()


class Line:
    """A slow line: the first request whose address matches is held until it is let go."""

    def __init__(self, page: Page, address: str) -> None:
        self._page = page
        self._held: list[Route] = []
        page.route(re.compile(address), self._meet)

    def wait(self) -> None:
        """Until the request is on its way."""
        while not self._held:
            self._page.wait_for_timeout(20)

    def let_go(self) -> None:
        self.wait()
        self._held[0].continue_()

    def _meet(self, route: Route) -> None:
        if self._held:
            route.continue_()
        else:
            self._held.append(route)
