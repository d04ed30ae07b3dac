"""The words of the house: « usager » in all its forms, and never « usage »."""

from typing import Any

import pytest

from tests import factories
from tests.search.conftest import Index

pytestmark = pytest.mark.django_db
FORMS = ["usager", "usagers", "usagère", "usagères", "usager·ère·s", "usager.e.s", "USAGÈRES", "usagere"]


@pytest.fixture
def sheets(index: Index, structure: Any) -> dict[str, Any]:
    texts = {
        "usager": "Un usager tient la caisse.",
        "usagers": "Les usagers décident du menu.",
        "usagère": "Une usagère raconte.",
        "inclusive": "Les usager·ère·s ont écrit la charte.",
        "usage": "Chaque salle a son usage.",
    }
    made = {
        name: factories.sheet(structure=structure, title=name.title() if name == "usage" else "Autre", pitfalls=text)
        for name, text in texts.items()
    }
    index.sync()
    return made


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_usager_finds_the_same(index: Index, sheets: dict[str, Any], form: str) -> None:
    """By itself: the vocabulary adds « personne accueillie », close to what the usual sheet says of welcoming."""
    found = index.found(form, exact=True, selected={"kind": ("fiche",)})
    assert found == index.found("usager", exact=True, selected={"kind": ("fiche",)})
    assert set(found) == {sheet for name, sheet in sheets.items() if name != "usage"}


def test_usage_finds_what_speaks_of_usage_alone(index: Index, sheets: dict[str, Any]) -> None:
    assert index.found("usage", selected={"kind": ("fiche",)}) == [sheets["usage"]]


def test_a_slip_is_read_as_the_word_of_the_site(index: Index, structure: Any) -> None:
    sheet = factories.sheet(structure=structure, title="Le questionnaire ramené à cinq questions")
    index.sync()
    answer = index.answer("questionaire")
    assert [found.thing for found in answer.results] == [sheet]
    assert answer.corrected_text == "questionnaire"


def test_every_field_of_a_sheet_is_searched(index: Index, structure: Any) -> None:
    words = {
        "summary": "amarante", "starting_point": "bleuet", "user_role": "camomille", "outcomes": "dahlia",
        "pitfalls": "églantine", "first_step": "fougère", "people_needed": "glaïeul", "audience": "hortensia",
        "user_term": "iris",
    }  # fmt: skip
    sheet = factories.sheet(structure=structure, **words, steps=["jonquille", "lavande", "muguet"])
    index.sync()
    for word in [*words.values(), "jonquille", "muguet", "Accueil", "Acteur", structure.title]:
        assert sheet in index.found(word), word


def test_a_transcript_is_searched(index: Index, structure: Any) -> None:
    page = factories.testimonial(structure=structure, kind="audio", transcript="Nadia : on a planté une glycine.")
    index.sync()
    assert index.found("glycine") == [page]
