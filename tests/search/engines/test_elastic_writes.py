"""Writing to Elasticsearch from several hosts: what was read last stays, and a rebuild never gets in the way."""

import multiprocessing
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.engines.base import Changes, Document, IndexNotBuilt, Query
from search.engines.elastic.engine import ElasticEngine, ElasticServer
from tests.search.engines.contract import sheet
from tests.search.engines.elastic_servers import engine_of_its_own, server

pytestmark = pytest.mark.elasticsearch

SPAWN = multiprocessing.get_context("spawn")
HOUR = 3_600_000_000  # microseconds


def now() -> int:
    return time.time_ns() // 1000


def titles(engine: ElasticEngine) -> dict[str, int]:
    """How many documents are found by each of the words of these tests."""
    return {word: engine.search(Query(text=word)).total for word in ("ancien", "nouveau")}


@pytest.fixture(scope="module")
def ours() -> ElasticServer:
    return server(replicas=1)


@pytest.fixture(scope="module")
def built(ours: ElasticServer) -> Iterator[ElasticEngine]:
    with engine_of_its_own(index=ours.index, replicas=1) as engine:
        yield engine


@pytest.fixture
def engine(built: ElasticEngine) -> ElasticEngine:
    built.delete(built.digests())
    return built


@pytest.fixture
def client(ours: ElasticServer) -> Iterator[Elasticsearch]:
    """The server itself, to look at what an engine does not tell."""
    options: dict[str, Any] = {"ca_certs": ours.ca_certs} if ours.ca_certs else {}
    if ours.api_key:
        options["api_key"] = ours.api_key
    with Elasticsearch(list(ours.urls), request_timeout=30, **options) as client:
        yield client


def indices(client: Elasticsearch, ours: ElasticServer) -> list[str]:
    return sorted(client.indices.get_alias(index=f"{ours.index}-*").body)


def test_what_was_read_earlier_never_replaces_what_was_read_later(engine: ElasticEngine) -> None:
    read_at = now()
    engine.index([sheet(1, "Nouveau", version=read_at)])
    report = engine.index([sheet(1, "Ancien", version=read_at - 5)])
    assert (report.indexed, report.rejected) == (1, ())
    assert titles(engine) == {"ancien": 0, "nouveau": 1}
    engine.index([sheet(1, "Ancien", version=read_at)])
    assert titles(engine) == {"ancien": 1, "nouveau": 0}


def test_what_was_read_before_a_deletion_does_not_bring_it_back(engine: ElasticEngine) -> None:
    read_at = now()
    engine.index([sheet(1, "Ancien", version=read_at)])
    engine.delete(["sheet:1"])
    engine.index([sheet(1, "Ancien", version=read_at)])
    assert engine.digests().keys() == frozenset()
    engine.index([sheet(1, "Nouveau", version=now())])
    assert engine.digests().keys() == {"sheet:1"}


def test_a_clock_that_was_an_hour_ahead_does_not_stop_changes_for_an_hour(engine: ElasticEngine) -> None:
    engine.index([sheet(1, "Ancien", version=now() + HOUR), sheet(2, "Ancien", version=now() + HOUR)])
    engine.index([sheet(1, "Nouveau", version=now())])
    engine.delete(["sheet:2"])
    assert titles(engine) == {"ancien": 0, "nouveau": 1}


@pytest.mark.parametrize("version", [-1, 1 << 63, "hier"])
def test_a_version_that_is_none_takes_no_other_document_with_it(engine: ElasticEngine, version: Any) -> None:
    report = engine.index([sheet(1, "Nouveau"), sheet(2, "Nouveau", version=version)])
    assert [bad.uid for bad in report.rejected] == ["sheet:2"]
    assert engine.digests().keys() == {"sheet:1"}


def test_a_uid_too_long_for_the_server_takes_no_other_document_with_it(engine: ElasticEngine) -> None:
    long = f"sheet:{'é' * 190}{'漢' * 4}"
    longer = f"sheet:{'漢' * 190}"
    report = engine.index([sheet(1, "Nouveau", uid=long), sheet(2, "Nouveau", uid=longer)])
    engine.delete([longer, "\ud800", ""])
    assert [bad.uid for bad in report.rejected] == [longer]
    assert engine.digests().keys() == {long}


def test_a_rebuild_leaves_one_index_in_use_with_its_copies_and_its_refreshing(
    engine: ElasticEngine, client: Elasticsearch, ours: ElasticServer
) -> None:
    for _ in range(3):
        engine.rebuild([sheet(1, "Nouveau")])
    held = client.indices.get(index=f"{ours.index}-*").body
    (used,) = [index for index in held.values() if index["aliases"]]
    assert len(held) == 2, "the one before may still be read"
    assert used["mappings"]["dynamic"] == "strict"
    assert used["settings"]["index"]["number_of_replicas"] == "1"
    assert used["settings"]["index"]["gc_deletes"] == "1h"
    assert "refresh_interval" not in used["settings"]["index"]


def test_a_deletion_during_a_rebuild_is_not_undone_by_it(engine: ElasticEngine) -> None:
    read_at = now()
    engine.rebuild(
        [sheet(1, "Ancien", version=read_at), sheet(2, "Ancien", version=read_at)],
        catch_up=lambda: Changes(documents=[sheet(1, "Nouveau", version=now())], deleted=["sheet:2", "sheet:3"]),
    )
    assert titles(engine) == {"ancien": 0, "nouveau": 1}
    engine.index([sheet(2, "Ancien", version=read_at)])
    assert titles(engine) == {"ancien": 0, "nouveau": 1}


def test_a_rebuild_never_leaves_readers_without_an_answer(engine: ElasticEngine) -> None:
    documents = [sheet(number, "Nouveau") for number in range(20)]
    engine.index(documents)
    answers: list[Any] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            try:
                answers.append(engine.search(Query(text="nouveau")).total)
            except Exception as error:  # told apart from the answers below
                answers.append(error)

    readers = [threading.Thread(target=search) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        engine.rebuild(documents)
    done.set()
    for reader in readers:
        reader.join()
    assert set(answers) == {20}


def test_a_rebuild_that_fails_leaves_the_old_index_and_nothing_of_its_own(
    engine: ElasticEngine, client: Elasticsearch, ours: ElasticServer
) -> None:
    engine.index([sheet(1, "Ancien")])
    before = indices(client, ours)

    def broken() -> Iterator[Document]:
        yield from [sheet(number, "Nouveau") for number in range(700)]
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        engine.rebuild(broken())
    assert engine.digests().keys() == {"sheet:1"}
    assert set(indices(client, ours)) <= set(before)


def rebuild_for_ever(known: ElasticServer, started: str) -> None:
    def documents() -> Iterator[Document]:
        for number in range(1_000_000):
            if number == 600:  # the first batch of rows is sent
                Path(started).touch()
            yield sheet(number % 5_000, "Ancien")

    ElasticEngine(known).rebuild(documents())


def test_what_a_killed_rebuild_leaves_is_swept_by_the_next_one(
    engine: ElasticEngine, client: Elasticsearch, ours: ElasticServer, tmp_path: Path
) -> None:
    engine.rebuild([sheet(1, "Nouveau")])
    before = set(indices(client, ours))
    killed = SPAWN.Process(target=rebuild_for_ever, args=(ours, str(tmp_path / "started")))
    killed.start()
    deadline = time.monotonic() + 60
    while not (tmp_path / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(killed.pid or 0, signal.SIGKILL)
    killed.join()
    left = set(indices(client, ours)) - before
    assert len(left) == 1
    assert titles(engine) == {"ancien": 0, "nouveau": 1}
    engine.rebuild([sheet(1, "Nouveau")])
    assert not left & set(indices(client, ours))
    assert titles(engine) == {"ancien": 0, "nouveau": 1}


def test_indices_of_older_versions_are_swept_but_for_the_latest_and_those_of_others(
    engine: ElasticEngine, client: Elasticsearch, ours: ElasticServer
) -> None:
    old, older, foreign = f"{ours.index}-{'a' * 16}", f"{ours.index}-{'b' * 16}", f"{ours.index}-statistiques"
    for alias, at in ((old, 2 * 10**18), (older, 1 * 10**18)):
        client.indices.create(index=f"{alias}-{at}", aliases={alias: {}})
    client.indices.create(index=foreign)
    try:
        engine.rebuild([])
        assert {name for name in indices(client, ours) if re.search("a{16}|b{16}|stat", name)} == {
            f"{old}-{2 * 10**18}",
            foreign,
        }
    finally:
        client.indices.delete(index=foreign)


def test_what_is_to_be_forgotten_is_in_no_index_but_the_one_in_use(
    engine: ElasticEngine, client: Elasticsearch, ours: ElasticServer
) -> None:
    foreign, old = f"{ours.index}-statistiques", f"{ours.index}-{'d' * 16}"
    client.indices.create(index=f"{old}-{2 * 10**18}", aliases={old: {}})
    client.indices.create(index=foreign)
    try:
        for _ in range(2):
            engine.rebuild([sheet(1, "Nouveau")])
        engine.forget_replaced()
        left = indices(client, ours)
        assert len(left) == 2
        assert foreign in left
        assert titles(engine) == {"ancien": 0, "nouveau": 1}
    finally:
        client.indices.delete(index=foreign)


def test_an_index_of_another_analysis_is_never_asked(ours: ElasticServer, client: Elasticsearch) -> None:
    alone = server()
    client.indices.create(index=f"{alone.index}-{'c' * 16}-{10**18}", aliases={f"{alone.index}-{'c' * 16}": {}})
    engine = ElasticEngine(alone)
    try:
        for act in (
            lambda: engine.search(Query(text="accueil")),
            lambda: engine.suggest("acc"),
            lambda: engine.similar("sheet:1"),
            lambda: engine.index([sheet(1, "Accueil")]),
            lambda: engine.delete(["sheet:1"]),
            engine.digests,
            engine.forget_replaced,
            engine.warm,
        ):
            with pytest.raises(IndexNotBuilt):
                act()
        assert not engine.health().is_ready
        assert indices(client, alone) == [f"{alone.index}-{'c' * 16}-{10**18}"], "none was made by itself"
    finally:
        engine.drop()
