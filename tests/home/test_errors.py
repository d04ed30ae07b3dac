"""The pages that say what went wrong: the shapes fallen over, one warm sentence, one way on."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

OF_THE_SITE = ("400.html", "403.html", "403_csrf.html", "404.html", "429.html")
WHEN_NOTHING_ANSWERS = ("400.html", "500.html", "503.html")


def fallen(html: str) -> list[str]:
    """The shapes of the drawing that the page itself holds."""
    page = BeautifulSoup(html, "html.parser")
    assert page.h1 is not None
    assert page.select_one("main .upset[aria-hidden=true]")
    return [name for use in page.select(".upset use") if page.select_one(name := use["href"])]


@pytest.mark.parametrize("template", WHEN_NOTHING_ANSWERS)
def test_the_shapes_fall_over_without_database_nor_context(template: str) -> None:
    """No mark gives this test the database: asking it anything would fail."""
    html = render_to_string(template)
    assert fallen(html) == ["#shape-arch", "#shape-leaf", "#shape-flower"]
    assert BeautifulSoup(html, "html.parser").select_one('main a.button[href="/"]')
    assert 'style="' not in html
    assert "htmx" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("template", OF_THE_SITE)
def test_each_error_of_the_site_shows_them_and_one_way_on(template: str, rf: RequestFactory) -> None:
    page = render_to_string(template, request=rf.get("/perdue/"))
    assert fallen(page)
    ways = BeautifulSoup(page, "html.parser").select("main .button")
    assert len(ways) == (0 if template == "403_csrf.html" else 1), "one action in colour"


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_offers_to_search(client: Client) -> None:
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert BeautifulSoup(response.content, "html.parser").select_one("main form[role=search] input[name=q]")
