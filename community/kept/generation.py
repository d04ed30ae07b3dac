"""The generation of the database: a token that is another one after any write that a visitor's page could show.

Reading it costs one small query. It is exact whatever wrote: an act, `update()`, raw SQL, psql, another version of the
site. A number would come back after a rollback or with a restored backup and meet pages of another time: the token is
random. No row, no triggers, a migration under way, a database that does not answer: no generation, and nothing is kept.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import Error, connection

from community.kept import triggers

logger = logging.getLogger(__name__)

MOST_RAISES = 1_000
"""Rows of PostgreSQL's table of raises that are worth folding: reading the generation sums them (58 µs for these)."""


_tables_move = threading.Event()
"""Set while this process migrates: asking a table that is not there yet would undo a transaction of PostgreSQL."""

_asked: ContextVar["_FirstAnswer | None"] = ContextVar("what a request was told of the generation", default=None)


@dataclass(slots=True)
class _FirstAnswer:
    """The first answer of the database to a request; a list of one, empty before."""

    answers: list[str | None] = field(default_factory=list)
    is_whole: bool = True


@contextmanager
def asked_once() -> Iterator[None]:
    """Within, `now` asks the database at most once: for a request that only reads, whose page is of one moment."""
    before = _asked.set(_FirstAnswer())
    try:
        yield
    finally:
        _asked.reset(before)


def is_asked_once() -> bool:
    """Whether a request that only reads is being answered: one question serves all that it compares."""
    return _asked.get() is not None


def leave_nothing() -> None:
    """Say that the page being made lacks something (a file that was not given), so that it is not kept.

    For places that have no request at hand; the others call `permission.keep_nothing`.
    """
    if asked := _asked.get():
        asked.is_whole = False


def is_whole() -> bool:
    """Whether the page being made lacks nothing: nobody called `leave_nothing`."""
    asked = _asked.get()
    return asked is None or asked.is_whole


def now() -> str | None:
    """The token of what this connection reads, None when nothing may be kept; see `asked_once`."""
    asked = _asked.get()
    if asked is None:
        return read()
    if not asked.answers:
        asked.answers.append(read())
    return asked.answers[0]


def read() -> str | None:
    """The token at this very moment; in a transaction, another one after each of its own writes, as for nobody else.

    Fetched whole at once: a half-read cursor would hold SQLite's snapshot, and give the same token again.
    """
    if _tables_move.is_set():
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute(triggers.of(connection).READ)
            rows = cursor.fetchall()
    except Error:
        return None
    return ".".join(str(part) for part in rows[0]) if rows else None


def open_or_renew() -> None:
    """Lay the triggers where they differ from what is wanted, and give a new token; does nothing without the tables."""
    if triggers.install(connection):  # else there is still nothing to ask
        _tables_move.clear()


def close() -> None:
    """Keep nothing any more, and let the tables be changed: no token, no trigger."""
    _tables_move.set()
    triggers.remove(connection)


def raise_it() -> None:
    """Say that something changed which no table tells: an index was replaced by another."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(triggers.of(connection).RAISE)
    except Error:
        logger.exception("the generation could not be raised")  # without its tables nothing is kept either


def is_sound() -> bool:
    """Whether pages may be kept and every table that must raise the generation does."""
    return triggers.is_open(connection) and triggers.missing(connection) == frozenset()


def fold() -> int:
    """PostgreSQL: replace many raises by what they amount to; returns how many. No reader sees a part of it."""
    with connection.cursor() as cursor:
        return triggers.of(connection).fold(cursor, more_than=MOST_RAISES)
