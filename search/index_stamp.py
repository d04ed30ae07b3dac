"""Which state of the index answers: pages that are kept hold for that state only."""

from collections.abc import Hashable

from search.chosen_engine import answers_for_now, chosen_target, engine_of, is_shared
from search.engines.base import EngineUnavailable
from search.engines.embedded import EmbeddedEngine


def index_as_it_is() -> Hashable | None:
    """Another value as soon as the chosen index has changed; None when it does not answer, and nothing may be kept.

    The embedded index is files of this host: their dates say it. A server's index is not: what drains it deletes rows
    of the outbox once the server has written, and that raises the generation; a rebuild raises it too.
    """
    target = chosen_target()
    if is_shared(target=target):
        return target if answers_for_now() else None
    try:
        engine = engine_of(target=target)
        return engine.stamp() if isinstance(engine, EmbeddedEngine) else None
    except EngineUnavailable:
        return None
