"""What the run on a second database leaves out says nothing of databases; everything else is run on both."""

import re

import pytest

from tests.architecture.house import ROOT, place
from tests.chosen import ON_BOTH, ONCE

OF_A_DATABASE = re.compile(
    r"IntegrityError|DataError|OperationalError|CaptureQueries|django_assert|on_commit|select_for_update|\.vendor\b"
)
OF_ITSELF = {"tests/architecture/test_second_database.py", "tests/architecture/test_migrations.py"}  # read, not asked


@pytest.mark.parametrize("where", ONCE)
def test_a_place_that_is_left_out_is_there_and_asks_no_database_what_it_is(where: str) -> None:
    files = sorted((ROOT / where).rglob("test_*.py")) if where.endswith("/") else [ROOT / where]
    assert files
    assert [
        place(path) for path in files if place(path) not in OF_ITSELF and OF_A_DATABASE.search(path.read_text())
    ] == []


def test_the_run_on_the_second_database_leaves_nothing_else_out_but_the_other_engine_s() -> None:
    """By hand, that is: what it deselects is counted at its end, and a skip fails it."""
    asked = re.findall(r"--second-database[^\"]*", (ROOT / ".ci" / "run").read_text())
    assert asked == ["--second-database -k 'not embedded-'"]


@pytest.mark.parametrize("where", ON_BOTH)
def test_a_place_that_both_run_is_there_and_is_not_said_to_be_run_once(where: str) -> None:
    assert list((ROOT / where).parent.glob(f"{(ROOT / where).name}*"))
    assert not where.startswith(tuple(ONCE))


def test_the_run_beside_postgresql_leaves_nothing_out_by_hand() -> None:
    """What it deselects is what the other run does; a filter of its own would hide tests from both."""
    run = (ROOT / ".ci" / "run").read_text()
    assert re.findall(r"--beside-postgresql[^\"]*", run) == ["--beside-postgresql"]


def test_what_one_database_alone_has_is_marked_so_and_never_skipped() -> None:
    """A skip fails on the build server, so a test that is skipped on one database would never pass there."""
    skipping = re.compile(r"mark\.skip|skipif")
    told = {"tests/no_silent_skips.py", "tests/architecture/test_second_database.py"}
    tests = sorted((ROOT / "tests").rglob("*.py"))
    assert tests
    assert [place(path) for path in tests if place(path) not in told and skipping.search(path.read_text())] == []
