"""What the site makes is kept once, replaced by what follows it, bounded, and never missed where it cannot be kept."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from community import made


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "made" / "pdf"


def ask(*, of: str = "page-1", mark: str = "a", content: bytes = b"%PDF") -> bytes:
    return made.made_once(kind="pdf", of=of, mark=mark, make=lambda: content)


def test_a_thing_is_made_once_for_a_mark(folder: Path) -> None:
    assert ask(content=b"first") == b"first"
    assert ask(content=b"second") == b"first"


def test_another_mark_takes_the_place_of_the_former_one(folder: Path) -> None:
    ask(of="page-1"), ask(of="page-12")
    assert ask(of="page-1", mark="b", content=b"new") == b"new"
    assert {place.name for place in folder.iterdir()} == {"page-1-b", "page-12-a"}


def test_a_disk_that_is_full_changes_nothing_for_who_asks(folder: Path, settings: Any) -> None:
    settings.DISK_LEFT_FREE = 10**18
    assert ask() == b"%PDF"
    assert list(folder.glob("*")) == []


def test_a_place_where_nothing_can_be_written_changes_nothing_for_who_asks(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where a folder should be")
    assert ask() == b"%PDF"


def test_there_is_never_more_than_a_number_of_each_kind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "MOST_OF_A_KIND", 5)
    monkeypatch.setattr(made, "LEAVING_AT_ONCE", 2)
    for number in range(20):
        ask(of=f"page-{number}")
        assert len(list(folder.iterdir())) <= 5
    assert (folder / "page-19-a").exists()


def test_what_is_of_nothing_any_more_or_not_asked_for_a_month_is_erased(folder: Path) -> None:
    for of in ("page-1", "page-2", "page-3"):
        ask(of=of)
    long_ago = time.time() - made.KEPT_FOR.total_seconds() - 60
    os.utime(folder / "page-2-a", (long_ago, long_ago))
    assert made.forget(kind="pdf", still={"page-1", "page-2"}) == 2
    assert [of for of, _place in made.kept_of(kind="pdf")] == ["page-1"]
    assert made.forget(kind="nothing yet", still=()) == 0


def test_a_piece_left_by_a_process_that_was_killed_is_erased_with_the_rest(folder: Path) -> None:
    ask()
    (folder / "page-1-k3jd.part").write_bytes(b"half")
    ask(mark="b")
    assert [place.name for place in folder.iterdir()] == ["page-1-b"]


def test_what_is_asked_again_after_a_day_is_young_again(folder: Path) -> None:
    ask()
    old = time.time() - 2 * made.A_DAY
    os.utime(folder / "page-1-a", (old, old))
    ask()
    assert (folder / "page-1-a").stat().st_mtime > old + made.A_DAY
