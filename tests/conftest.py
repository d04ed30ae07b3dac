"""What holds for every test: where it writes, and fresh caches."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches

pytest_plugins = [
    "tests.chosen",
    "tests.workers",
    "tests.no_silent_skips",
    "tests.each_engine",
    "tests.durations",
    "tests.collector",
    "tests.one_table",
    "tests.prepared.database",
    "tests.prepared.demonstration",
    "tests.standing",
    "tests.cast",
]


@pytest.fixture(scope="session", autouse=True)
def scratch() -> None:
    """Files and indexes of this run."""
    settings.SCRATCH.mkdir(parents=True, exist_ok=True)
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise would warn in each test that shows a page


@pytest.fixture(scope="session", autouse=True)
def _no_search_waits_to_be_counted() -> Iterator[None]:
    """It would be written when the process ends, in a database that is gone by then."""
    yield
    from search.answering import counts

    counts._waiting.clear()


def pytest_unconfigure() -> None:
    """Of every process: the one that only starts workers has a scratch folder too."""
    shutil.rmtree(settings.SCRATCH, ignore_errors=True)


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Rate limits, cached addresses and vocabulary of one test must not decide the next."""
    for name in settings.CACHES:
        caches[name].clear()


@pytest.fixture
def made_each_time(settings: Any) -> None:
    """Pages are made for whoever asks, and once: what a test counts is the making."""
    settings.KEEP_PAGES = settings.MADE_TWICE = False
