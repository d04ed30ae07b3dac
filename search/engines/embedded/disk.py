"""Where the embedded index lives: a directory a generation, a pointer to the current one, locks between processes."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from search.engines.base import IndexNotBuilt
from search.engines.file_lock import held

LOCK_PATIENCE = 60.0
"""Seconds to wait for another writer; the longest batch takes a few."""

META = "meta.json"
"""Written last by each commit: a generation without it holds nothing."""

_POINTER = "current"
_DAMAGED = "damaged"
_GENERATION = re.compile(r"\d+-\d+")


class IndexDirectory:
    """`<root>/<fingerprint>/`: generations, the pointer file naming the current one, and two lock files.

    Local disks only: locks and memory maps do not work over NFS.
    """

    def __init__(self, root: Path, fingerprint: str, /) -> None:
        self.root = root
        self.home = root / fingerprint
        self._pointer = self.home / _POINTER

    def current(self) -> Path:
        """The current generation; raises IndexNotBuilt when this fingerprint has none, or a damaged one."""
        path = self._pointed()
        if not (path / META).exists():
            path = self._pointed()  # perhaps another one was switched to, and this one swept, in between
            if not (path / META).exists():
                raise IndexNotBuilt(f"the index {path} is gone: rebuild it")
        if (path / _DAMAGED).exists():
            raise IndexNotBuilt(f"the index {path} is damaged: rebuild it")
        return path

    def condemn(self, generation: Path, why: str, /) -> None:
        """Tell every process that a generation is damaged: none opens it again, the next rebuild sweeps it."""
        with suppress(OSError):  # gone, or a disk that takes nothing more: the next one to open it will see by itself
            (generation / _DAMAGED).write_text(f"{why}\n", encoding="utf-8")

    @contextmanager
    def new_generation(self) -> Iterator[Path]:
        """An empty directory, not pointed at yet; removed when what fills it fails, for a full disk needs the room."""
        self._sweep_unfinished()
        path = self.home / f"{time.time_ns()}-{os.getpid()}"
        path.mkdir(parents=True)
        try:
            yield path
        except BaseException:
            if not self._is_pointed_at(path):
                shutil.rmtree(path, ignore_errors=True)
            raise

    def switch(self, generation: Path, /) -> None:
        """Make a generation the current one, at once and durably."""
        draft = self.home / f"{_POINTER}.new"
        with draft.open("w", encoding="ascii") as file:
            file.write(generation.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer)
        descriptor = os.open(self.home, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sweep(self, *, keep: tuple[Path, ...], others_kept: int = 1) -> None:
        """Remove generations left behind, whoever died building them; readers keep the files they have open.

        Of other fingerprints the most recent stays: an older version of the site may still be reading it.
        """
        for path in self.home.iterdir():
            if path.is_dir() and path not in keep:
                shutil.rmtree(path, ignore_errors=True)
        others = [path for path in self.root.iterdir() if path != self.home and (path / _POINTER).exists()]
        latest_first = sorted(others, key=lambda other: (other / _POINTER).stat().st_mtime, reverse=True)
        for path in latest_first[others_kept:]:
            shutil.rmtree(path, ignore_errors=True)

    def _pointed(self) -> Path:
        try:
            name = self._pointer.read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            raise IndexNotBuilt(f"no index in {self.home}: rebuild it") from None
        if not _GENERATION.fullmatch(name):
            raise IndexNotBuilt(f"{self._pointer} names no index: rebuild it")
        return self.home / name

    def _is_pointed_at(self, generation: Path) -> bool:
        try:
            return self._pointed() == generation
        except IndexNotBuilt:
            return False

    def _sweep_unfinished(self) -> None:
        """Remove the generations newer than the current one, left by a killed rebuild; older ones may have readers."""
        built = [path for path in self.home.iterdir() if _GENERATION.fullmatch(path.name)]
        current = next((path.name for path in built if self._is_pointed_at(path)), "")
        for path in built:
            if path.name > current:
                shutil.rmtree(path, ignore_errors=True)

    def writing(self) -> AbstractContextManager[None]:
        """Held while a writer is open: the library's own lock fails at once where this one waits."""
        return held(self.home / "write.lock", patience=LOCK_PATIENCE)

    def rebuilding(self) -> AbstractContextManager[None]:
        """Held during a rebuild: two at once would sweep each other's work."""
        return held(self.home / "rebuild.lock", patience=LOCK_PATIENCE)
