"""Folders kept from one run to the next: filled beside and renamed, so that one half made is never used."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

KEPT = 4  # of each kind: the branches one goes back and forth between


def kept_folder(*, kind: str, stamp: str, fill: Callable[[Path], None], anew: bool = False) -> Path:
    """The folder of this kind and stamp; `fill` makes it where there is none. Workers that ask meanwhile wait."""
    folder = _all() / f"{kind}-{stamp}"
    with one_at_a_time(kind):
        if anew:
            shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            beside = _all() / f"half-made-{kind}"
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
            fill(beside)
            beside.rename(folder)
        os.utime(folder)
        for old in sorted(_all().glob(f"{kind}-*/"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def is_kept(*, kind: str, stamp: str) -> bool:
    """Whether there is a whole one."""
    return (_all() / f"{kind}-{stamp}").exists()


@contextmanager
def one_at_a_time(kind: str) -> Iterator[None]:
    """Whoever else of this machine makes the same waits until it is made; a death frees it."""
    _all().mkdir(parents=True, exist_ok=True)
    with (_all() / f"{kind}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _all() -> Path:
    return Path(settings.DATA_DIR) / "prepared"
