"""Somebody leaves while the search engine is away: they are gone all the same, and the index forgets them later."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from community.models import Departure, Member
from search import which_engine
from search.indexing.record import hurry
from search.models import IndexChange, IndexState
from tests.community.rights.held import held_by
from tests.community.rights.test_nothing_is_found import THEIRS, gone, named_and_corrected
from tests.community.rights.test_nothing_is_found import leaver as leaver
from tests.each_engine import ELASTICSEARCH, EMBEDDED, ENGINES, urls
from tests.search.conftest import Index
from tests.search.conftest import index as index  # an index of its own
from tests.search.faults.proxy import Proxy
from tests.the_index import drain_all

pytestmark = [pytest.mark.django_db, pytest.mark.suite("outbox")]


@dataclass(frozen=True)
class Fragile:
    """An engine that a test takes away, and brings back."""

    name: str
    away: Callable[[], None]
    back: Callable[[], None]


@pytest.fixture(params=ENGINES)
def fragile(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, db: None) -> Iterator[Fragile]:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    if request.param == EMBEDDED:
        yield Fragile(EMBEDDED, away=lambda: _lock_nothing(tmp_path), back=lambda: _lock_again(tmp_path))
        return
    address = urlsplit(urls()[0])
    wire = Proxy(address.hostname or "127.0.0.1", address.port or 9200)
    settings.SEARCH_ENGINE = ELASTICSEARCH
    settings.SEARCH_EMBEDDED_HERE, settings.SEARCH_EMBEDDED_INDEXES = "", ()
    settings.ELASTICSEARCH_INDEX = request.getfixturevalue("index_of_this_run")
    settings.ELASTICSEARCH_URL = f"{address.scheme}://127.0.0.1:{wire.port}"
    which_engine.forget_engines()
    yield Fragile(ELASTICSEARCH, away=wire.cut, back=wire.open)
    wire.open()
    which_engine.forget_engines()


def _lock_nothing(tmp_path: Path) -> None:
    """No writer can take its turn: a folder stands where the lock was."""
    (lock,) = tmp_path.glob("search/*/write.lock")
    lock.unlink()
    lock.mkdir()


def _lock_again(tmp_path: Path) -> None:
    (lock,) = tmp_path.glob("search/*/write.lock")
    lock.rmdir()


def test_they_leave_while_the_engine_is_away_and_it_forgets_them_once_back(
    fragile: Fragile, index: Index, structure: Any, leaver: Any
) -> None:
    named_and_corrected(fragile.name, index, structure, leaver)
    fragile.away()
    gone(leaver)
    assert not Member.objects.filter(pk=leaver.pk).exists()
    assert not Departure.objects.exists()
    assert drain_all() > 0, "what is to be forgotten waits"
    assert {row.kind for row in IndexChange.objects.waiting()} >= {"commentaire"}
    with pytest.raises(CommandError, match="still holds words of somebody who left"):
        call_command("search_erase")
    assert IndexState.objects.get(target=fragile.name).remains_since is not None
    fragile.back()
    hurry(target=fragile.name)
    index.sync()
    assert index.found("merlan") == []
    call_command("search_erase")
    held = held_by(fragile.name)
    assert [word for word in (*THEIRS, "deleted documents") if word in held] == []
