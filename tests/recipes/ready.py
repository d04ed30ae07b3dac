"""Run in a walked copy of the project: its database, as it is migrated by now, is the one that its tests begin with."""

import shutil
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from tests.prepared.folders import kept_folder
from tests.prepared.stamps import stamp_of_a_site, stamp_of_the_demonstration

DEMONSTRATION = "demonstration"  # where the copy has it, if it was given one


def ready(folder: Path) -> None:
    shutil.copyfile(Path(settings.DATA_DIR) / "site.sqlite3", folder / "site.sqlite3")


def demonstration_ready(folder: Path) -> None:
    shutil.copytree(Path(settings.DATA_DIR) / DEMONSTRATION, folder, dirs_exist_ok=True)


if __name__ == "__main__":
    kept_folder(kind="site", stamp=stamp_of_a_site(), fill=ready, anew=True)
    if (Path(settings.DATA_DIR) / DEMONSTRATION).exists():
        stamp = stamp_of_the_demonstration(day=str(timezone.localdate()))
        kept_folder(kind="demo", stamp=stamp, fill=demonstration_ready)
