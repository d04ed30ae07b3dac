"""Tests that every engine must pass: a test that asks for `each_engine` runs on both, and how many did is printed."""

import logging
import ssl
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings

EMBEDDED, ELASTICSEARCH = "embedded", "elasticsearch"
ENGINES = (EMBEDDED, pytest.param(ELASTICSEARCH, marks=pytest.mark.elasticsearch))
FAULTS = "a fallback would hide the engine that is tested"

SUITE = "suite"  # of a report: the suite and the engine of its test
_passed: Counter[tuple[str, str]] = Counter()


@pytest.hookimpl(trylast=True)  # after what is not run here has been left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell which suite and which engine each test belongs to; refuse to start on a server that does not answer."""
    for item in items:
        if suite := item.get_closest_marker("suite"):
            engine = ELASTICSEARCH if item.get_closest_marker(ELASTICSEARCH) else EMBEDDED
            item.user_properties.append((SUITE, [suite.args[0], engine]))
    if any(item.get_closest_marker(ELASTICSEARCH) for item in items):
        _refuse_a_server_that_is_away()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Before workers are started, which have no way to refuse."""
    if site_settings.ELASTICSEARCH_URL:
        _refuse_a_server_that_is_away()


def _refuse_a_server_that_is_away() -> None:
    if fault := unreachable():
        pytest.exit(f"ELASTICSEARCH_URL is set and nothing usable answers there: {fault}", returncode=1)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and (told := dict(report.user_properties).get(SUITE)):
        suite, engine = told
        _passed[suite, engine] += report.passed


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line a suite, « contract: embedded 58, elasticsearch 58 »: the tests that passed."""
    suites = sorted({suite for suite, _engine in _passed})
    if not suites:
        return
    terminalreporter.section("passed on each engine")
    for suite in suites:
        counts = ", ".join(f"{engine} {_passed[suite, engine]}" for engine in (EMBEDDED, ELASTICSEARCH))
        terminalreporter.write_line(f"  {suite}: {counts}")
    if not site_settings.ELASTICSEARCH_URL:
        terminalreporter.write_line("  (for the second engine: make elasticsearch, then export what it prints)")


def urls() -> tuple[str, ...]:
    """The addresses of the server that tests may use; none where there is no server."""
    return tuple(url.strip() for url in site_settings.ELASTICSEARCH_URL.split(",") if url.strip())


def request(path: str, *, method: str = "GET", body: bytes | None = None) -> int:
    """The status that the server answers to the settings' own key, for what no engine ever asks."""
    headers = {"Content-Type": "application/json"}
    if site_settings.ELASTICSEARCH_API_KEY:
        headers["Authorization"] = f"ApiKey {site_settings.ELASTICSEARCH_API_KEY}"
    asked = urllib.request.Request(f"{urls()[0]}{path}", method=method, data=body, headers=headers)  # noqa: S310
    authority = site_settings.ELASTICSEARCH_CA_CERTS
    context = ssl.create_default_context(cafile=authority) if authority else None
    try:
        with urllib.request.urlopen(asked, timeout=10, context=context) as answer:  # noqa: S310 an operator's address
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def unreachable() -> str:
    """Why the server cannot be used; "" when it can."""
    try:
        status = request("/_cluster/health")
    except OSError as error:
        return str(error)
    return "" if status == 200 else f"status {status}"


@pytest.fixture(scope="session")
def index_of_this_run() -> Iterator[str]:
    """What the names of this run's indices begin with; they are removed when it ends. Parallel runs do not meet."""
    from search.engines.elastic.engine import ElasticEngine
    from tests.search.engines.elastic_servers import server

    ours = server()
    yield ours.index
    ElasticEngine(ours).drop()


@pytest.fixture(params=ENGINES)
def each_engine(request: pytest.FixtureRequest, settings: Any, tmp_path: Path, db: None) -> Iterator[str]:
    """The site's settings name this engine, whose index holds the prepared site; its name, for the outbox."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    if request.param == EMBEDDED:
        yield EMBEDDED
        return
    settings.SEARCH_ENGINE = ELASTICSEARCH
    settings.SEARCH_EMBEDDED_HERE, settings.SEARCH_EMBEDDED_INDEXES = "", ()  # no stand-in that would answer instead
    settings.ELASTICSEARCH_INDEX = request.getfixturevalue("index_of_this_run")
    settings.ELASTICSEARCH_TIMEOUT = 10.0  # a busy machine is not a server that is down
    caplog = request.getfixturevalue("caplog")
    caplog.set_level(logging.WARNING, logger="search")
    _start_afresh()
    yield ELASTICSEARCH
    told = [record.getMessage() for record in caplog.get_records("call") if record.name.startswith("search")]
    assert told == [], FAULTS


def _start_afresh() -> None:
    """Empty the index of the run and fill it with what is there: cheaper than building one for each test."""
    from search import which_engine
    from search.engines.base import IndexNotBuilt
    from search.models import IndexChange
    from search.things.documents import every_document
    from tests.the_index import get_engine

    IndexChange.objects.all().delete()  # those of an index that nobody keeps during this test
    which_engine.forget_engines()  # what was read ahead belongs to the test before
    engine = get_engine()
    try:
        engine.delete(engine.digests())
        engine.index(every_document())
    except IndexNotBuilt:
        engine.rebuild(every_document())
