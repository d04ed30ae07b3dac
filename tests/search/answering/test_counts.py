"""What was searched: words and counts, never a person, never a write while somebody reads."""

import time
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client

from search.answering import counts
from search.models import SearchLog
from tests import factories
from tests.search.conftest import Index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_waits(settings: Any) -> None:
    """What other tests have searched is not ours; nor is a page that is made again to be compared."""
    counts._waiting.clear()
    settings.MADE_TWICE = False


def counted() -> dict[str, tuple[int, int, int]]:
    counts.flush()
    return {row.words: (row.searches, row.without_result, row.found) for row in SearchLog.objects.all()}


def test_the_same_question_is_counted_whatever_its_writing() -> None:
    for text in ("L’accueil", "l'accueil ", "  L'ACCUEIL ?"):
        counts.note(text=text, total=4)
    counts.note(text="l’accueil", total=0)
    counts.note(text="bilan", total=2)
    assert counted() == {"l’accueil": (4, 1, 0), "bilan": (1, 0, 2)}


def test_counts_add_up_from_one_writing_to_the_next() -> None:
    counts.note(text="bilan", total=0)
    assert counted() == {"bilan": (1, 1, 0)}
    counts.note(text="bilan", total=3)
    assert counted() == {"bilan": (2, 1, 3)}
    assert SearchLog.objects.get().month == counts.this_month()


@pytest.mark.parametrize(
    "text",
    ["", "  ", "?!", "nadia@exemple.test", "écrire à nadia.b@exemple.test", "06 12 34 56 78", "+33 (0)6.12.34.56.78",
     "2 85 05 62 123 456 78", "x" * 101, "mot\x00", "\u202emot"],
)  # fmt: skip
def test_what_may_be_about_a_person_is_not_counted(text: str) -> None:
    counts.note(text=text, total=1)
    assert counted() == {}


def test_a_year_and_a_few_numbers_are_counted() -> None:
    counts.note(text="bilan 2024-2025", total=1)
    counts.note(text="loi 1901", total=1)
    assert set(counted()) == {"bilan 2024-2025", "loi 1901"}


def test_robots_are_not_counted() -> None:
    counts.note(text="accueil", total=1, agent="Mozilla/5.0 (compatible; Googlebot/2.1)")
    counts.note(text="accueil", total=1, agent="Mozilla/5.0 (X11; Linux) Firefox/150")
    assert counted() == {"accueil": (1, 0, 1)}


def test_one_flood_of_odd_questions_does_not_fill_the_memory() -> None:
    for number in range(counts.MOST_WAITING + 50):
        counts.note(text=f"mot{number}", total=0)
    counts.note(text="mot1", total=0)
    assert len(counts._waiting) == counts.MOST_WAITING
    assert counts._waiting[counts.this_month(), "mot1"].searches == 2


def test_nor_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "MOST_A_MONTH", 3)
    for number in range(5):
        counts.note(text=f"mot{number}", total=0)
    assert set(counted()) == {"mot0", "mot1", "mot2"}
    counts.note(text="mot1", total=0)
    assert counted()["mot1"] == (2, 2, 0)


def test_what_cannot_be_written_is_written_later() -> None:
    counts.note(text="accueil", total=1)
    with connection.execute_wrapper(_broken), pytest.raises(DatabaseError):
        counts.flush()
    counts.note(text="accueil", total=5)
    assert counted() == {"accueil": (2, 0, 5)}


def _broken(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise DatabaseError("the disk is full")


def test_thirteen_months_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = counts.months_kept()
    assert len(kept) == 13
    assert kept[0] == counts.this_month()
    assert (kept[-1].year, kept[-1].month) == (kept[0].year - 1, kept[0].month)
    oldest = kept[-1]
    too_old = date(oldest.year - (oldest.month == 1), (oldest.month - 2) % 12 + 1, 1)
    for month in (kept[0], oldest, too_old):
        SearchLog.objects.create(month=month, words="accueil", searches=1)
    call_command("search_purge")
    assert set(SearchLog.objects.values_list("month", flat=True)) == {kept[0], oldest}


def test_reading_a_page_of_results_writes_nothing(
    client: Client, index: Index, sheet: Any, django_assert_num_queries: Any
) -> None:
    index.sync()
    client.get("/recherche/", {"q": "café"})
    with django_assert_num_queries(0):
        counts.note(text="café", total=1)
    assert SearchLog.objects.count() == 0
    assert counted() == {"café": (2, 0, 1)}


def test_a_question_is_counted_once_whatever_is_done_with_its_answer(
    client: Client, index: Index, structure: Any
) -> None:
    for number in range(12):
        factories.sheet(structure=structure, title=f"Coquelicot {number}")
    index.sync()
    client.get("/recherche/", {"q": "Coquelicot"})
    for more in ({"page": 2}, {"type": "fiche"}, {"tri": "date"}, {"exact": "1"}):
        client.get("/recherche/", {"q": "coquelicot", **more})
    client.get("/recherche/")
    assert counted() == {"coquelicot": (1, 0, 12)}


def test_going_back_to_a_question_does_not_ask_it_again(client: Client, index: Index, sheet: Any) -> None:
    index.sync()
    client.get("/recherche/", {"q": "café"})
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert client.get("/recherche/", {"q": "café"}, headers=back).status_code == 200
    assert counted() == {"café": (1, 0, 2)}


def test_an_engine_that_does_not_answer_is_not_a_search_without_result(client: Client, index: Index) -> None:
    client.get("/recherche/", {"q": "coquelicot"})  # no index has been built
    assert counted() == {}


def test_nobody_is_in_the_log() -> None:
    assert {field.name for field in SearchLog._meta.get_fields()} == {
        "id", "month", "words", "searches", "without_result", "found",
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_counts_are_written_in_the_background_by_themselves(settings: Any) -> None:
    settings.SEARCH_LOG_EVERY = 0.05
    counts.note(text="accueil", total=3)
    end = time.monotonic() + 20
    while not SearchLog.objects.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert SearchLog.objects.get().words == "accueil"
