"""Files that the site makes for whoever asks, kept beside its data so that each is made once: PDFs, pictures to share.

Who may have one is asked before, each time; only what the public reads is kept. A file is named by what it is of and by
a mark of all that stands in it: another text is another name, and takes the place of the former one.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings

MOST_OF_A_KIND = 2_000  # files; some 100 MB at the most. Those asked longest ago leave first
LEAVING_AT_ONCE = 200
KEPT_FOR = timedelta(days=30)  # since somebody last asked
A_DAY = 24 * 3600


def made_once(*, kind: str, of: str, mark: str, make: Callable[[], bytes]) -> bytes:
    """The bytes kept under this name and mark, else those that `make` gives, kept from now on.

    `of` says of what, « page-12 » ; `mark` everything that the content depends on. Two who ask at once make it twice,
    and keep the same. Where the disk is full or refuses, it is made all the same, each time.
    """
    place = _folder(kind) / f"{of}-{mark}"
    with suppress(OSError):
        content = place.read_bytes()
        if time.time() - place.stat().st_mtime > A_DAY:
            os.utime(place)
        return content
    content = make()
    with suppress(OSError):
        _keep(place, of, content)
    return content


def mark_of(*things: object) -> str:
    """A name for values that print the same whenever they are the same: frozen values, texts, numbers."""
    return sha256(repr(things).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def version_of(*sources: Path) -> str:
    """A name for the code that makes them: another release makes them anew."""
    digest = sha256()
    for source in sorted(sources):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def kept_of(*, kind: str) -> Iterator[tuple[str, Path]]:
    """What is kept of a kind: of what, and where."""
    with suppress(FileNotFoundError):
        for place in sorted(_folder(kind).iterdir()):
            yield place.name.rpartition("-")[0], place


def forget(*, kind: str, still: Collection[str]) -> int:
    """Erase what is of anything but these, and what nobody asked for in a month; returns how many."""
    oldest, erased = time.time() - KEPT_FOR.total_seconds(), 0
    for of, place in kept_of(kind=kind):
        with suppress(FileNotFoundError):  # erased by another meanwhile
            if of not in still or place.stat().st_mtime < oldest:
                place.unlink()
                erased += 1
    return erased


def forget_all() -> None:
    """Erase what was made of every kind: what may print somebody who has left. Whoever asks has it made anew."""
    for place in _folder("").glob("*/*"):
        with suppress(FileNotFoundError):
            place.unlink()


def _folder(kind: str) -> Path:
    return Path(settings.DATA_DIR) / "made" / kind


def _keep(place: Path, of: str, content: bytes) -> None:
    """Write it whole or not at all, and let go of what it replaces."""
    folder = place.parent
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free - len(content) < settings.DISK_LEFT_FREE:
        return
    _make_room(folder)
    number, apart = tempfile.mkstemp(prefix=f"{of}-", suffix=".part", dir=folder)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        os.replace(apart, place)
    except OSError:
        os.unlink(apart)
        raise
    for other in folder.glob(f"{of}-*"):
        if other != place:
            other.unlink(missing_ok=True)


def _make_room(folder: Path) -> None:
    names = [entry.path for entry in os.scandir(folder)]
    if len(names) >= MOST_OF_A_KIND:
        for path in sorted(names, key=_asked_at)[: len(names) - MOST_OF_A_KIND + LEAVING_AT_ONCE]:
            Path(path).unlink(missing_ok=True)


def _asked_at(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except FileNotFoundError:
        return 0.0
