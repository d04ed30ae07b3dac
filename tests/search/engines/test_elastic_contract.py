"""Elasticsearch fulfils the contract of every engine."""

from collections.abc import Iterator

import pytest

from search.engines.base import SearchEngine
from search.engines.elastic.engine import ElasticEngine
from tests.search.engines.contract import EngineContract
from tests.search.engines.elastic_servers import engine_of_its_own
from tests.search.engines.order import OrderContract


@pytest.fixture(scope="module")
def built() -> Iterator[ElasticEngine]:
    with engine_of_its_own() as engine:
        yield engine


@pytest.mark.elasticsearch
class TestElasticEngine(EngineContract, OrderContract):
    @pytest.fixture
    def engine(self, built: ElasticEngine) -> SearchEngine:
        built.delete(built.digests())
        return built
