"""What each process of a run is told of its site: the test's own database, and a folder."""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection

from config import env


def environment(*, folder: Path, **more: str) -> dict[str, str]:
    """What a process of the run is told of its site."""
    made = connection.settings_dict
    if connection.vendor == "sqlite":
        database = f"sqlite:///{made['NAME']}"
    else:
        password = f":{made['PASSWORD']}" if made["PASSWORD"] else ""
        database = f"postgres://{made['USER']}{password}@{made['HOST']}:{made['PORT'] or 5432}/{made['NAME']}"
    known = {name: value for name, value in os.environ.items() if not name.startswith(env.PREFIX)}
    return known | {
        "DJANGO_SETTINGS_MODULE": "tests.attacks.kept_pages.settings",
        "DATABASE_URL": database,
        "TORTURE_MEDIA": str(settings.MEDIA_ROOT),
        "FAIRE_AVEC_DATA_DIR": str(folder),
        "FAIRE_AVEC_LOG_LEVEL": "ERROR",
        **more,
    }
