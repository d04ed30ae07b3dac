"""The demonstration as visitors get it: settings of production, and the nginx of deploy/ in front."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.deploy.conftest import OURS, environment_of_production
from tests.deploy.front import ROOT, Front
from tests.prepared.demonstration import demonstration_ready


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Both servers; its files are compressed beforehand, as `collectstatic` does."""
    folder = tmp_path_factory.mktemp("front")
    database = demonstration_ready().copied_to(folder, name="light")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    front = Front(folder, inherited | environment_of_production(folder) | {"DATABASE_URL": database})
    command = [sys.executable, "manage.py", "collectstatic", "--noinput"]
    subprocess.run(command, cwd=ROOT, env=front.environment, check=True, capture_output=True)
    try:
        front.start()
        yield front
    finally:
        front.close()
