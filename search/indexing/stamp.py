"""Which state of the index answers: pages that are kept hold for that state only."""

from collections.abc import Hashable

from search.engines.base import EngineUnavailable
from search.engines.embedded.engine import EmbeddedEngine
from search.which_engine import chosen_target, engine_of, is_shared

MISSING = "missing"


def index_as_it_is() -> Hashable:
    """Another value as soon as the chosen index has changed.

    The embedded index is files of this host: their dates say it. A server's index is not: who drains it deletes rows of
    the outbox once the server has written, and that raises the generation; a rebuild raises it too. An index that does
    not answer needs no value of its own: what is made without it says so, and is not kept.
    """
    target = chosen_target()
    if is_shared(target=target):
        return target
    try:
        engine = engine_of(target=target)
        return engine.stamp() if isinstance(engine, EmbeddedEngine) else MISSING
    except (EngineUnavailable, OSError):
        return MISSING
