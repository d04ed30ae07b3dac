"""Questions nobody means well by: the page of results answers them all, and shows what was typed as text."""

from typing import Any

import pytest
from django.test import Client

from bench.hostile import hostile
from bench.hostile_pages import intruders
from tests import factories
from tests.chosen import times
from tests.search.conftest import Index

pytestmark = pytest.mark.django_db
EACH_TIME = 45


@pytest.fixture
def something_to_find(index: Index, structure: Any) -> Index:
    factories.sheet(structure=structure, title="Usagers & accueil <b>gras</b>", first_step="<script>alert(1)</script>")
    index.sync()
    return index


@pytest.mark.many
@pytest.mark.parametrize("seed", range(times(2)))
def test_a_hostile_question_is_answered_and_its_markup_is_shown_as_text(
    client: Client, something_to_find: Index, seed: int
) -> None:
    for text in hostile(EACH_TIME, seed=seed):
        sent = text.encode(errors="replace").decode()
        response = client.get("/recherche/", {"q": sent})
        assert response.status_code == 200, repr(text)[:200]
        assert b"<main" in response.content
        assert intruders(response.content) == [], repr(text)[:200]


@pytest.mark.many
@pytest.mark.parametrize("seed", range(times(1)))
def test_a_hostile_beginning_gives_no_error_while_typing(client: Client, something_to_find: Index, seed: int) -> None:
    for text in hostile(EACH_TIME, seed=seed):
        response = client.get("/recherche/suggestions/", {"q": text.encode(errors="replace").decode()})
        assert response.status_code < 500, repr(text)[:200]
        assert intruders(response.content) == [], repr(text)[:200]


@pytest.mark.parametrize(
    "markup", ["<script>alert(1)</script>", "<b>gras</b>", "<img src=x onerror=alert(1)>", "<p onclick='alert(1)'>"]
)
def test_markup_that_came_out_would_be_seen(markup: str) -> None:
    for page in (f"<p>{markup}</p>", f"<header></header><main><h1>Recherche</h1><p>{markup}</main>"):
        assert intruders(page.encode())
