"""The tests' database: a copy of a prepared one, and a new copy after a test that has really written in it.

The prepared one is made by the migrations and `prepare_site`, once for each state of their sources: a file of the data
folder, or a template of the PostgreSQL server. `--create-db` makes it anew.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.test import TransactionTestCase
from wagtail.hooks import search_for_hooks

from tests.prepared import postgresql
from tests.prepared.folders import kept_folder
from tests.prepared.stamps import stamp_of_a_site

FILE = "site.sqlite3"
READY = pytest.StashKey["Prepared"]()
_numbers = count(1)


@dataclass(frozen=True)
class Prepared:
    """A database that nobody uses, to be copied: a file, or the name of a template."""

    source: str

    def copy(self, name: str) -> None:
        if connection.vendor == "postgresql":
            postgresql.copy(self.source, name)
            return
        for ending in ("-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
        beside = shutil.copyfile(self.source, f"{name}.new")
        Path(beside).replace(name)  # whoever still reads the old one keeps it

    def copied_for(self, *, folder: Path, name: str) -> str:
        """The DATABASE_URL of a copy for other processes: a file of `folder`, or a database that ends with `name`."""
        if connection.vendor == "postgresql":
            self.copy(f"{used_name()}_{name}")
            return postgresql.url(f"{used_name()}_{name}")
        self.copy(str(folder / FILE))
        return f"sqlite:///{folder / FILE}"

    def drop_copy(self, *, name: str) -> None:
        """Remove what `copied_for` made, whoever still uses it; a file leaves with its folder."""
        if connection.vendor == "postgresql":
            postgresql.drop(f"{used_name()}_{name}")


def prepared(*, anew: bool = False) -> Prepared:
    """The database of a new site, made if it is not there."""
    if connection.vendor == "postgresql":
        return Prepared(
            postgresql.kept_template(kind="site", stamp=stamp_of_a_site(), fill=_make_a_new_site, is_worn=lambda: anew)
        )
    fill: Callable[[Path], None] = lambda folder: _make_a_new_site(str(folder / FILE))  # noqa: E731
    return Prepared(str(kept_folder(kind="site", stamp=stamp_of_a_site(), fill=fill, anew=anew) / FILE))


def use(name: str) -> None:
    """From now on the tests' connection opens this database."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def used_name() -> str:
    """Of the run's own copy: workers that run side by side have one each."""
    if connection.vendor == "postgresql":
        return "_".join(filter(None, (postgresql.tests_name(), os.environ.get("PYTEST_XDIST_WORKER"))))
    return str(settings.SCRATCH / "tests.sqlite3")


def _make_a_new_site(name: str) -> None:
    from home.preparation import prepare_site

    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    prepare_site()
    connections.close_all()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any, django_db_createdb: bool
) -> Iterator[Prepared]:
    """In place of pytest-django's own: the tables are copied, never made again."""
    before = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock():
        ready = prepared(anew=django_db_createdb)
        ready.copy(used_name())
        use(used_name())
    # As after the migrations, which check every address: the admin's lists are there (`snippet_viewset`), whatever the
    # first test asks.
    search_for_hooks()
    request.config.stash[READY] = ready
    yield ready
    with django_db_blocker.unblock():
        use(before)
        if connection.vendor == "postgresql":
            postgresql.drop(used_name())


def pytest_configure() -> None:
    """Nothing empties the tables one by one after a test in real transactions: a copy takes the place of them all."""
    TransactionTestCase._fixture_teardown = lambda _test: None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A test in real transactions leaves behind it all that it wrote: the next one starts from the prepared site."""
    yield
    if is_in_real_transactions(item) and (ready := item.config.stash.get(READY, None)):
        connections.close_all()
        _start_again_from(ready)
        ContentType.objects.clear_cache()


def _start_again_from(ready: Prepared) -> None:
    """A new copy. A file takes a new name: a thread that still ends its work keeps the old one, with its journal."""
    if connection.vendor == "postgresql":
        ready.copy(used_name())
        return
    worn = Path(str(connection.settings_dict["NAME"]))
    if worn.parent != Path(settings.SCRATCH):
        return  # a module's own demonstration: the tests' copy was not written in
    fresh = worn.with_name(f"tests-{next(_numbers)}.sqlite3")
    ready.copy(str(fresh))
    use(str(fresh))
    for ending in ("", "-wal", "-shm"):
        worn.with_name(f"{worn.name}{ending}").unlink(missing_ok=True)


def is_in_real_transactions(item: pytest.Item) -> bool:
    """Whether a test commits, which nothing takes back."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ())
