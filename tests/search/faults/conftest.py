"""What tests of faults ask for: scratch sites, made from the tests' own prepared database in a few seconds."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.prepared.database import Prepared
from tests.search.faults.scratch_site import ScratchSite

pytest.register_assert_rewrite("tests.search.faults.away", "tests.search.faults.rounds")

OURS = ("FAIRE_AVEC_", "SEARCH_", "ELASTICSEARCH_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITE")
NewSite = Callable[..., ScratchSite]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The sites are copies of the tests' database, which is made only for tests that say they use it."""
    for item in items:
        if Path(str(item.fspath)).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="module")
def new_site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: Prepared,
) -> Iterator[NewSite]:
    """Makes sites that live as long as the tests of one file; asked for by fixtures of the same scope."""
    sites: list[ScratchSite] = []
    names: list[str] = []

    def make(*, folder: Path | None = None, prefix: tuple[str, ...] = (), **environment: str) -> ScratchSite:
        where = folder or tmp_path_factory.mktemp("site")
        names.append(f"{Path(request.node.name).stem}_{len(names)}")
        url = django_db_setup.copied_for(folder=where, name=names[-1])
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        # Compiled once for all the processes of these tests, even where the machine's Python keeps nothing.
        compiled = {"PYTHONPYCACHEPREFIX": str(tmp_path_factory.getbasetemp() / "compiled")}
        sites.append(ScratchSite(where, compiled | inherited | _environment(where, url) | environment, prefix))
        return sites[-1]

    yield make
    for site in sites:
        site.close()
    for name in names:
        django_db_setup.drop_copy(name=name)


def _environment(folder: Path, database: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "FAIRE_AVEC_DATA_DIR": str(folder),
        "FAIRE_AVEC_EMAIL_URL": f"filemail:///{folder}/mails",
        "FAIRE_AVEC_BACKGROUND": "false",  # who drains, and when, is what these tests decide
        "FAIRE_AVEC_LOG_LEVEL": "ERROR",
        "DATABASE_URL": database,
    }
