"""What is deleted is not in the files of the database any more, once the day's care is done."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import ConnectionHandler, connection

from community.rights import at_rest
from config import env

pytestmark = pytest.mark.django_db
NAME = "Élodie Vasseur-Dûment"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A SQLite database opened as the site opens its own."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/site.sqlite3")
    ours = ConnectionHandler({"default": env.read().database})["default"]
    monkeypatch.setattr(at_rest, "connection", ours)
    yield ours
    ours.close()


def told(database: Any) -> None:
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE people (name TEXT)")
        cursor.executemany("INSERT INTO people VALUES (%s)", [[f"{NAME} {number}"] for number in range(500)])


def held(folder: Path) -> int:
    return sum(path.read_bytes().count(NAME.encode()) for path in folder.glob("site.sqlite3*"))


def test_what_is_deleted_from_sqlite_is_in_no_file_after_the_care(database: Any, tmp_path: Path) -> None:
    told(database)
    assert at_rest.empty_journal()
    with database.cursor() as cursor:
        cursor.execute("DELETE FROM people")
    assert held(tmp_path) > 0
    assert at_rest.empty_journal()
    assert held(tmp_path) == 0


def test_the_file_is_overwritten_whatever_library_the_machine_has(database: Any) -> None:
    with database.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
    database.close()
    with database.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
    assert "secure_delete=ON" in database.settings_dict["OPTIONS"]["init_command"]


def test_a_reader_who_holds_a_part_of_it_is_told_and_nothing_is_lost(database: Any, tmp_path: Path) -> None:
    told(database)
    reader = sqlite3.connect(tmp_path / "site.sqlite3")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM people").fetchone()
    with database.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 10")
        cursor.execute("DELETE FROM people")
    assert not at_rest.empty_journal()
    reader.close()
    assert at_rest.empty_journal()
    assert held(tmp_path) == 0


def test_within_a_transaction_nothing_is_done() -> None:
    assert connection.in_atomic_block
    assert at_rest.empty_journal()
