"""What is to be forgotten: of the embedded index, the generation in use alone stays."""

from pathlib import Path

import pytest

from search.engines.base import IndexNotBuilt, Query
from search.engines.embedded.engine import EmbeddedEngine
from tests.search.engines.contract import sheet


def generations(root: Path) -> list[Path]:
    return sorted(meta.parent for meta in root.rglob("meta.json"))


def test_what_is_to_be_forgotten_is_in_no_generation_nor_version_but_the_one_in_use(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    engine.rebuild([sheet(1, "Ancien")])
    (home,) = (path.parent.parent for path in tmp_path.rglob("meta.json"))
    engine.rebuild([sheet(1, "Nouveau")])
    older = tmp_path / ("a" * 16)
    (older / "1-1").mkdir(parents=True)
    (older / "1-1" / "meta.json").write_text("{}")
    (older / "current").write_text("1-1")
    assert len(generations(tmp_path)) == 3
    engine.forget_replaced()
    assert [path.parent for path in generations(tmp_path)] == [home]
    assert not older.exists()
    assert engine.search(Query(text="nouveau")).total == 1


def test_without_an_index_there_is_nothing_to_choose_from_and_nothing_is_removed(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    with pytest.raises(IndexNotBuilt):
        engine.forget_replaced()
