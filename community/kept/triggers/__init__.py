"""The triggers that raise the generation: on every table but those of `left_out`, the same on both databases.

Each database has its module, with the same names: READ (the query of the token), RAISE, `columns`, `wanted`, `present`,
`lay`, `drop`, `renew`, `close`, `fold`.
"""

from collections.abc import Collection, Iterator
from types import ModuleType
from typing import Any

from community.kept import left_out
from community.kept.triggers import postgresql, sqlite
from community.kept.triggers.definition import Trigger

_OF = {"sqlite": sqlite, "postgresql": postgresql}


def of(connection: Any) -> ModuleType:
    """The module of this connection's database."""
    return _OF[connection.vendor]


def watched_tables(connection: Any) -> list[str]:
    """The tables that raise, whoever made them."""
    with connection.cursor() as cursor:
        every = connection.introspection.table_names(cursor)
    return sorted(name for name in every if name not in left_out.TABLES and not of(connection).is_its_own(name))


def install(connection: Any) -> bool:
    """Lay what is missing, take away what is not wanted any more, then give a new token.

    Each table for itself, not in one transaction: PostgreSQL locks a table for its triggers, and a writer that holds
    another one would wait for us while we wait for it. Nothing is kept meanwhile. False where this room has no tables.
    """
    if not _has_its_tables(connection):
        return False
    database = of(connection)
    with connection.cursor() as cursor:
        database.prepare(cursor)
        there, wanted = database.present(cursor), set(_wanted(connection))
        if there != wanted:
            database.close(cursor)
        for trigger in sorted(there - wanted):
            database.drop(cursor, trigger)
        for trigger in sorted(wanted - there):
            database.lay(cursor, trigger)
        database.renew(cursor)
    return True


def remove(connection: Any) -> None:
    """Close the generation and take every trigger away: on SQLite a table that has some cannot always be changed."""
    if not _has_its_tables(connection):
        return
    database = of(connection)
    with connection.cursor() as cursor:
        database.close(cursor)
        for trigger in sorted(database.present(cursor)):
            database.drop(cursor, trigger)


def is_open(connection: Any) -> bool:
    """Whether the database gives a token."""
    with connection.cursor() as cursor:
        cursor.execute(of(connection).READ)
        return bool(cursor.fetchall())


def missing(connection: Any) -> frozenset[Trigger]:
    """The triggers that should be there and are not, or not as they should."""
    with connection.cursor() as cursor:
        there = of(connection).present(cursor)
    return frozenset(set(_wanted(connection)) - there)


def _wanted(connection: Any) -> Iterator[Trigger]:
    for table in watched_tables(connection):
        unseen = left_out.COLUMNS.get(table)
        yield from of(connection).wanted(table, _seen(connection, table, unseen) if unseen else ())


def _seen(connection: Any, table: str, unseen: Collection[str]) -> list[str]:
    with connection.cursor() as cursor:
        return [name for name in of(connection).columns(cursor, table) if name not in unseen]


def _has_its_tables(connection: Any) -> bool:
    with connection.cursor() as cursor:
        return {"kept_generation", "kept_raise"} <= set(connection.introspection.table_names(cursor))
