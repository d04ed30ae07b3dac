"""The generation of the database: a token that is another one after any write that a visitor's page could show.

Reading it costs one small query. It is exact whatever wrote: an act, `update()`, raw SQL, psql, another version of the
site. A number would come back after a rollback or with a restored backup and meet pages of another time: the token is
random. No row, no triggers, a migration under way, a database that does not answer: no generation, and nothing is kept.
"""

import logging

from django.db import DatabaseError, connection

from community.kept import triggers

logger = logging.getLogger(__name__)

MOST_RAISES = 1_000
"""Rows of PostgreSQL's table of raises that are worth folding: reading the generation sums them (58 µs for these)."""


def now() -> str | None:
    """The token of what this connection reads now; None when nothing may be kept.

    Fetched whole at once: a half-read cursor would hold SQLite's snapshot, and give the same token again.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(triggers.of(connection).READ)
            rows = cursor.fetchall()
    except DatabaseError:
        return None
    return ".".join(str(part) for part in rows[0]) if rows else None


def open_or_renew() -> None:
    """Lay the triggers where they differ from what is wanted, and give a new token; does nothing without the tables."""
    triggers.install(connection)


def close() -> None:
    """Keep nothing any more, and let the tables be changed: no token, no trigger."""
    triggers.remove(connection)


def raise_it() -> None:
    """Say that something changed which no table tells: an index was replaced by another."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(triggers.of(connection).RAISE)
    except DatabaseError:
        logger.exception("the generation could not be raised")  # without its tables nothing is kept either


def is_sound() -> bool:
    """Whether pages may be kept and every table that must raise the generation does."""
    return now() is not None and triggers.missing(connection) == frozenset()


def fold() -> int:
    """PostgreSQL: replace many raises by what they amount to; returns how many. No reader sees a part of it."""
    with connection.cursor() as cursor:
        return triggers.of(connection).fold(cursor, more_than=MOST_RAISES)
