"""Who may drain or rebuild an index: one process at a time, the lock freed by the kernel when its holder dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from search.engines.base import EngineUnavailable

PATIENCE = 60.0  # seconds; a round takes a second or two
_POLL = 0.01


@contextmanager
def drainer(*, target: str) -> Iterator[None]:
    """Held while rows are taken and applied; waits for its turn. Raises EngineUnavailable after a minute."""
    with _held(_file(f"{target}.drain.lock")):
        yield


@contextmanager
def rebuilder(*, target: str) -> Iterator[None]:
    """Held from the first document read to the switch."""
    with _held(_file(f"{target}.rebuild.lock"), patience=3600):
        yield


def is_rebuilding(*, target: str) -> bool:
    """Whether an index is being built beside the one in use, by this process or another."""
    descriptor = _open(_file(f"{target}.rebuild.lock"))
    try:
        return not _taken(descriptor)
    finally:
        os.close(descriptor)


def replayed(*, target: str) -> str:
    """Where changes applied during a rebuild are kept, for the index being built has not seen them."""
    return f"{target}-replay"


def _file(name: str) -> Path:
    folder = Path(settings.SEARCH_INDEX_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


@contextmanager
def _held(path: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    descriptor = _open(path)
    try:
        deadline = time.monotonic() + patience
        while not _taken(descriptor):
            if time.monotonic() > deadline:
                raise EngineUnavailable(f"{path.name} is held by another process for {patience:.0f} s")
            time.sleep(_POLL)
        yield
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
