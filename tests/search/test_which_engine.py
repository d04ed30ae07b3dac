"""Which engine answers, who stands in for it, and how long a reader waits for one that is away."""

import threading
import time
from typing import Any

import pytest
from django.test import Client

from search.breaker import Breaker
from search.checks import something_answers
from search.engines.base import EngineUnavailable, Query
from search.engines.language import known_words
from search.indexing.record import record
from search.indexing.upkeep import drain_fully
from search.models import IndexChange
from search.which_engine import (
    ELASTICSEARCH,
    EMBEDDED,
    Fallback,
    asked_of_an_engine,
    engine_of,
    own_targets,
    targets,
    warm,
)
from tests import factories
from tests.search.conftest import Index
from tests.search.indexing.test_outbox import until
from tests.the_index import drain_all, get_engine

NOBODY_LISTENS = "http://127.0.0.1:9"  # the discard port: refused at once, as by a server that is stopped


@pytest.fixture
def server_is_away(settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_ENGINE = ELASTICSEARCH
    settings.ELASTICSEARCH_URL = NOBODY_LISTENS
    settings.ELASTICSEARCH_INDEX = f"faire-avec-test-{tmp_path.name.lower()}"
    settings.ELASTICSEARCH_TIMEOUT = 0.5


def test_one_host_keeps_one_index(settings: Any) -> None:
    assert targets() == own_targets() == (EMBEDDED,)
    assert get_engine() is engine_of(target=EMBEDDED)


def test_each_host_writes_its_own_index_and_the_shared_one(settings: Any) -> None:
    settings.SEARCH_ENGINE = ELASTICSEARCH
    settings.SEARCH_EMBEDDED_HERE = "web2"
    settings.SEARCH_EMBEDDED_INDEXES = ("web1", "web2")
    assert targets() == ("web1", "web2", ELASTICSEARCH)
    assert own_targets() == ("web2", ELASTICSEARCH)
    with pytest.raises(EngineUnavailable, match="web1"):
        engine_of(target="web1")


@pytest.mark.django_db
def test_a_change_is_written_down_for_every_host_and_waits_for_its_own(index: Index, sheet: Any, settings: Any) -> None:
    index.sync()
    settings.SEARCH_EMBEDDED_INDEXES = (EMBEDDED, "web2")
    record(kind="fiche", ids=[sheet.pk])
    assert drain_all() == 0
    assert [row.target for row in IndexChange.objects.all()] == ["web2"]


@pytest.mark.django_db
def test_the_index_of_this_host_answers_when_the_server_is_away(
    index: Index, sheet: Any, server_is_away: None, client: Client
) -> None:
    drain_fully(target=EMBEDDED)
    answer = index.answer(sheet.title)
    assert answer.fallback is Fallback.STAND_IN
    assert [one.thing for one in answer.results][:1] == [sheet]
    assert answer.facets["kind"]["fiche"] == 1
    assert "copie de secours" in client.get("/recherche/", {"q": sheet.title}).content.decode()


@pytest.mark.django_db
def test_titles_answer_where_this_host_keeps_no_index(
    index: Index, sheet: Any, server_is_away: None, settings: Any, client: Client
) -> None:
    settings.SEARCH_EMBEDDED_HERE = ""
    answer = index.answer(sheet.title)
    assert answer.fallback is Fallback.TITLES
    assert [one.thing for one in answer.results] == [sheet]
    page = client.get("/recherche/", {"q": sheet.title}).content.decode()
    assert "momentanément indisponible" in page
    assert "copie de secours" not in page


@pytest.mark.django_db
def test_a_server_that_is_away_holds_no_other_index_back(index: Index, sheet: Any, server_is_away: None) -> None:
    record(kind="fiche", ids=[sheet.pk])
    assert drain_all() > 0
    assert {row.target for row in IndexChange.objects.all()} == {ELASTICSEARCH}
    assert f"fiche:{sheet.pk}" in engine_of(target=EMBEDDED).digests()


def test_readers_are_told_at_once_after_the_first(
    server_is_away: None, settings: Any, tmp_path: Any, monkeypatch: Any
) -> None:
    settings.SEARCH_EMBEDDED_HERE = ""
    asked: list[Any] = []

    def ask(engine: Any) -> Any:
        asked.append(engine)
        return engine.search(Query(text="accueil"))

    for _reader in range(20):
        with pytest.raises(EngineUnavailable):
            asked_of_an_engine(ask)
    assert len(asked) == 1


def test_a_breaker_closes_by_itself_when_the_server_is_well() -> None:
    well, back = threading.Event(), threading.Event()
    breaker = Breaker(name="test", pause=0.01)
    breaker.trip(is_well=well.is_set, when_back=back.set)
    assert breaker.is_open
    time.sleep(0.05)
    assert breaker.is_open
    well.set()
    assert back.wait(5)
    assert until(lambda: not breaker.is_open)


def test_a_breaker_stops_asking_when_nobody_cares() -> None:
    breaker = Breaker(name="test", pause=0.01, until_nobody_cares=0.1)
    asked = threading.Event()
    breaker.trip(is_well=asked.is_set)
    time.sleep(0.5)
    assert not breaker.is_open


def test_a_breaker_outlives_a_fault_of_its_own_question() -> None:
    answers = iter([LookupError("odd"), False, True])

    def is_well() -> bool:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return bool(answer)

    breaker = Breaker(name="test", pause=0.01)
    breaker.trip(is_well=is_well)
    assert until(lambda: not breaker.is_open)
    assert next(answers, None) is None


def test_one_breaker_asks_once_whoever_trips_it() -> None:
    asking: set[int] = set()
    well = threading.Event()

    def is_well() -> bool:
        asking.add(threading.get_ident())
        return well.is_set()

    breaker = Breaker(name="test", pause=0.01)
    trippers = [threading.Thread(target=lambda: breaker.trip(is_well=is_well)) for _ in range(8)]
    for tripper in trippers:
        tripper.start()
    for tripper in trippers:
        tripper.join()
    time.sleep(0.1)
    well.set()
    assert until(lambda: not breaker.is_open)
    assert len(asking) == 1


@pytest.mark.django_db
def test_the_first_slip_waits_for_no_vocabulary_once_the_engine_is_warm(
    index: Index, structure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.sheet(structure=structure, title="Le questionnaire des habitants")
    index.sync()
    warm(target=EMBEDDED)

    def read_again(*_: Any) -> Any:
        raise AssertionError("the words are read while a reader waits")

    monkeypatch.setattr(known_words, "Speller", read_again)
    assert index.answer("questionaire").corrected_text == "questionnaire"


def test_nothing_can_be_warmed_where_there_is_no_index(settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    for target in (EMBEDDED, "elsewhere"):
        warm(target=target)
    assert not engine_of(target=EMBEDDED).health().is_ready


def test_a_host_where_nothing_answers_is_told_at_start_up(settings: Any) -> None:
    assert something_answers() == []
    settings.SEARCH_EMBEDDED_HERE = ""
    settings.ELASTICSEARCH_CA_CERTS = "/nowhere/authority.pem"
    assert [each.id for each in something_answers()] == ["search.W001", "search.E002"]
