"""The embedded engine fulfils the contract of every engine."""

from pathlib import Path

import pytest

from search.engines.base import SearchEngine
from search.engines.embedded.engine import EmbeddedEngine
from tests.search.engines.contract import EngineContract
from tests.search.engines.order import OrderContract


@pytest.mark.suite("contract")
class TestEmbeddedEngine(EngineContract, OrderContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> SearchEngine:
        engine = EmbeddedEngine(tmp_path, vocabulary_age=0)
        engine.rebuild([])
        return engine
