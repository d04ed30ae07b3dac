"""What tests of finding ask for: an index of their own, brought in step by hand."""

from pathlib import Path
from typing import Any

import pytest

from search.answering.queries import Answer, SearchRequest, find
from tests.the_index import drain_all


class Index:
    """The index of one test."""

    def sync(self) -> None:
        """Apply every change that waits."""
        assert drain_all() == 0

    def answer(self, text: str = "", *, member: Any = None, **asked: Any) -> Answer:
        return find(asked=SearchRequest(text=text, **asked), member=member)

    def found(self, text: str = "", *, member: Any = None, **asked: Any) -> list[Any]:
        """The things found, in order."""
        return [found.thing for found in self.answer(text, member=member, **asked).results]


@pytest.fixture
def index(site: Any, settings: Any, tmp_path: Path) -> Index:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    return Index()
