"""One holder of a file's lock at a time, whoever asks; nothing is left held when it ends, or where it cannot be had."""

import os
from pathlib import Path

import pytest

from search.engines.base import EngineUnavailable
from search.engines.file_lock import held, is_held


def test_a_lock_excludes_the_thread_that_holds_it_as_well_and_says_how_long_it_waited(tmp_path: Path) -> None:
    path = tmp_path / "below" / "a.lock"
    assert not is_held(path)
    with held(path, patience=0):
        assert is_held(path)
        with (
            pytest.raises(EngineUnavailable, match=r"a\.lock is held by another process for 0 s"),
            held(path, patience=0.05),
        ):
            pass
    assert not is_held(path)


def test_a_child_forked_while_it_was_held_does_not_keep_it(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    reading, writing = os.pipe()
    with held(path, patience=0):
        child = os.fork()
        if child == 0:
            os.read(reading, 1)  # lives until it is told
            os._exit(0)
    try:
        assert not is_held(path)
    finally:
        os.write(writing, b"x")
        os.waitpid(child, 0)
        os.close(reading)
        os.close(writing)


def test_an_error_frees_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), held(tmp_path / "a.lock", patience=0):
        raise ZeroDivisionError
    assert not is_held(tmp_path / "a.lock")


def test_a_place_that_cannot_be_written_is_an_engine_that_is_away(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file, not a folder")
    for ask in (lambda path: held(path, patience=0).__enter__(), is_held):
        with pytest.raises(EngineUnavailable, match=r"a\.lock"):
            ask(tmp_path / "a" / "a.lock")
