"""A site apart, on production's own settings: a scratch folder and a database of its own, thrown away at the end."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
from django.core.management import call_command

from config import env

HOST = "127.0.0.1"
AS_DEPLOYED = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "FAIRE_AVEC_SECRET_KEY": "of-a-bench-thrown-away-at-its-end-and-of-nothing-else",
    "FAIRE_AVEC_SITE_URL": f"https://{HOST}",
    "FAIRE_AVEC_EMAIL_URL": "dummymail://",
    "FAIRE_AVEC_BEHIND_PROXY": "true",
    "FAIRE_AVEC_BACKGROUND": "false",  # only what answers is measured
    "FAIRE_AVEC_LOG_LEVEL": "ERROR",
}
COLD = {"FAIRE_AVEC_KEEP_PAGES": "false"}
"""No whole page is kept: each is made anew."""


@contextmanager
def site_apart(*, database: str = "", **variables: str) -> Iterator[Path]:
    """Make Django usable on such a site, tables and static files made; what is started from here is of the same site.

    `database` is the address of a PostgreSQL server where one may create databases, with any name in it; "" for a
    SQLite file. To be called once a process, before any model is imported.
    """
    with tempfile.TemporaryDirectory(prefix="faire-avec-bench-", ignore_cleanup_errors=True) as made:
        env.forget_the_site(data_dir=Path(made))  # nothing of a real site that this machine may describe is touched
        os.environ.update(AS_DEPLOYED, FAIRE_AVEC_DATA_DIR=made, **variables)
        if database:
            os.environ["DATABASE_URL"] = database
        django.setup()
        call_command("collectstatic", interactive=False, verbosity=0)
        with _own_database(database):
            yield Path(made)


@contextmanager
def _own_database(address: str) -> Iterator[None]:
    from django.db import connection

    if not address:
        call_command("migrate", verbosity=0, skip_checks=True)
        yield
        return
    given = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name = f"faire_avec_bench_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    try:
        yield
    finally:
        connection.creation.destroy_test_db(given, verbosity=0)
