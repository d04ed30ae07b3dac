"""Databases for processes of their own: copies of the tests' prepared one, on the same engine, removed at the end."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection, connections
from psycopg.sql import SQL, Identifier


def copied_database(*, folder: Path, name: str) -> str:
    """The DATABASE_URL of a copy that other processes may write; `name` tells the copies of one run apart."""
    if connection.vendor == "sqlite":
        path = folder / "site.sqlite3"
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
            closing(sqlite3.connect(path)) as copy,
        ):
            source.backup(copy)
        return f"sqlite:///{path}"
    tests = str(connection.settings_dict["NAME"])
    connections.close_all()  # PostgreSQL copies a database that nobody uses
    with _server() as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(_named(tests, name)))
        server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(_named(tests, name), Identifier(tests)))
    return _url(f"{tests}_{name}")


def drop_database(*, name: str) -> None:
    """Remove a copy, whoever still uses it; a file leaves with its folder."""
    if connection.vendor != "sqlite":
        with _server() as server:
            wanted = _named(str(connection.settings_dict["NAME"]), name)
            server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(wanted))


def _named(tests: str, name: str) -> Identifier:
    return Identifier(f"{tests}_{name}")


def _server() -> psycopg.Connection:
    database = settings.DATABASES["default"]
    return psycopg.connect(
        dbname="postgres",
        host=database["HOST"] or None,
        port=database["PORT"] or 5432,
        user=database["USER"],
        password=database["PASSWORD"] or None,
        autocommit=True,
    )


def _url(name: str) -> str:
    database = settings.DATABASES["default"]
    password = f":{quote(database['PASSWORD'], safe='')}" if database["PASSWORD"] else ""
    return f"postgres://{database['USER']}{password}@{database['HOST']}:{database['PORT'] or 5432}/{name}"
