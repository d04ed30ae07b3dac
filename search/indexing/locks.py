"""Who may drain or rebuild an index: one process at a time, the lock freed by itself when its holder dies.

The processes of one host exclude each other by a file. An index that several hosts write is also locked in the database
that they share, where that is PostgreSQL; on SQLite there is one host.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.db import Error, connection

from search.engines.file_lock import held, is_held, wait_for
from search.which_engine import is_shared

PATIENCE = 60.0  # seconds; a round takes a second or two
PATIENCE_TO_REBUILD = 3600.0
_POLL_DATABASE = 0.1  # a question to a server each time
_OURS = 0x46415645  # PostgreSQL's advisory locks are numbers that every program of a database shares: these begin so


@contextmanager
def drainer(*, target: str) -> Iterator[None]:
    """Held while rows are taken and applied; waits for its turn. Raises EngineUnavailable after a minute."""
    with _held(target, "drain", patience=PATIENCE):
        yield


@contextmanager
def rebuilder(*, target: str) -> Iterator[None]:
    """Held from the first document read to the switch."""
    with _held(target, "rebuild", patience=PATIENCE_TO_REBUILD):
        yield


def is_rebuilding(*, target: str) -> bool:
    """Whether an index is being built beside the one in use, by this process or another, on this host or another."""
    if is_held(_file(f"{target}.rebuild.lock")):
        return True
    return _is_locked_for_all_hosts(target) and _is_held_in_database(_number(target, "rebuild"))


def replay_target(*, target: str) -> str:
    """The target under which changes applied during a rebuild are kept: the index being built has not seen them."""
    return f"{target}-replay"


@contextmanager
def _held(target: str, act: str, *, patience: float) -> Iterator[None]:
    with held(_file(f"{target}.{act}.lock"), patience=patience):
        if not _is_locked_for_all_hosts(target):
            yield
            return
        with _held_in_database(_number(target, act), f"{act} of {target}", patience):
            yield


def _file(name: str) -> Path:
    return Path(settings.SEARCH_INDEX_DIR) / name


# --- Between hosts: a session lock of PostgreSQL, which lasts as long as the connection does


def _is_locked_for_all_hosts(target: str) -> bool:
    return is_shared(target=target) and connection.vendor == "postgresql"


def _number(target: str, act: str) -> int:
    """One lock an index and an act, as the signed 32 bits that PostgreSQL wants."""
    unsigned = crc32(f"{target}.{act}".encode())
    return unsigned - 2**32 if unsigned >= 2**31 else unsigned


@contextmanager
def _held_in_database(number: int, name: str, patience: float) -> Iterator[None]:
    ours = partial(_asked, "SELECT pg_try_advisory_lock(%s, %s)", number)
    wait_for(ours, name=name, patience=patience, poll=_POLL_DATABASE)
    try:
        yield
    finally:
        try:
            _asked("SELECT pg_advisory_unlock(%s, %s)", number)
        except Error:
            connection.close()  # the connection is lost or spoilt, and the lock goes with it


def _is_held_in_database(number: int) -> bool:
    """Whether anybody holds this advisory lock, looked up and not tried.

    A trial would hinder whoever wants the lock, and succeed for its own holder.
    """
    return _asked(
        "SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
        " WHERE locktype = 'advisory' AND granted AND datname = current_database()"
        " AND classid = %s::bigint::oid AND objid = (%s::bigint & 4294967295)::oid AND objsubid = 2)",
        number,
    )


def _asked(question: str, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [_OURS, number])
        row = cursor.fetchone()
    return bool(row and row[0])
