"""Every page type is found or declared unsearchable, and the commands tell the truth by their exit status."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from practices.models import PracticePage
from search.checks import every_page_type_is_settled
from search.engines.base import Document
from search.indexing.record import record
from search.things import registry
from search.which_engine import EMBEDDED
from tests import factories
from tests.search.conftest import Index
from tests.the_index import get_engine


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=out)
    return out.getvalue()


def test_every_page_type_is_settled() -> None:
    assert every_page_type_is_settled() == []


def test_a_page_type_that_nobody_registered_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(registry._kinds, "fiche")
    assert [(error.id, error.obj) for error in every_page_type_is_settled()] == [("search.E001", PracticePage)]


@pytest.mark.django_db
def test_search_check_finds_what_differs_and_heals_it(index: Index, sheet: Any) -> None:
    index.sync()
    assert "0 missing, 0 too many" in run("search_check")
    get_engine().delete([f"fiche:{sheet.pk}"])
    get_engine().index([Document(uid="fiche:999999", kind="fiche", title="Fantôme", groups=("public",))])
    with pytest.raises(CommandError):
        run("search_check")
    assert "repaired, 0 missing, 0 too many" in run("search_check", "--repair")


@pytest.mark.django_db
def test_search_rebuild_then_drain_leave_nothing_to_do(index: Index, sheet: Any) -> None:
    assert "documents, ready in" in run("search_rebuild")
    record(kind="fiche", ids=[sheet.pk])
    assert "1 changes were waiting, 0 still wait" in run("search_drain")


@pytest.mark.django_db
def test_search_query_answers_as_somebody(index: Index, structure: Any, facilitator: Any) -> None:
    sheet = factories.sheet(structure=structure, title="La serre")
    index.sync()
    answer = json.loads(run("search_query", "serre", "--json", "--as", facilitator.email))
    assert [line["uid"] for line in answer["results"]] == [f"fiche:{sheet.pk}"]
    assert "La serre" in run("search_query", "serre")
    with pytest.raises(CommandError):
        run("search_query", "serre", "--as", "personne@exemple.test")


@pytest.mark.django_db
def test_search_rebuild_if_missing_leaves_a_ready_index(index: Index, sheet: Any) -> None:
    index.sync()
    before = get_engine().health()
    assert EMBEDDED in run("search_rebuild", "--if-missing")
    assert get_engine().health() == before
