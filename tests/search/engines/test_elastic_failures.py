"""When Elasticsearch does not answer as it should: one kind of error, in a bounded time, and never half an answer."""

import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.engines.base import EngineUnavailable, IndexNotBuilt, Query, SearchEngine
from search.engines.elastic.engine import ElasticEngine, ElasticServer
from search.engines.elastic.index import fingerprint
from tests.search.engines.contract import asked, sheet, uids
from tests.search.engines.elastic_servers import engine_of_its_own, server

PATIENCE = 0.3
WAITED = 1.0
"""Seconds that a reader may wait, where the wait is measured: longer than what a busy machine adds."""

FORK = multiprocessing.get_context("fork")


@contextmanager
def mute_server() -> Iterator[str]:
    """The address of a server that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=32) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def times_called(listener: socket.socket) -> int:
    """How many have called since it was last asked; they hear nothing, and may be gone."""
    listener.setblocking(False)
    called = 0
    with suppress(BlockingIOError):
        while True:
            listener.accept()[0].close()
            called += 1
    return called


@pytest.fixture
def absent() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def questions(engine: SearchEngine) -> list[Callable[[], Any]]:
    return [
        lambda: engine.search(Query(text="accueil")),
        lambda: engine.suggest("acc"),
        lambda: engine.similar("sheet:1"),
    ]


def test_a_server_that_is_not_there_is_said_at_once(absent: str) -> None:
    engine = ElasticEngine(ElasticServer(urls=(absent,), timeout=PATIENCE))
    started = time.monotonic()
    acts = [
        *questions(engine),
        lambda: engine.index([sheet(1, "Accueil")]),
        lambda: engine.delete(["sheet:1"]),
        lambda: engine.rebuild([]),
        engine.digests,
        engine.warm,
    ]
    for act in acts:
        with pytest.raises(EngineUnavailable):
            act()
    assert not engine.health().is_ready
    assert time.monotonic() - started < 10 * PATIENCE


def test_a_server_that_is_mute_is_waited_for_once() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=32) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        engine = ElasticEngine(ElasticServer(urls=(address,), timeout=PATIENCE))
        for act in questions(engine):
            started = time.monotonic()
            with pytest.raises(EngineUnavailable) as raised:
                act()
            assert time.monotonic() - started >= PATIENCE
            assert times_called(listener) == 1
            assert not isinstance(raised.value, IndexNotBuilt)
        assert not engine.health().is_ready
        assert times_called(listener) == 1


@pytest.mark.parametrize("nodes", [2, 3])
def test_nodes_that_are_all_mute_are_waited_for_no_longer_than_one(nodes: int) -> None:
    with ExitStack() as listening:
        urls = tuple(listening.enter_context(mute_server()) for _ in range(nodes))
        engine = ElasticEngine(ElasticServer(urls=urls, timeout=WAITED))
        for act in questions(engine):
            started = time.monotonic()
            with pytest.raises(EngineUnavailable):
                act()
            assert WAITED <= time.monotonic() - started < 1.5 * WAITED


@pytest.mark.elasticsearch
def test_a_mute_node_is_given_up_for_another_within_the_time_of_one_answer() -> None:
    known = server()
    with engine_of_its_own(index=known.index) as engine, mute_server() as mute:
        engine.index([sheet(1, "Accueil")])
        mute = mute.replace("http", known.urls[0].partition(":")[0])
        for _ in range(4):  # which node is asked first is not ours to choose
            both = ElasticEngine(replace(known, urls=(mute, *known.urls), timeout=2 * WAITED))
            started = time.monotonic()
            assert both.search(Query(text="accueil")).total == 1
            assert time.monotonic() - started < 2 * WAITED


@pytest.mark.parametrize(
    "fields",
    [
        {"urls": ("nulle part",)},
        {"urls": ()},
        {"urls": ("https://127.0.0.1:1",), "ca_certs": "/nowhere/authority.pem"},
    ],
)
def test_an_address_or_a_certificate_that_cannot_be_read_is_a_server_that_does_not_answer(fields: Any) -> None:
    engine = ElasticEngine(ElasticServer(**fields))
    with pytest.raises(EngineUnavailable):
        engine.search(Query())
    assert not engine.health().is_ready


def test_no_key_is_ever_shown() -> None:
    assert "secret" not in repr(ElasticServer(urls=("http://localhost:1",), api_key="secret"))


@pytest.fixture
def engine() -> Iterator[ElasticEngine]:
    with engine_of_its_own() as engine:
        engine.index([sheet(number, "Accueil") for number in range(3)])
        yield engine


@pytest.mark.elasticsearch
def test_a_part_that_no_node_holds_is_an_error_and_never_a_shorter_answer() -> None:
    """Of two indices behind the alias, one has no node to live on: half of the documents could be found."""
    known = server()
    with engine_of_its_own(index=known.index) as engine:
        engine.index([sheet(1, "Accueil")])
        options: dict[str, Any] = {"ca_certs": known.ca_certs} if known.ca_certs else {}
        with Elasticsearch(list(known.urls), api_key=known.api_key or None, **options) as client:
            _add_homeless(client, f"{known.index}-{fingerprint()}")
        for act in (lambda: engine.search(Query(text="accueil")), lambda: engine.suggest("acc"), engine.digests):
            with pytest.raises(EngineUnavailable):
                act()
        assert not engine.health().is_ready


def _add_homeless(client: Elasticsearch, alias: str) -> None:
    (used,) = client.indices.get_alias(name=alias).body
    mappings = client.indices.get_mapping(index=used).body[used]["mappings"]
    analysis = client.indices.get_settings(index=used).body[used]["settings"]["index"]["analysis"]
    nowhere = {"index.routing.allocation.include._name": "nobody", "analysis": analysis}
    client.indices.create(
        index=f"{alias}-{10**18}",
        settings=nowhere,
        mappings=mappings,
        aliases={alias: {}},
        wait_for_active_shards=0,
    )


@pytest.mark.elasticsearch
def test_a_process_forked_from_one_that_asked_asks_by_itself(engine: ElasticEngine) -> None:
    assert engine.search(Query(text="accueil")).total == 3
    answers = FORK.SimpleQueue()
    children = [FORK.Process(target=lambda: answers.put(engine.search(Query(text="acueil")).total)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [answers.get() for _ in children] == [3, 3, 3]
    assert engine.search(Query(text="accueil")).total == 3


@pytest.mark.elasticsearch
def test_health_tells_the_cluster_and_its_nodes(engine: ElasticEngine) -> None:
    health = engine.health()
    assert (health.is_ready, health.documents) == (True, 3)
    assert "cluster green, 1 node" in health.detail or "cluster yellow" in health.detail
    assert fingerprint() in health.detail


@pytest.mark.elasticsearch
def test_beyond_what_the_server_ranks_there_are_counts_and_no_error(engine: ElasticEngine) -> None:
    last = engine.search(asked("accueil", offset=9_998, limit=10))
    beyond = engine.search(asked("accueil", offset=10_000, limit=10))
    assert (last.total, beyond.total, uids(last), uids(beyond)) == (3, 3, [], [])
    assert beyond.facets["kind"] == {"sheet": 3}
