"""Databases of a PostgreSQL server kept as templates: a copy costs a tenth of a second."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
from django.conf import settings
from psycopg.sql import SQL, Identifier

KEPT = 4  # of each kind, as of folders


def kept_template(
    *, kind: str, stamp: str, fill: Callable[[str], None], is_worn: Callable[[], bool] = lambda: False
) -> str:
    """The name of the template; `fill`, which gets the name of a new database, makes it where there is none.

    `is_worn` says whether the one that is there must be made again; asked once nobody else makes it.
    """
    name, beside = f"{tests_name()}_{kind}_{stamp}", f"{tests_name()}_half_{kind}"
    with server() as told:
        told.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])  # whoever makes the same waits; a death frees it
        if is_worn():
            drop(name)
        if not told.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            drop(beside)
            fill(beside)
            told.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(beside), Identifier(name)))
        kept = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC OFFSET %s"
        for (old,) in told.execute(kept, [f"{tests_name()}_{kind}_", KEPT]).fetchall():
            drop(old)
    return name


def copy(template: str, name: str) -> None:
    """Put a copy of a template, which nobody uses, in the place of whatever has this name."""
    drop(name)
    with server() as told:
        told.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))


def drop(name: str) -> None:
    """Remove a database, whoever still uses it."""
    with server() as told:
        told.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def tests_name() -> str:
    """What the names of this project's databases of tests begin with, on this server."""
    return f"test_{SITE_NAME}"


SITE_NAME = str(settings.DATABASES["default"]["NAME"])  # as the settings say, before tests take another


def url(name: str) -> str:
    """The DATABASE_URL of a database beside the tests' own."""
    given = settings.DATABASES["default"]
    password = f":{quote(given['PASSWORD'], safe='')}" if given["PASSWORD"] else ""
    return f"postgres://{given['USER']}{password}@{given['HOST']}:{given['PORT'] or 5432}/{name}"


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    """A connection to the server itself, each statement on its own."""
    given = settings.DATABASES["default"]
    with psycopg.connect(
        dbname="postgres",
        host=given["HOST"] or None,
        port=given["PORT"] or 5432,
        user=given["USER"],
        password=given["PASSWORD"] or None,
        autocommit=True,
    ) as connected:
        yield connected
