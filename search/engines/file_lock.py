"""An exclusive lock on a file, between processes and threads alike: the kernel frees it when its holder dies.

Local disks only: `flock` means nothing over NFS. Written here, in the forty lines that are needed: the `filelock`
library does the same, in ten thousand lines and with its own work at every fork of the process.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from search.engines.base import EngineUnavailable

_POLL = 0.01


@contextmanager
def held(path: Path, *, patience: float) -> Iterator[None]:
    """Hold the lock of this file, which is made and stays; raises EngineUnavailable after `patience` seconds."""
    descriptor = _open(path)
    try:
        wait_for(lambda: _taken(descriptor), name=path.name, patience=patience, poll=_POLL)
        try:
            yield
        finally:
            # Unlock explicitly: a child forked meanwhile shares the descriptor and would keep the lock after our close.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def is_held(path: Path) -> bool:
    """Whether anybody holds it at this moment, in this process or another."""
    descriptor = _open(path)
    try:
        return not _taken(descriptor)
    finally:
        os.close(descriptor)


def wait_for(is_taken: Callable[[], bool], *, name: str, patience: float, poll: float) -> None:
    """Try to take a lock every `poll` seconds; raises EngineUnavailable when `patience` seconds were not enough."""
    deadline = time.monotonic() + patience
    while not is_taken():
        if time.monotonic() > deadline:
            raise EngineUnavailable(f"{name} is held by another process for {patience:.0f} s")
        time.sleep(poll)


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
    except OSError as error:  # a disk that is full, or gone: whoever asked tries again later
        raise EngineUnavailable(f"{path.name}: {error}") from error


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
