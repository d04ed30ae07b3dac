"""The engines that are compared, each with an index of its own, removed at the end."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine

OURS = ("embedded", "elasticsearch")
STOCK = "wagtail"
PATIENCE = 30.0
"""Seconds a server may take here for one answer: a bench measures slowness, it does not run from it."""


def chosen(names: str, /) -> list[str]:
    """The names given; by default all, but Elasticsearch only when ELASTICSEARCH_URL names a server.

    Raises ValueError for an unknown name.
    """
    if not names:
        return ["embedded", *(["elasticsearch"] if settings.ELASTICSEARCH_URL else []), STOCK]
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    unknown = set(wanted) - {*OURS, STOCK}
    if unknown:
        raise ValueError(f"no engine is called {', '.join(sorted(unknown))}: {', '.join((*OURS, STOCK))}")
    return wanted


@contextmanager
def engine_named(name: str, /) -> Iterator[SearchEngine]:
    """One of our engines, empty until its `rebuild`; raises ValueError without the address of a server."""
    if name == "embedded":
        with tempfile.TemporaryDirectory(prefix="faire-avec-bench-") as scratch:
            yield EmbeddedEngine(Path(scratch))
        return
    from search.engines.elastic import ElasticEngine, ElasticServer

    if not settings.ELASTICSEARCH_URL:
        raise ValueError("ELASTICSEARCH_URL names no server (make elasticsearch starts one)")
    server = ElasticServer(
        urls=tuple(settings.ELASTICSEARCH_URL.split(",")),
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
        engine.drop()
