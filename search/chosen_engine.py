"""Which engine answers, and which indexes are kept in step: the only place that knows."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import SearchEngine
from search.engines.embedded import EmbeddedEngine

EMBEDDED = "embedded"


def get_engine() -> SearchEngine:
    """The engine that answers; one object a process, shared by its threads."""
    return engine_of(target=EMBEDDED)


def targets() -> tuple[str, ...]:
    """The indexes that are kept: each change is written down once for each of them."""
    return (EMBEDDED,)


def engine_of(*, target: str) -> SearchEngine:
    """The engine behind an index that is kept. Raises KeyError for an unknown name."""
    if target != EMBEDDED:
        raise KeyError(target)
    return _embedded_in(Path(settings.SEARCH_INDEX_DIR))


@lru_cache
def _embedded_in(root: Path) -> SearchEngine:
    return EmbeddedEngine(root)
