"""Nothing is left out of the walk: each address and each type of page is opened, or is no page; checkers see."""

import pytest
from playwright.sync_api import Page
from wagtail.models import Page as WagtailPage
from wagtail.models import get_page_models

from tests.attacks.doors.table import every_address
from tests.journeys.conftest import Site
from tests.proof import checkers
from tests.proof.pages import NOT_A_PAGE, VISITS


def test_every_address_is_visited_or_is_no_page() -> None:
    """A new address: a line in `tests/proof/pages.py`. Those of Wagtail's admin are not ours."""
    patterns = {address.name for address in every_address() if not address.path.startswith("admin/")}
    visited = {visit.pattern for visit in VISITS}
    assert patterns == visited | NOT_A_PAGE.keys()
    assert visited & NOT_A_PAGE.keys() == set()


def test_every_type_of_page_is_visited() -> None:
    types = {model.__name__ for model in get_page_models() if model is not WagtailPage}
    of_each_kind = {"TestimonialPage"}  # its three kinds are
    opened = {visit.address.strip("{}").removeprefix("page:") for visit in VISITS}
    assert types - of_each_kind - opened == set()


@pytest.mark.parametrize("address", ["/sante/", "/flux/", "/robots.txt", "/sitemap.xml", "/opensearch.xml"])
def test_what_is_said_to_be_no_page_is_none(address: str, page: Page, demo_site: Site) -> None:
    assert "text/html" not in page.request.get(f"{demo_site.url}{address}").headers["content-type"]


def test_the_checkers_see_faults(page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    """WCAG and best practices; errors of HTML."""
    checkers.are_there()
    wrong = "<title>x</title><p>Hors de tout</p><img src=a><h3></h3><p id=i><p id=i><b><i></b>"
    page.goto("/robots.txt")
    page.set_content(wrong)
    found = "".join(checkers.faults_seen_by_axe(page))
    assert all(rule in found for rule in ("html-has-lang", "image-alt", "region", "landmark-one-main"))
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "wrong.html").write_text(f"<!DOCTYPE html>{wrong}")
    assert len(checkers.faults_seen_by_nu(folder)) >= 2
