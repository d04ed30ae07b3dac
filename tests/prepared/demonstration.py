"""The demonstration: loaded once by `prepare_demo`, with its files and its index, then copied for who asks for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.prepared import postgresql
from tests.prepared.database import FILE, Prepared, prepared, use, used_name
from tests.prepared.folders import is_kept, kept_folder
from tests.prepared.stamps import stamp_of_the_demonstration


@dataclass(frozen=True)
class Demonstration:
    """A folder of data as the site has it, and its database; both are for copying only."""

    folder: Path
    database: Prepared

    def copied_to(self, folder: Path, *, name: str) -> str:
        """Put the files there; returns the DATABASE_URL of a database of its own."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("cache", FILE))
        return self.database.copied_for(folder=folder, name=name)


def demonstration_ready() -> Demonstration:
    """Made if it is not there, from a prepared site: two thirds of `make demo` are the migrations, made already."""
    stamp = stamp_of_the_demonstration(day=str(timezone.localdate()))
    if connection.vendor == "sqlite":
        folder = kept_folder(kind="demo", stamp=stamp, fill=lambda beside: _load(beside, _copied(beside)))
        return Demonstration(folder, Prepared(str(folder / FILE)))
    kind, on_server = "demo-of-postgresql", "demo"

    def fill(name: str) -> None:
        prepared().copy(name)
        kept_folder(kind=kind, stamp=stamp, fill=lambda beside: _load(beside, postgresql.url(name)), anew=True)

    def has_no_files() -> bool:
        return not is_kept(kind=kind, stamp=stamp)

    template = postgresql.kept_template(kind=on_server, stamp=stamp, fill=fill, is_worn=has_no_files)
    return Demonstration(kept_folder(kind=kind, stamp=stamp, fill=_never), Prepared(template))


def _copied(folder: Path) -> str:
    return prepared().copied_for(folder=folder, name="demonstration")


def _never(_folder: Path) -> None:
    raise AssertionError("the files are made with the tables")


def _load(folder: Path, database: str) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.prepared.quick_passwords",
        "FAIRE_AVEC_DATA_DIR": str(folder),
        "FAIRE_AVEC_BACKGROUND": "false",
        "FAIRE_AVEC_EMAIL_URL": f"filemail:///{folder}/mails",
        "DATABASE_URL": database,
    }
    command = [sys.executable, "manage.py", "prepare_demo"]
    subprocess.run(command, cwd=settings.ROOT, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def demonstration(
    django_db_setup: Prepared, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Until the module ends, the tests' database is a copy of the demonstration's; gives the folder of its files.

    Tests that ask for it come last in their module.
    """
    folder = tmp_path_factory.mktemp("demonstration")
    before = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        demonstration_ready().copied_to(folder, name="demonstration")
        use(str(folder / FILE) if connection.vendor == "sqlite" else f"{used_name()}_demonstration")
    yield folder
    with django_db_blocker.unblock():
        use(before)
        if connection.vendor == "postgresql":
            postgresql.drop(f"{used_name()}_demonstration")
