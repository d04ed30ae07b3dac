"""The engines that are compared, each with an index of its own, removed at the end."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from search.engines.base import EngineUnavailable, SearchEngine
from search.engines.embedded.engine import EmbeddedEngine

OURS = ("embedded", "elasticsearch")
STOCK = "wagtail"
ALL = (*OURS, STOCK)
PATIENCE = 30.0
"""Seconds a server may take here for one answer: a bench measures slowness, it does not run from it."""


def chosen(names: str, /, *, among: Sequence[str] = ALL) -> list[str]:
    """The names given; by default all, but Elasticsearch only when ELASTICSEARCH_URL names a server.

    Raises ValueError for an unknown name, and for Elasticsearch without the address of a server.
    """
    if not names.strip(" ,"):
        return [name for name in among if name != "elasticsearch" or settings.ELASTICSEARCH_URL]
    wanted = list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    unknown = set(wanted) - set(among)
    if unknown:
        raise ValueError(f"no engine here is called {', '.join(sorted(unknown))}: {', '.join(among)}")
    if "elasticsearch" in wanted and not settings.ELASTICSEARCH_URL:
        raise ValueError("ELASTICSEARCH_URL names no server (make elasticsearch starts one)")
    return wanted


def say_left_out(name: str, why: object, /) -> str:
    """On the terminal at once, and given back for the file of figures."""
    sys.stdout.write(f"{name}: left out, {why!s:.200}\n")
    return f"{why!s:.200}"


@contextmanager
def engine_named(name: str, /) -> Iterator[SearchEngine]:
    """One of our engines, empty until its `rebuild`, which raises EngineUnavailable when the server is down."""
    if name == "embedded":
        with tempfile.TemporaryDirectory(prefix="faire-avec-bench-") as scratch:
            yield EmbeddedEngine(Path(scratch))
        return
    from search.engines.elastic.engine import ElasticEngine, ElasticServer

    server = ElasticServer(
        urls=tuple(url.strip() for url in settings.ELASTICSEARCH_URL.split(",") if url.strip()),
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
        index=f"{settings.ELASTICSEARCH_INDEX}-bench-{os.getpid()}",
        shards=settings.ELASTICSEARCH_SHARDS,
        replicas=settings.ELASTICSEARCH_REPLICAS,
        timeout=PATIENCE,
    )
    engine = ElasticEngine(server)
    try:
        yield engine
    finally:
        try:
            engine.drop()
        except EngineUnavailable:  # what went wrong before it is what must be told
            sys.stderr.write(f"elasticsearch: {server.index}-* may still be there, the server does not answer\n")
