"""Engines on the real Elasticsearch of the settings, each with indices of its own, removed afterwards."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.conf import settings

from search.engines.elastic.engine import ElasticEngine, ElasticServer


def server(**fields: Any) -> ElasticServer:
    """The server of the settings; a busy machine is not a server that is down."""
    known = ElasticServer(
        urls=tuple(url.strip() for url in settings.ELASTICSEARCH_URL.split(",") if url.strip()),
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
        index=f"{settings.ELASTICSEARCH_INDEX}-test-{os.getpid()}-{secrets.token_hex(3)}",
        timeout=20.0,
    )
    return replace(known, **fields)


@contextmanager
def engine_of_its_own(**fields: Any) -> Iterator[ElasticEngine]:
    """An engine already built, empty, whose spelling vocabulary never lags."""
    engine = ElasticEngine(server(**fields), vocabulary_age=0)
    try:
        engine.rebuild([])
        yield engine
    finally:
        engine.drop()
