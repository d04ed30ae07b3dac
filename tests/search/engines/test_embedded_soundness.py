"""Damage is told from all that is not damage: a rebuild for nothing costs minutes, a missed one wrong answers."""

import multiprocessing
import os
import resource
import time
from pathlib import Path

import pytest

from search.engines.base import Document, EngineUnavailable, IndexNotBuilt, Query
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.soundness import fault_in

SPAWN = multiprocessing.get_context("spawn")
PARTS = ("term", "idx", "pos", "store", "fast", "fieldnorm")
LOOKS = 200


def document(number: int, title: str = "Accueil") -> Document:
    return Document(uid=f"sheet:{number}", kind="sheet", title=title, text=f"mot{number} " * 50, groups=("public",))


def generation_in(root: Path) -> Path:
    pointer = next(root.glob("*/current"))
    return pointer.parent / pointer.read_text()


def write_for_ever(root: str, started: str) -> None:
    engine = EmbeddedEngine(Path(root))
    for turn in range(1_000_000):
        engine.index([document(number, f"tour{turn}") for number in range(turn % 7, 40, 2)])
        engine.delete([f"sheet:{turn % 40}"])
        Path(started).touch()


def search_without_descriptors(root: str, spare: int) -> None:
    """In a process that may open so few files more: they cannot be read, and are not damaged. Exits with 0 then."""
    engine = EmbeddedEngine(Path(root))
    used = len(os.listdir("/proc/self/fd"))
    resource.setrlimit(resource.RLIMIT_NOFILE, (used + spare, used + spare))
    told = "found"
    try:
        engine.search(Query(text="accueil"))
    except EngineUnavailable as error:
        told = type(error).__name__
    raise SystemExit({"EngineUnavailable": 0, "found": 0, "IndexNotBuilt": 10}[told])


@pytest.fixture
def engine(tmp_path: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path)
    engine.rebuild([document(number) for number in range(40)])
    engine.delete(["sheet:3"])
    return engine


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("offset", [0, 10, -1])
def test_one_bit_of_any_file_is_damage(engine: EmbeddedEngine, tmp_path: Path, part: str, offset: int) -> None:
    path = next(generation_in(tmp_path).glob(f"*.{part}"))
    content = bytearray(path.read_bytes())
    content[offset] ^= 1
    path.write_bytes(content)
    assert path.name in fault_in(generation_in(tmp_path))


def test_deletions_are_looked_at_too(engine: EmbeddedEngine, tmp_path: Path) -> None:
    path = next(generation_in(tmp_path).glob("*.del"))
    path.write_bytes(path.read_bytes()[:-1])
    assert path.name in fault_in(generation_in(tmp_path))


def test_an_index_that_is_being_written_is_never_taken_for_damaged(engine: EmbeddedEngine, tmp_path: Path) -> None:
    started = tmp_path / "started"
    writer = SPAWN.Process(target=write_for_ever, args=(str(tmp_path), str(started)))
    writer.start()
    try:
        deadline = time.monotonic() + 60
        while not started.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert {fault_in(generation_in(tmp_path)) for _ in range(LOOKS)} == {""}
    finally:
        writer.kill()
        writer.join()


@pytest.mark.parametrize("spare", [-1, 0, 1, 3])
def test_a_process_that_can_open_no_more_files_condemns_nothing(
    engine: EmbeddedEngine, tmp_path: Path, spare: int
) -> None:
    reader = SPAWN.Process(target=search_without_descriptors, args=(str(tmp_path), spare))
    reader.start()
    reader.join(60)
    assert reader.exitcode == 0
    assert EmbeddedEngine(tmp_path).search(Query(text="accueil")).total == 39


def test_what_one_process_found_damaged_no_other_opens(engine: EmbeddedEngine, tmp_path: Path) -> None:
    engine.search(Query(text="accueil"))  # open already, and well
    path = next(generation_in(tmp_path).glob("*.pos"))
    with path.open("r+b") as file:  # in place: a mapped file that is cut short kills the thread that reads it
        file.write(bytes(path.stat().st_size))
    with pytest.raises(IndexNotBuilt):
        EmbeddedEngine(tmp_path).search(Query(text="accueil"))
    with pytest.raises(IndexNotBuilt):
        engine.search(Query(text="accueil"))
    engine.rebuild([document(1)])
    assert engine.search(Query(text="accueil")).total == 1


def test_a_question_that_fails_by_itself_condemns_nothing(engine: EmbeddedEngine) -> None:
    with pytest.raises(EngineUnavailable) as failure:
        engine.search(Query(text="accueil", offset=-1, limit=5, selected={"inconnue": ("x",)}))
    assert not isinstance(failure.value, IndexNotBuilt)
    assert engine.search(Query(text="accueil")).total == 39
