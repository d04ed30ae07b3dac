"""What the tests of deploy/ ask for: the site behind a real nginx."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.deploy.front import NAME, ROOT, Front
from tests.prepared.database import Prepared

OURS = ("FAIRE_AVEC_", "SEARCH_", "ELASTICSEARCH_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


@pytest.fixture(scope="package")
def front(tmp_path_factory: pytest.TempPathFactory, django_db_setup: Prepared) -> Iterator[Front]:
    """The site as production runs it, on SQLite, behind nginx; its files' addresses are in `files`."""
    folder = tmp_path_factory.mktemp("front")
    assert connection.vendor == "sqlite", "these tests run once, beside SQLite"
    django_db_setup.copied_for(folder=folder, name="front")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    front = Front(folder, inherited | environment_of_production(folder))
    for command in (["manage.py", "collectstatic", "--noinput"], ["-m", "tests.deploy.published"]):
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=front.environment, check=True, capture_output=True, text=True
        )
    front.files = json.loads(done.stdout)
    try:
        front.start()
        yield front
    finally:
        front.close()


def environment_of_production(folder: Path) -> dict[str, str]:
    """What /etc/faire-avec.env says in production."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "FAIRE_AVEC_SECRET_KEY": "for-these-tests-only-" * 3,
        "FAIRE_AVEC_SITE_URL": f"https://{NAME}",
        "FAIRE_AVEC_EMAIL_URL": f"filemail:///{folder}/mails",
        "FAIRE_AVEC_DATA_DIR": str(folder),
        "FAIRE_AVEC_BEHIND_PROXY": "true",
        "FAIRE_AVEC_SENDFILE_PREFIX": "/_files",
        "FAIRE_AVEC_BACKGROUND": "false",
        "FAIRE_AVEC_LOG_LEVEL": "INFO",
    }
