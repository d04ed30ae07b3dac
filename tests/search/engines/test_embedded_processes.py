"""The embedded index shared by processes: two writers, killed writers, stale readers, rebuilds under readers."""

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from search.engines.base import Document, EngineUnavailable, IndexNotBuilt, Query
from search.engines.embedded.engine import EmbeddedEngine

SPAWN = multiprocessing.get_context("spawn")


def document(number: int, title: str = "Accueil") -> Document:
    return Document(uid=f"sheet:{number}", kind="sheet", title=title, text="mot " * 50, groups=("public",))


def write_one_by_one(root: str, first: int, count: int) -> None:
    engine = EmbeddedEngine(Path(root))
    for number in range(first, first + count):
        engine.index([document(number)])


def write_batches_for_ever(root: str, started: str) -> None:
    """Each batch of 50 stands or falls together: its documents carry its number as a title."""
    engine = EmbeddedEngine(Path(root))
    batch = 0
    while True:
        batch += 1
        engine.index([document(number, f"lot{batch}") for number in range(50)])
        Path(started).touch()


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path / "index", vocabulary_age=0)
    engine.rebuild([])
    return engine


def test_an_index_never_built_says_so(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    assert not engine.health().is_ready
    with pytest.raises(IndexNotBuilt):
        engine.search(Query(text="accueil"))
    with pytest.raises(IndexNotBuilt):
        engine.index([document(1)])


def test_two_writers_at_once_lose_nothing(engine: EmbeddedEngine, tmp_path: Path) -> None:
    arguments = [(str(tmp_path / "index"), first, 12) for first in (0, 100)]
    writers = [SPAWN.Process(target=write_one_by_one, args=each) for each in arguments]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(engine.digests()) == 24


def test_a_writer_killed_at_any_moment_leaves_a_whole_index(engine: EmbeddedEngine, tmp_path: Path) -> None:
    for pause in (0.0, 0.004, 0.011, 0.023):
        started = tmp_path / f"started-{pause}"
        writer = SPAWN.Process(target=write_batches_for_ever, args=(str(tmp_path / "index"), str(started)))
        writer.start()
        deadline = time.monotonic() + 30
        while not started.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(pause)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        results = engine.search(Query(text="", limit=100))
        assert results.total == 50, "neither a lost nor a half-written batch"
        engine.index([document(999, "survivant")])
        assert engine.search(Query(text="survivant")).total == 1
        engine.delete(["sheet:999"])


def test_a_reader_sees_what_another_process_wrote(engine: EmbeddedEngine, tmp_path: Path) -> None:
    assert engine.search(Query(text="accueil")).total == 0
    writer = SPAWN.Process(target=write_one_by_one, args=(str(tmp_path / "index"), 1, 1))
    writer.start()
    writer.join(30)
    assert engine.search(Query(text="accueil")).total == 1


def test_a_rebuild_never_leaves_readers_without_an_answer(engine: EmbeddedEngine) -> None:
    engine.index([document(number) for number in range(20)])
    answers: list[int] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            answers.append(engine.search(Query(text="accueil")).total)

    readers = [threading.Thread(target=search) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        engine.rebuild([document(number) for number in range(20)])
    done.set()
    for reader in readers:
        reader.join()
    assert set(answers) == {20}


def test_a_rebuild_that_fails_leaves_the_old_index_and_the_next_one_sweeps(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    engine.index([document(1)])

    def broken() -> list[Document]:
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        engine.rebuild(each for each in broken())
    assert engine.digests().keys() == {"sheet:1"}
    for _ in range(3):
        engine.rebuild([document(2)])
    generations = [path for path in (tmp_path / "index").glob("*/*") if path.is_dir()]
    assert len(generations) == 2


def test_a_damaged_file_is_an_unavailable_engine_and_a_rebuild_heals_it(engine: EmbeddedEngine, tmp_path: Path) -> None:
    engine.index([document(1)])
    for path in (tmp_path / "index").glob("*/*/meta.json"):
        path.write_text("{")
    fresh = EmbeddedEngine(tmp_path / "index")
    with pytest.raises(EngineUnavailable):
        fresh.search(Query(text="accueil"))
    assert not fresh.health().is_ready
    fresh.rebuild([document(1)])
    assert fresh.search(Query(text="accueil")).total == 1
