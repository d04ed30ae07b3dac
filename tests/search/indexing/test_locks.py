"""One drainer and one rebuild of a shared index at a time, whichever host they run on; freed when the holder dies."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config import env
from search.engines.base import EngineUnavailable
from search.indexing import locks
from search.indexing.locks import drainer, is_rebuilding, rebuilder
from search.which_engine import ELASTICSEARCH, EMBEDDED
from tests.search.indexing.test_outbox import until

HOLDS = """
import sys
import django
django.setup()
from search.indexing import locks
with getattr(locks, sys.argv[1])(target=sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_host(folder: Path, lock: str, target: str) -> Iterator["subprocess.Popen[str]"]:
    """A process with a disk of its own and the same database, which holds a lock until it is killed or left."""
    database = connection.settings_dict
    url = (
        f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "FAIRE_AVEC_DATA_DIR": str(folder),
        "DATABASE_URL": url if connection.vendor == "postgresql" else f"sqlite:///{folder}/site.sqlite3",
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URL": "http://127.0.0.1:9",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, lock, target],
        cwd=env.ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def shared(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    settings.SEARCH_ENGINE = ELASTICSEARCH
    settings.SEARCH_INDEX_DIR = tmp_path / "here"
    monkeypatch.setattr(locks, "PATIENCE", 0.3)
    return ELASTICSEARCH


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_drainer_on_another_host_is_waited_for(shared: str, tmp_path: Path) -> None:
    with another_host(tmp_path / "there", "drainer", shared) as holder:
        with pytest.raises(EngineUnavailable, match="drain of elasticsearch is held"), drainer(target=shared):
            pass
        with drainer(target=EMBEDDED):
            pass  # the index of one host concerns no other
        holder.kill()
        assert until(lambda: may_drain(shared))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_rebuild_on_another_host_is_known_until_it_dies(shared: str, tmp_path: Path) -> None:
    assert not is_rebuilding(target=shared)
    with another_host(tmp_path / "there", "rebuilder", shared) as holder:
        assert is_rebuilding(target=shared)
        assert not is_rebuilding(target=EMBEDDED)
        holder.kill()
        assert until(lambda: not is_rebuilding(target=shared))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_rebuild_knows_itself_although_its_own_session_would_get_the_lock_again(shared: str) -> None:
    with rebuilder(target=shared):
        assert is_rebuilding(target=shared)
        with drainer(target=shared):
            assert is_rebuilding(target=shared)
    assert not is_rebuilding(target=shared)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_processes_of_one_host_exclude_each_other_whatever_the_database(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    monkeypatch.setattr(locks, "PATIENCE", 0.3)
    with another_host(tmp_path, "drainer", EMBEDDED) as holder:
        with pytest.raises(EngineUnavailable, match="held by another process"), drainer(target=EMBEDDED):
            pass
        holder.kill()
        holder.wait()
        with drainer(target=EMBEDDED):
            pass


def may_drain(target: str) -> bool:
    try:
        with drainer(target=target):
            return True
    except EngineUnavailable:
        return False
