"""What every test may ask for: a prepared site, people of each role, a page of each kind."""

import shutil
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection

from tests import factories

# A slow machine is not a failing rule: speed is measured in bench/, never in a test.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

pytest_plugins = ["tests.no_silent_skips", "tests.each_engine"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--second-database",
        action="store_true",
        help="leave out what another run on another database does as well: tests of no database, and journeys",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what needs a server that this run has not been given; where one is given, nothing is left out.

    SQLite has no races between writers to run: PostgreSQL runs them. The second engine needs ELASTICSEARCH_URL.
    What nginx does is the same on every database: once is enough.
    """
    _leave_out(config, items, {item for item in items if config.option.second_database and _is_done_once(item)})
    given = {
        "postgresql": connection.vendor == "postgresql",
        "elasticsearch": bool(settings.ELASTICSEARCH_URL),
        "nginx": connection.vendor == "sqlite",
    }
    absent = [name for name, is_there in given.items() if not is_there]
    _leave_out(config, items, {item for item in items if any(item.get_closest_marker(name) for name in absent)})


def _is_done_once(item: pytest.Item) -> bool:
    """Whether a test says the same on any database: it reads none, or it is a browser that walks through pages."""
    fixtures = getattr(item, "fixturenames", ())
    reads_one = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(fixtures)
    asks_a_server = any(item.get_closest_marker(name) for name in ("postgresql", "elasticsearch", "suite"))
    return bool(item.get_closest_marker("journey")) or not (reads_one or asks_a_server)


def _leave_out(config: pytest.Config, items: list[pytest.Item], left_out: set[pytest.Item]) -> None:
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session", autouse=True)
def scratch() -> Iterator[None]:
    """Files and indexes of this run, removed when it ends."""
    settings.SCRATCH.mkdir(parents=True, exist_ok=True)
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    yield
    shutil.rmtree(settings.SCRATCH, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Prepare the site once, after the migrations: every test starts from it."""
    from home.preparation import prepare_site

    with django_db_blocker.unblock():
        prepare_site()


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """Rate limits, cached addresses and vocabulary of one test must not decide the next."""
    for name in settings.CACHES:
        caches[name].clear()


@pytest.fixture
def site(db: None) -> Any:
    """The front page of a prepared site. A test that empties the tables gets a new one."""
    from home.models import HomePage
    from home.preparation import prepare_site

    return HomePage.objects.first() or prepare_site()


@pytest.fixture
def structure(site: Any) -> Any:
    """A published structure with a team of one pilot and one member."""
    return factories.structure(title="Le Café des Tilleuls")


@pytest.fixture
def pilot(structure: Any) -> Any:
    return factories.member(structure=structure, role="pilot")


@pytest.fixture
def teammate(structure: Any) -> Any:
    return factories.member(structure=structure, role="member")


@pytest.fixture
def outsider(site: Any) -> Any:
    """A member of another structure."""
    return factories.member(structure=factories.structure(title="La Ressourcerie du Marais"), role="pilot")


@pytest.fixture
def facilitator(site: Any) -> Any:
    return factories.member(is_facilitator=True, display_name="Claire, animation")


@pytest.fixture
def sheet(structure: Any, pilot: Any) -> Any:
    """A published sheet of the structure."""
    return factories.sheet(structure=structure, owner=pilot)
