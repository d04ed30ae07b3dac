"""Which engine answers, which stands in for it, and which indexes are kept in step: the only place that knows."""

from collections.abc import Callable, Container
from contextlib import suppress
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.dispatch import Signal

from search.breaker import Breaker
from search.engines.base import EngineUnavailable, Health, IndexNotBuilt, Query, ReadsAhead, SearchEngine
from search.engines.embedded.engine import EmbeddedEngine

if TYPE_CHECKING:
    from search.engines.elastic.engine import ElasticServer

EMBEDDED = "embedded"
"""The name of a host's embedded index, unless its settings give it another."""

ELASTICSEARCH = "elasticsearch"

PING = 0.5
"""Seconds given to a server that is only asked how it is."""

T = TypeVar("T")

index_wanted = Signal()
"""An index is missing, or its engine answers again: `target` is to be drained now."""


class Fallback(Enum):
    """Who answered in the place of the chosen engine."""

    NONE = "none"
    STAND_IN = "stand-in"  # this host's embedded index: the same results, as fresh as this index is
    TITLES = "titles"  # no engine: the database's titles


def targets() -> tuple[str, ...]:
    """The indexes that are kept, on every host: each change is written down once for each of them."""
    return (*settings.SEARCH_EMBEDDED_INDEXES, *_shared())


def own_targets() -> tuple[str, ...]:
    """The indexes that this process can write; the others are drained by their own host."""
    here: str = settings.SEARCH_EMBEDDED_HERE
    return (*([here] if here else []), *_shared())


def is_shared(*, target: str) -> bool:
    """Whether several hosts write this index: locks on one host's disk do not do then."""
    return target == ELASTICSEARCH


def engine_of(*, target: str) -> SearchEngine:
    """The engine of an index of this host: one object a process, shared by its threads. Raises EngineUnavailable."""
    if target not in own_targets():
        raise EngineUnavailable(f"the index {target!r} is not kept on this host")
    if is_shared(target=target):
        return _elastic(_server())
    return _embedded_in(Path(settings.SEARCH_INDEX_DIR))


def health_of(*, target: str) -> Health:
    """How an index is, in a bounded time: a server known not to answer is not asked again."""
    if target not in own_targets():
        return Health(name=target, is_ready=False, detail="kept by another host")
    if not is_shared(target=target):
        return engine_of(target=target).health()
    if _breaker(_server()).is_open:
        return Health(name=target, is_ready=False, detail="the server does not answer; it is asked again in seconds")
    return _elastic(_server(timeout=min(PING, settings.ELASTICSEARCH_TIMEOUT))).health()


def chosen_target() -> str:
    """The index that settings choose to answer readers."""
    return _chosen()


def answering(*, ready: Container[str]) -> tuple[str, Fallback]:
    """Which index readers are answered by, given those that are ready, and in whose place; « titles » for none."""
    stand_in = settings.SEARCH_EMBEDDED_HERE
    if _chosen() in ready:
        return _chosen(), Fallback.NONE
    return (stand_in, Fallback.STAND_IN) if stand_in in ready else ("titles", Fallback.TITLES)


def warm(*, target: str) -> None:
    """Have an engine read ahead what a question may need; says nothing when it cannot."""
    with suppress(EngineUnavailable):
        engine = engine_of(target=target)
        if isinstance(engine, ReadsAhead):
            engine.warm()


def forget_engines() -> None:
    """Make the engines anew at the next question, with nothing read ahead nor known to be down.

    For tests only; it stands here because the objects kept for the whole process are named nowhere else.
    """
    for made in (_elastic, _breaker, _embedded_in):
        made.cache_clear()


def asked_of_an_engine(ask: Callable[[SearchEngine], T]) -> tuple[T, Fallback]:
    """What the chosen engine answers, else this host's embedded index; and which of the two it was.

    Raises EngineUnavailable when neither can: the caller answers otherwise, or not at all. A server that failed is not
    asked again before it is known to be well, so that no reader waits for it in vain.
    """
    try:
        return _asked_of(_chosen(), ask), Fallback.NONE
    except EngineUnavailable:
        stand_in = settings.SEARCH_EMBEDDED_HERE
        if not stand_in or stand_in == _chosen():
            raise
    return _asked_of(stand_in, ask), Fallback.STAND_IN


def _asked_of(target: str, ask: Callable[[SearchEngine], T]) -> T:
    breaker = _breaker(_server()) if is_shared(target=target) else None
    if breaker and breaker.is_open:
        raise EngineUnavailable(f"{target} does not answer; it is asked again in seconds")
    try:
        return ask(engine_of(target=target))
    except IndexNotBuilt:
        _say_wanted(target)
        raise
    except EngineUnavailable:
        if breaker:
            engine = engine_of(target=target)
            breaker.trip(is_well=lambda: _answers(engine), when_back=lambda: _say_wanted(target))
        raise


def _answers(engine: SearchEngine) -> bool:
    """Whether it is worth asking: a server that lost its index answers, by saying so."""
    try:
        engine.search(Query(limit=0, counted=()))
    except IndexNotBuilt:
        return True
    except EngineUnavailable:
        return False
    return True


def _say_wanted(target: str) -> None:
    index_wanted.send_robust(sender=None, target=target)


def _chosen() -> str:
    return ELASTICSEARCH if settings.SEARCH_ENGINE == ELASTICSEARCH else (settings.SEARCH_EMBEDDED_HERE or EMBEDDED)


def _shared() -> tuple[str, ...]:
    return (ELASTICSEARCH,) if settings.SEARCH_ENGINE == ELASTICSEARCH else ()


def _server(*, timeout: float | None = None) -> "ElasticServer":
    from search.engines.elastic.engine import (
        ElasticServer,  # read only where it is chosen: a quarter of a second to import
    )

    return ElasticServer(
        urls=tuple(url.strip() for url in settings.ELASTICSEARCH_URL.split(",") if url.strip()),
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
        index=settings.ELASTICSEARCH_INDEX,
        shards=settings.ELASTICSEARCH_SHARDS,
        replicas=settings.ELASTICSEARCH_REPLICAS,
        timeout=timeout or settings.ELASTICSEARCH_TIMEOUT,
    )


@lru_cache
def _elastic(server: "ElasticServer") -> SearchEngine:
    from search.engines.elastic.engine import ElasticEngine

    return ElasticEngine(server)


@lru_cache
def _breaker(server: "ElasticServer") -> Breaker:
    return Breaker(name=ELASTICSEARCH)


@lru_cache
def _embedded_in(root: Path) -> SearchEngine:
    return EmbeddedEngine(root)
