"""Which tests are run: what needs a server that is not there, what another run does as well and what is long is told.

`make test-long` runs what is long: the tests marked so, and, many more times, those that try the same many times.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection

LEFT_OUT = pytest.StashKey[Counter[str]]()
COUNTS = "left_out"  # what a worker hands to the process that prints
ASKED = "command line"
WHY = {
    ASKED: "left out by the command line",
    "second database": "run once, beside the first database",
    "stricter database": "run once, beside PostgreSQL, the stricter of the two",
    "long": "run by make test-long",
    "quick": "run by make test",
    "postgresql": "races and guesses that only PostgreSQL has",
    "elasticsearch": "run with ELASTICSEARCH_URL: make elasticsearch",
    "nginx": "run once, beside SQLite",
}
ONCE = {
    "tests/architecture/": "reads the sources, and the addresses that they name",
    "tests/config/": "reads settings",
    "tests/attacks/files/test_full_disk.py": "there is no room for files",
    "tests/attacks/kept_pages/test_over_http.py": "spellings of addresses and headers, before any question is asked",
    "tests/bench/test_scale.py": "how a site is grown; the bench itself is run on both",
    "tests/community/documents/": "what files hold",
    "tests/community/drawing/": "what files hold",
    "tests/community/recordings/": "what files hold",
    "tests/community/test_pictures.py": "what files hold",
    "tests/community/test_pictures_of_telephones.py": "what files hold",
    "tests/home/test_admin_face.py": "words and colours of screens",
    "tests/home/test_pages_are_sound.py": "the HTML of templates",
    "tests/practices/captions/": "what files hold",
    "tests/search/answering/test_relevance.py": "how the embedded engine ranks; tests of parity hold the other to it",
    "tests/search/faults/test_damaged_files.py": "the files of the embedded index",
    "tests/search/faults/test_forked_servers.py": "the files of the embedded index, in processes that were forked",
    "tests/search/faults/test_full_disk.py": "the files of the embedded index",
    "tests/search/faults/test_killed.py": "the files of the embedded index, whose writer dies",
}
"""Places whose tests write rows and say nothing of them: run once, whatever the number of databases. And why."""

ON_BOTH = {
    "tests/access_table/test_kept.py": "what the database tells of itself",
    "tests/access_table/test_pages.py": "the rule of reading",
    "tests/attacks/concurrency/": "acts at once",
    "tests/attacks/kept_pages/": "what the database tells of itself",
    "tests/community/kept/": "what the database tells of itself",
    "tests/community/rights/": "nothing is left, wherever each database writes",
    "tests/community/test_kept_order.py": "the rule of reading, and its plans",
    "tests/community/test_letters.py": "letters and accents, which each database compares in its way",
    "tests/community/test_limits.py": "lengths, which each database measures in its way",
    "tests/community/test_rule_in_any_question.py": "the rule of reading",
    "tests/community/test_throttles.py": "counters that all processes share",
    "tests/community/test_tree.py": "the tree, mended below the models",
    "tests/community/test_visibility": "the rule of reading, and its plans",
    "tests/community/test_written_once.py": "the rule of reading",
    "tests/home/test_daily_care.py": "commands that speak to the database itself",
    "tests/home/test_database_away.py": "a database that does not answer",
    "tests/home/test_health.py": "what the database tells of itself",
    "tests/practices/test_consent_rule.py": "the rule of reading",
    "tests/search/faults/": "what dies at work",
    "tests/search/indexing/": "rows that wait, and who holds them",
}
"""Places that ask the database itself, in both runs. And why.

What the others write and read, both databases hold alike: where PostgreSQL, which refuses more, runs them, SQLite does
without. Real transactions, what every engine passes and files that name SQLite stay on both, wherever they stand.
"""

FEW, MANY_TIMES = 30, 10
# A slow machine is not a failing rule: speed is measured in bench/, never in a test.
hypothesis.settings.register_profile("house", deadline=None, max_examples=FEW)
hypothesis.settings.register_profile("long", deadline=None, max_examples=FEW * MANY_TIMES)


def times(few: int) -> int:
    """How many times a test tries what it tries: `few` at each change, many times that when there is time."""
    return few * hypothesis.settings.default.max_examples // FEW


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run what is long, and nothing else")
    parser.addoption(
        "--second-database",
        action="store_true",
        help="leave out what another run on another database does as well: tests of no database, journeys, ONCE",
    )
    parser.addoption(
        "--beside-postgresql",
        action="store_true",
        help="leave out what the run on PostgreSQL does as well: all that does not stand in ON_BOTH",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is read: it may ask how many examples are tried."""
    hypothesis.settings.load_profile("long" if config.option.long else "house")
    config.stash[LEFT_OUT] = Counter()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what is not for this run; where a server is given, nothing that asks for it is left out.

    SQLite has no races between writers to run: PostgreSQL runs them. The second engine needs ELASTICSEARCH_URL.
    What nginx does is the same on every database: once is enough.
    """
    given = {
        "postgresql": connection.vendor == "postgresql",
        "elasticsearch": bool(settings.ELASTICSEARCH_URL),
        "nginx": connection.vendor == "sqlite",
    }
    kept: list[pytest.Item] = []
    left_out: dict[pytest.Item, str] = {}
    for item in items:
        why = _left_out(config, item, absent=[name for name, is_there in given.items() if not is_there])
        if why:
            left_out[item] = why
        else:
            kept.append(item)
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        config.stash[LEFT_OUT].subtract({ASKED: len(left_out)})
        config.stash[LEFT_OUT].update(left_out.values())
        items[:] = kept


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """That a page says the same twice is seen by one run: the first, or the only one that shows it."""
    settings.MADE_TWICE = not item.config.option.second_database or _is_for_the_stricter(item)


def pytest_deselected(items: list[pytest.Item]) -> None:
    """What the command line leaves out is told too: with workers, pytest says nothing of it."""
    items[0].config.stash[LEFT_OUT][ASKED] += len(items)


def _left_out(config: pytest.Config, item: pytest.Item, *, absent: list[str]) -> str:
    """Why a test is not run; "" when it is."""
    if config.option.long and not (item.get_closest_marker("long") or _tries_many(item)):
        return "quick"
    if item.get_closest_marker("long") and not config.option.long:
        return "long"
    if config.option.second_database and _is_done_once(item):
        return "second database"
    if config.option.beside_postgresql and _is_for_the_stricter(item):
        return "stricter database"
    return next((name for name in absent if item.get_closest_marker(name)), "")


def _is_done_once(item: pytest.Item) -> bool:
    """Whether a test says the same on any database: it reads none, is a browser that walks, or stands in ONCE."""
    fixtures = getattr(item, "fixturenames", ())
    reads_one = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(fixtures)
    asks_a_server = any(item.get_closest_marker(name) for name in ("postgresql", "elasticsearch", "suite"))
    is_told = item.nodeid.startswith(tuple(ONCE)) and not asks_a_server
    return bool(item.get_closest_marker("journey")) or is_told or not (reads_one or asks_a_server)


def _is_for_the_stricter(item: pytest.Item) -> bool:
    """Whether PostgreSQL, which refuses more, runs it in the place of SQLite."""
    database = item.get_closest_marker("django_db")
    is_for_both = item.nodeid.startswith(tuple(ON_BOTH)) or _names_sqlite(item.path)
    asks_each = item.get_closest_marker("suite") or "each_engine" in getattr(item, "fixturenames", ())
    is_real = database is not None and database.kwargs.get("transaction", False)
    return not (is_for_both or asks_each or is_real or _needs_no_postgresql(item) or _is_done_once(item))


def _needs_no_postgresql(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("nginx", "postgresql", "elasticsearch"))


@cache
def _names_sqlite(path: Path) -> bool:
    text = path.read_text(encoding="utf-8").casefold()
    return "sqlite" in text or ".vendor" in text


def _tries_many(item: pytest.Item) -> bool:
    """Whether it says how many times with `times`, or makes up examples."""
    return bool(item.get_closest_marker("many") or getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[COUNTS] = dict(session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each worker has left out the same: one of them is enough."""
    node.config.stash[LEFT_OUT] = Counter(getattr(node, "workeroutput", {}).get(COUNTS, {}))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if counts := +config.stash[LEFT_OUT]:
        terminalreporter.section("not for this run")
        for why, count in counts.most_common():
            terminalreporter.write_line(f"  {count} tests: {WHY[why]}")
