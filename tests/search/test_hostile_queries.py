"""Questions nobody means well by: the pages answer every one, and show it as words, never as markup."""

from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from bench.hostile import hostile
from tests import factories
from tests.search.conftest import Index

pytestmark = pytest.mark.django_db

LONGEST_ADDRESS = 60_000  # characters a server in front lets through at most; far more than browsers send
DANGEROUS = ("<script>alert", "<img src=x", "<svg/onload", "<!--", "</mark><b>")


def addresses(number: int) -> Iterator[str]:
    """Each question as an address carries it, lone surrogates replaced as a browser does."""
    for text in islice(hostile(number), number):
        yield quote(text.encode(errors="replace"))[:LONGEST_ADDRESS]


@pytest.fixture
def things(index: Index, structure: Any, pilot: Any) -> None:
    factories.sheet(
        structure=structure, owner=pilot, title="L’accueil <b>des usagers</b> & l’épicerie", summary="a" * 200
    )
    index.sync()


@pytest.mark.parametrize("name", ["search", "suggestions"])
def test_no_question_breaks_a_page_or_is_shown_as_markup(name: str, things: None, client: Client) -> None:
    for number, address in enumerate(addresses(360)):
        response = client.get(f"{reverse(name)}?q={address}")
        assert response.status_code in (200, 204, 400), (number, address[:200])
        body = response.content.decode()
        assert not [sign for sign in DANGEROUS if sign in body], (number, address[:200])


def test_what_pages_hold_is_escaped_in_results_too(things: None, client: Client) -> None:
    body = client.get(reverse("search"), {"q": "épicerie usagers"}).content.decode()
    assert "épicerie" in body
    assert "<b>des" not in body
    assert "&lt;b&gt;des" in body


@pytest.mark.parametrize("parameter", ["levier", "type", "annee", "tri", "page", "exact", "departement"])
def test_no_filter_breaks_the_page(parameter: str, things: None, client: Client) -> None:
    for address in addresses(45):
        assert client.get(f"{reverse('search')}?q=accueil&{parameter}={address}").status_code == 200
