"""Questions to the network are found like the rest: by whoever may read them, and after the sheets."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from practices.models import Lever
from search.things.documents import documents
from search.things.registry import kind_named
from tests import factories
from tests.search.conftest import Index
from tests.search.page.test_results_page import count_shown, read, titles
from tests.search.talk import comment

pytestmark = pytest.mark.django_db
WORD = "coquelicot"


def test_a_question_is_found_by_what_it_asks_what_was_tried_and_its_levers(client: Client, index: Index) -> None:
    asked = factories.question(title=f"Où planter un {WORD} ?", tried="Dans un bac à ruban rose.", levers=("besoins",))
    index.sync()
    assert index.found(WORD) == [asked]
    assert index.found("bac à ruban rose") == [asked]
    assert titles(read(client, type="question", levier="besoins")) == [asked.title]
    assert titles(read(client, type="question", levier="accueil")) == []
    assert count_shown(read(client, q=WORD)) == "1 question"


def test_its_card_says_that_it_waits_until_somebody_answers(client: Client, index: Index, structure: Any) -> None:
    asked = factories.question(title=WORD, structure=structure)
    index.sync()
    card = read(client, q=WORD).select_one(".result")
    assert "Question au réseau" in card.get_text()
    assert structure.title in card.get_text()
    assert "attend une réponse" in card.get_text()
    type(asked).objects.filter(pk=asked.pk).update(first_answer_at="2026-01-01T12:00Z", is_waiting=False)
    assert "attend une réponse" not in read(client, q=WORD).select_one(".result").get_text()


def test_the_name_of_a_structure_that_is_hidden_is_not_said(client: Client, index: Index, structure: Any) -> None:
    factories.question(title=WORD, structure=structure)
    index.sync()
    structure.unpublish()
    card = read(client, q=WORD).select_one(".result")
    assert structure.title not in card.get_text()
    index.sync()
    assert read(client, q=WORD, departement="Nord").select(".result") == []


def test_the_place_and_activity_of_a_structure_kept_for_some_are_counted_by_nobody(
    index: Index, structure: Any
) -> None:
    asked = factories.question(title=WORD, structure=structure)
    index.sync()
    before = index.answer(WORD).facets
    assert before["territory"] == {structure.department: 1}
    restriction = PageViewRestriction.objects.create(page=structure, restriction_type=PageViewRestriction.LOGIN)
    index.sync()
    after = index.answer(WORD)
    assert after.total == 1
    assert not after.facets["territory"]
    assert not after.facets["sector"]
    restriction.delete()
    index.sync()
    assert index.answer(WORD).facets == before
    assert index.found(WORD) == [asked]


def test_what_is_said_below_a_question_is_found(index: Index, pilot: Any) -> None:
    asked = factories.question(title="Que planter ?")
    said = comment(page=asked, member=pilot, text=f"Un {WORD}, au printemps.")
    index.sync()
    assert index.found(WORD) == [said]


@pytest.mark.parametrize("state", ["held", "withdrawn", "removed"])
def test_a_question_that_is_not_on_line_is_found_by_nobody(index: Index, state: str, facilitator: Any) -> None:
    asked = factories.question(title=WORD, live=state != "held")
    index.sync()
    if state == "withdrawn":
        asked.unpublish()
    if state == "removed":
        asked.delete()
    index.sync()
    assert index.found(WORD) == index.found(WORD, member=facilitator) == []
    assert list(documents(kind=kind_named("question"), ids=[asked.pk or 0])) == []


def test_a_sheet_that_answers_comes_before_the_question(index: Index, structure: Any) -> None:
    asked = factories.question(title=f"Comment planter un {WORD} ?")
    sheet = factories.sheet(structure=structure, title=f"Planter un {WORD}")
    index.sync()
    assert index.found(f"planter un {WORD}") == [sheet, asked]


def test_what_was_already_said_stands_beside_a_question(client: Client, index: Index, structure: Any) -> None:
    text = "Associer les résidents à la rédaction du règlement de la cuisine partagée"
    asked = factories.question(title=f"{text} ?")
    sheet = factories.sheet(structure=structure, title=text)
    factories.question(title=f"Cachée : {text}", live=False)
    index.sync()
    page = BeautifulSoup(client.get(asked.url).content, "html.parser")
    block = page.select_one("section[aria-labelledby=deja-parle]")
    assert [link.get_text(strip=True) for link in block.select("a")] == [sheet.title]


def test_a_lever_that_is_renamed_changes_its_questions(index: Index) -> None:
    asked = factories.question(levers=("besoins",))
    index.sync()
    lever = Lever.objects.get(slug="besoins")
    lever.name = WORD
    lever.save()
    index.sync()
    assert asked in index.found(WORD)
