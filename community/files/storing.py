"""A file reaches the disk whole or not at all, under its name only once it is whole; and some room is always left.

What a request stored is written down for `leftovers`, which removes it when no row of the database names it in the end.
"""

import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage

FULL = (errno.ENOSPC, errno.EDQUOT)

_arrived: ContextVar[list[str] | None] = ContextVar("files_arrived", default=None)


class NoRoom(OSError):
    """The disk is full, or so nearly that what is left is kept for the database."""


def check_room(*, size: int) -> None:
    """Raises NoRoom when a file of this many bytes would take the last megabytes of the disk."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    if shutil.disk_usage(folder).free < size + settings.DISK_LEFT_FREE:
        raise NoRoom(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def arrivals() -> Iterator[list[str]]:
    """The names under which files are stored meanwhile, by this request alone."""
    names: list[str] = []
    token = _arrived.set(names)
    try:
        yield names
    finally:
        _arrived.reset(token)


class WholeFiles(FileSystemStorage):
    """Django's storage of files, but that half a file never bears a name nor stays. Raises NoRoom on a full disk."""

    def _save(self, name: str, content: Any) -> str:
        apart = str(PurePosixPath(name).parent / f".{uuid.uuid4().hex}.part")
        try:
            super()._save(apart, content)  # type: ignore[misc]  # django-stubs leave it out
            stored = self._under_its_name(apart, name)
        except OSError as fault:
            if fault.errno in FULL:
                raise NoRoom(*fault.args) from fault
            raise
        finally:
            with suppress(FileNotFoundError):
                os.remove(self.path(apart))
        names = _arrived.get()
        if names is not None:
            names.append(stored)
        return stored

    def _under_its_name(self, apart: str, name: str) -> str:
        """A second name for the same file, which fails where somebody took it meanwhile, then the first one goes."""
        while True:
            try:
                os.link(self.path(apart), self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name
