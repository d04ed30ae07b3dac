"""A question without any word is an empty one, and the page says so."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.search.conftest import Index

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("signs", ['"', '" "', "« »", "-", "!?", "🙂", "’"])
def test_signs_alone_show_everything_and_say_that_nothing_could_be_searched(
    client: Client, index: Index, structure: Any, signs: str
) -> None:
    sheet = factories.sheet(structure=structure)
    index.sync()
    answer = client.get("/recherche/", {"q": signs})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sheet.title in page
    assert "Il n’y a aucun mot à chercher dans" in page
    assert "Aucun résultat" not in page
    assert answer.context["form"]["q"].value() == signs  # still in its field, to be completed


def test_a_single_letter_is_a_word(client: Client, index: Index, structure: Any) -> None:
    index.sync()
    assert "aucun mot à chercher" not in client.get("/recherche/", {"q": '"à"'}).content.decode()
