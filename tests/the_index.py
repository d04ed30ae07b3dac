"""The index that readers are answered by, in tests: its engine, and the changes that wait for it."""

from search.engines.base import SearchEngine
from search.indexing.upkeep import drain_fully
from search.which_engine import chosen_target, engine_of, own_targets


def get_engine() -> SearchEngine:
    """The engine that settings choose. Raises EngineUnavailable."""
    return engine_of(target=chosen_target())


def drain_all() -> int:
    """Bring every index of this host in step, one after the other; returns how many rows still wait."""
    return sum(drain_fully(target=target) for target in own_targets())
