"""Three real Elasticsearch nodes, and a site that finds through them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.three_nodes import ThreeNodes
from tests.search.faults.conftest import new_site

__all__ = ["new_site"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The site is a copy of the tests' database, which is made only for tests that say they use it."""
    for item in items:
        if Path(str(item.fspath)).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="module")
def nodes() -> Iterator[ThreeNodes]:
    nodes = ThreeNodes()
    try:
        nodes.start()
        yield nodes
    finally:
        nodes.remove()
