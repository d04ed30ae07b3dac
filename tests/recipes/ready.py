"""Run in a walked copy of the project: its database, as it is migrated by now, is the one that its tests begin with."""

import shutil
from pathlib import Path

from django.conf import settings

from tests.prepared.folders import kept_folder
from tests.prepared.stamps import stamp_of_a_site


def ready(folder: Path) -> None:
    shutil.copyfile(Path(settings.DATA_DIR) / "site.sqlite3", folder / "site.sqlite3")


if __name__ == "__main__":
    kept_folder(kind="site", stamp=stamp_of_a_site(), fill=ready, anew=True)
