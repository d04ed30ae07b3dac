"""Workers side by side: how many, and which tests stay together.

Each has its own process, scratch folder, database, ports and indices. A file's tests stay together, so that what it
prepares is prepared once; journeys share one site and one browser, so they are one file here. What takes long begins
first: nobody waits for it alone at the end.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[1]
MOST_WORKERS = 4  # workers: each takes a few hundred megabytes, with its servers and its browser
TOGETHER = ("tests/journeys/",)
FIRST = (
    "tests/journeys/",
    "tests/proof/",
    "tests/recipes/",
    "tests/search/faults/",
    "tests/community/rights/test_engine_away.py",
    "tests/deploy/",
    "tests/bench/",
    "tests/access_table/",
)


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """One file at a time to whichever worker is free, in the order in which they were found."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.split("::", 1)[0])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """With `-n auto`: one more than processors, as each waits for its servers now and then.

    None for a test or a file, where starting them would cost more than they gain.
    """
    folders = [named for named in config.args if Path(named.split("::", 1)[0]).is_dir()]
    return min(MOST_WORKERS, len(os.sched_getaffinity(0)) + 1) if folders else 0


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    config.option.loadscopereorder = False  # its order counts tests, whatever each takes
    return ByFile(config, log)


@pytest.hookimpl(trylast=True)  # pytest-django sorts them in its own way
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: [not item.nodeid.startswith(folder) for folder in FIRST])
