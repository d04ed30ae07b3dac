"""Two documents that differ for anybody who searches have different digests; how they were read does not matter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from search.engines.base import Document

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SHEET = Document(
    uid="sheet:1",
    kind="sheet",
    title="Le café",
    text="Le mardi, on accueille.",
    keywords=("accueil", "coproducteur"),
    groups=("group:4", "facilitator"),
    facets={"lever": ("accueil", "valeurs"), "year": ("2026",)},
    visible_from=NOON,
    visible_until=NOON + timedelta(days=9),
    date=NOON,
    discussed=2,
    version=1,
)


@pytest.mark.parametrize(
    "field",
    [
        {"kind": "story"},
        {"title": "Le thé"},
        {"text": "Le jeudi, on accueille."},
        {"keywords": ("accueil",)},
        {"keywords": ("accueil", "accueil", "coproducteur")},
        {"groups": ("public",)},
        {"groups": ()},
        {"facets": {"lever": ("accueil", "valeurs"), "year": ("2025",)}},
        {"facets": {"level": ("accueil", "valeurs"), "year": ("2026",)}},
        {"visible_from": None},
        {"visible_until": NOON},
        {"date": NOON + timedelta(microseconds=1)},
        {"discussed": 3},
        {"tried": 3},
        {"title": "Le café\nLe mardi, on accueille.", "text": ""},
        {"visible_from": NOON + timedelta(days=9), "visible_until": NOON},
    ],
    ids=str,
)
def test_whatever_a_reader_might_notice_changes_it(field: dict[str, Any]) -> None:
    assert replace(SHEET, **field).digest != SHEET.digest


@pytest.mark.parametrize(
    "field",
    [
        {"version": 2},
        {"keywords": ("coproducteur", "accueil")},
        {"groups": ("facilitator", "group:4")},
        {"facets": {"year": ("2026",), "lever": ("valeurs", "accueil"), "level": ()}},
        {"date": NOON.astimezone(ZoneInfo("Europe/Paris"))},
    ],
    ids=str,
)
def test_when_and_in_which_order_it_was_read_does_not(field: dict[str, Any]) -> None:
    assert replace(SHEET, **field).digest == SHEET.digest


def test_another_digest_of_the_same_document_would_need_another_layout_version() -> None:
    assert Document(uid="sheet:1", kind="sheet", title="Le café", groups=("public",)).digest == "c6f35896d53ee8ea"


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "🌱" * 10_000])
def test_nothing_written_prevents_it(text: str) -> None:
    assert len(replace(SHEET, title=text).digest) == 16
