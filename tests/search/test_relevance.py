"""On the demonstration's own sheets, a newcomer's words bring an expected sheet among the first three."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from home.demo import source
from home.demo.loading import load_demo
from search.chosen_engine import EMBEDDED
from search.queries import Asked, find, similar_sheets
from search.rebuild import rebuild

FIXTURES = json.loads((Path(__file__).parent / "data" / "search_fixtures.json").read_text(encoding="utf-8"))
FEWEST = 18  # of 21, without synonyms


@dataclass(frozen=True)
class Observed:
    """What was read of the demonstration before it was taken back."""

    first_sheets: dict[str, list[str]]
    """Words searched → topics of the first three sheets."""
    close: dict[str, int]
    """Topic → how many close sheets are proposed."""


@pytest.fixture(scope="module")
def observed(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Observed]:
    """Loaded once, read, and rolled back: the tests only compare."""
    place = tmp_path_factory.mktemp("relevance")
    with django_db_blocker.unblock(), override_settings(SEARCH_INDEX_DIR=place, MEDIA_ROOT=place), transaction.atomic():
        load_demo(say=lambda _line: None)
        rebuild(target=EMBEDDED)
        yield _observe()
        transaction.set_rollback(True)


def _observe() -> Observed:
    from practices.models import PracticePage

    topics = {item["title"]: item["topic"] for item in source.items("sheets")}
    sheets = [sheet for sheet in PracticePage.objects.live() if sheet.title in topics]
    first = {}
    for query in FIXTURES["queries"]:
        asked = Asked(text=query["query"], selected={"kind": ("fiche",)})
        first[query["query"]] = [topics[one.thing.title] for one in find(asked=asked, member=None).results[:3]]
    close = {topics[sheet.title]: len(similar_sheets(sheet=sheet, member=None)) for sheet in sheets}
    return Observed(first, close)


def test_an_expected_sheet_is_among_the_first_three(observed: Observed) -> None:
    missed = {
        query["query"]: observed.first_sheets[query["query"]]
        for query in FIXTURES["queries"]
        if not set(query["expected_any_top3"]) & set(observed.first_sheets[query["query"]])
    }
    assert len(FIXTURES["queries"]) - len(missed) >= FEWEST, missed


def test_every_sheet_has_close_ones(observed: Observed) -> None:
    assert len(observed.close) == 20
    assert min(observed.close.values()) == 3
