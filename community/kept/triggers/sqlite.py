"""On SQLite: one row with a token that each write draws anew; one writer at a time, so nothing waits for it."""

from collections.abc import Iterator, Sequence
from typing import Any

from community.kept.triggers.definition import Trigger, acts_on, event

PREFIX = "kept_"

# Laid on another schema, the row does not count: a table remade loses its triggers without a word, and VACUUM or a
# change made by hand may too. SQLite counts the changes of schema itself.
READ = "SELECT token FROM kept_generation WHERE schema = (SELECT schema_version FROM pragma_schema_version)"

RAISE = "UPDATE kept_generation SET token = random()"


def is_its_own(table: str) -> bool:
    """Tables of SQLite's own, and those inside its full-text search."""
    return table.startswith(("sqlite_", "wagtailsearch_indexentry_fts"))


def columns(cursor: Any, table: str) -> list[str]:
    cursor.execute("SELECT name FROM pragma_table_info(%s)", [table])
    return [name for (name,) in cursor.fetchall()]


def prepare(cursor: Any) -> None:
    """Nothing: a trigger says here all that it does."""


def wanted(table: str, seen: Sequence[str]) -> Iterator[Trigger]:
    for act in acts_on(table):
        name = f"{PREFIX}{act.lower()}_{table}"
        statement = f'CREATE TRIGGER "{name}" AFTER {event(act, seen)} ON "{table}" '
        yield Trigger(name, table, statement + f"BEGIN {RAISE}; END")


def present(cursor: Any) -> set[Trigger]:
    cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {Trigger(*row) for row in cursor.fetchall() if row[0].startswith(PREFIX)}


def lay(cursor: Any, trigger: Trigger) -> None:
    cursor.execute(trigger.definition)


def drop(cursor: Any, trigger: Trigger) -> None:
    cursor.execute(f'DROP TRIGGER "{trigger.name}"')


def renew(cursor: Any) -> None:
    cursor.execute(
        "INSERT OR REPLACE INTO kept_generation (id, token, raises, schema) "
        "SELECT 1, random(), 0, schema_version FROM pragma_schema_version"
    )


def close(cursor: Any) -> None:
    cursor.execute("DELETE FROM kept_generation")


def fold(cursor: Any, *, more_than: int) -> int:
    """Nothing gathers here."""
    return 0
