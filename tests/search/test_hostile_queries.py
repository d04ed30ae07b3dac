"""Questions nobody means well by: the page of results answers them all, and shows what was typed as text."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from bench.hostile import hostile
from tests import factories
from tests.search.conftest import Index

pytestmark = pytest.mark.django_db
EACH_TIME = 45
MADE_OF = {"script", "img", "svg", "b"}
"""Elements that the hostile questions try to make."""


def elements(page: bytes) -> list[str]:
    """What stands in the main part of the page and came from no template of ours."""
    main = BeautifulSoup(page, "html.parser").find("main")
    assert main is not None
    found = [element for element in main.find_all(True) if element.name in MADE_OF]
    handlers = [element for element in main.find_all(True) if any(name.startswith("on") for name in element.attrs)]
    return [str(element)[:80] for element in (*found, *handlers) if "alert" in str(element) or element.name == "b"]


@pytest.fixture
def something_to_find(index: Index, structure: Any) -> Index:
    factories.sheet(structure=structure, title="Usagers & accueil <b>gras</b>", first_step="<script>alert(1)</script>")
    index.sync()
    return index


@pytest.mark.parametrize("seed", range(6))
def test_a_hostile_question_is_answered_and_its_markup_is_shown_as_text(
    client: Client, something_to_find: Index, seed: int
) -> None:
    for text in hostile(EACH_TIME, seed=seed):
        sent = text.encode(errors="replace").decode()
        response = client.get("/recherche/", {"q": sent})
        assert response.status_code == 200, repr(text)[:200]
        assert elements(response.content) == [], repr(text)[:200]


@pytest.mark.parametrize("seed", range(2))
def test_a_hostile_beginning_gives_no_error_while_typing(client: Client, something_to_find: Index, seed: int) -> None:
    for text in hostile(EACH_TIME, seed=seed):
        response = client.get("/recherche/suggestions/", {"q": text.encode(errors="replace").decode()})
        assert response.status_code < 500, repr(text)[:200]
        assert b"<script>alert" not in response.content
