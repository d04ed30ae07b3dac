"""On the demonstration's own sheets, a newcomer's words bring an expected sheet among the first three."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from home.demo import source
from home.words_of_search import VOCABULARY
from search.answering.queries import Found, SearchRequest, find, similar_sheets
from search.indexing.rebuild import rebuild
from search.things.registry import split_uid
from search.which_engine import EMBEDDED

pytestmark = pytest.mark.django_db  # without a test that asks for it, no database is made
FIXTURES = json.loads((Path(__file__).parents[1] / "data" / "search_fixtures.json").read_text(encoding="utf-8"))
NEWCOMERS = json.loads((Path(__file__).parents[1] / "data" / "newcomer_queries.json").read_text(encoding="utf-8"))[
    "queries"
]
ENOUGH = 0.95  # of the newcomers' words bring an expected sheet among the first three sheets…
ENOUGH_AMONG_ALL = 0.9  # … or among the first three results, which a structure or a definition may well deserve
SENTENCES = ("usager", "faire avec", "prochain parcours")
ROUTED = [
    ("c’est quoi un copilote", "terme:pilote, copilote", 1),
    ("vidéo accueil", "temoignage:", 1),
    ("prochain parcours", "page:Rejoindre", 1),
    ("loi ESS usagers", "page:La méthode", 5),  # after three definitions that hold the words
]
"""Words, what should be found, among how many first results."""


@dataclass(frozen=True)
class Observed:
    """What was read of the demonstration."""

    first_sheets: dict[str, list[str]]
    """Words searched among the sheets → topics of the first three."""
    first_three: dict[str, list[str]]
    """Words searched among every kind → topics of the sheets among the first three results."""
    routed: dict[str, list[str]]
    """Words of questions that are not about practices → « kind:name » of the first results."""
    missed_by_spelling: list[str]
    """Words of the vocabulary that were taken for a slip."""
    first: dict[str, list[str]]
    """Words searched among every kind → uids of the first ten results."""
    names: dict[str, str]
    """uid → name, of structures and of definitions."""
    close: dict[str, int]
    """Topic → how many close sheets are proposed."""


@pytest.fixture(scope="module")
def observed(demonstration: Path, django_db_blocker: Any) -> Observed:
    """Read once: the tests only compare."""
    with django_db_blocker.unblock(), override_settings(SEARCH_INDEX_DIR=demonstration / "new-index"):
        rebuild(target=EMBEDDED)
        return _observe()


def _observe() -> Observed:
    from community.models import StructurePage
    from practices.models import GlossaryTerm, PracticePage

    topics = {item["title"]: item["topic"] for item in source.items("sheets")}
    sheets = [sheet for sheet in PracticePage.objects.live() if sheet.title in topics]
    words = [query["query"] for query in (*FIXTURES["queries"], *NEWCOMERS)]
    first = {text: _topics(SearchRequest(text=text, selected={"kind": ("fiche",)}), topics) for text in words}
    three = {text: _topics(SearchRequest(text=text), topics) for text in words}
    terms = [term for group in VOCABULARY for term in group.split(", ")]
    corrected = [term for term in terms if find(asked=SearchRequest(text=term), member=None).corrected_text]
    names = {f"structure:{page.pk}": page.title for page in StructurePage.objects.live()}
    names |= {f"terme:{term.pk}": term.term for term in GlossaryTerm.objects.all()}
    among_all = {text: _first(text) for text in (*SENTENCES, *names.values())}
    close = {topics[sheet.title]: len(similar_sheets(sheet=sheet, member=None)) for sheet in sheets}
    routed = {text: [f"{one.kind.name}:{one.thing}" for one in _answers(text)] for text, _kind, _place in ROUTED}
    return Observed(first, three, routed, corrected, among_all, names, close)


def _answers(text: str) -> Sequence[Found]:
    return find(asked=SearchRequest(text=text), member=None).results


def _topics(asked: SearchRequest, topics: dict[str, str]) -> list[str]:
    """Of the sheets among the first three results."""
    three = find(asked=asked, member=None).results[:3]
    return [topics[one.thing.title] for one in three if one.kind.name == "fiche"]


def _first(text: str) -> list[str]:
    return [one.kind.uid(one.thing.pk) for one in _answers(text)]


def _kinds(uids: list[str]) -> list[str]:
    return [split_uid(uid)[0] for uid in uids]


@pytest.mark.parametrize("query", FIXTURES["queries"], ids=lambda query: query["query"])
def test_an_expected_sheet_is_among_the_first_three(observed: Observed, query: dict[str, Any]) -> None:
    expected = set(query["expected_any_top3"])
    assert expected & set(observed.first_sheets[query["query"]]), "among the sheets"
    assert expected & set(observed.first_three[query["query"]]), "among every kind"


def test_no_word_of_the_vocabulary_is_taken_for_a_slip(observed: Observed) -> None:
    assert observed.missed_by_spelling == []


@pytest.mark.parametrize(("words", "expected", "place"), ROUTED)
def test_a_question_that_is_not_about_practices_finds_its_page(
    observed: Observed, words: str, expected: str, place: int
) -> None:
    assert any(named.startswith(expected) for named in observed.routed[words][:place])


def test_every_sheet_has_close_ones(observed: Observed) -> None:
    assert len(observed.close) == 20
    assert min(observed.close.values()) == 3


def test_examples_come_first_without_hiding_the_definition(observed: Observed) -> None:
    kinds = _kinds(observed.first["usager"])
    assert kinds[0] in {"fiche", "temoignage"}
    assert "terme" in kinds[:3]
    assert "fiche" in _kinds(observed.first["faire avec"])[:5]


def test_a_parcours_is_found_among_the_first_three(observed: Observed) -> None:
    assert "parcours" in _kinds(observed.first["prochain parcours"])[:3]


def test_the_name_of_a_structure_gives_it_first(observed: Observed) -> None:
    named = {uid: name for uid, name in observed.names.items() if uid.startswith("structure:")}
    assert named
    assert {name: observed.first[name][0] for name in named.values()} == {name: uid for uid, name in named.items()}


def test_a_word_of_the_glossary_gives_its_definition_among_the_first_three(observed: Observed) -> None:
    named = {uid: name for uid, name in observed.names.items() if uid.startswith("terme:")}
    assert "déjà-là" in named.values()
    assert [name for uid, name in named.items() if uid not in observed.first[name][:3]] == []


@pytest.mark.parametrize(("place", "enough"), [("first_sheets", ENOUGH), ("first_three", ENOUGH_AMONG_ALL)])
def test_nearly_all_newcomers_words_bring_an_expected_sheet(observed: Observed, place: str, enough: float) -> None:
    seen = getattr(observed, place)
    missed = [asked["query"] for asked in NEWCOMERS if not set(asked["expected"]) & set(seen[asked["query"]])]
    assert len(NEWCOMERS) == 40
    assert 1 - len(missed) / len(NEWCOMERS) >= enough, missed
