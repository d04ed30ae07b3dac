"""What a prepared database is made of: one of these files changes, and it is made anew."""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

APPS = ("config", "home", "search", "practices", "community")
SCHEMA = ("migrations", "models", "kept")  # folders, or files of that name; `kept` installs triggers
ALONE = ("apps.py", "receivers.py", "tree.py")
OF_A_SITE = ("requirements.txt", "home/preparation.py", "home/words.py", "home/words_of_search.py")
OF_THE_DEMONSTRATION = ("home/demo", "home/management/commands")


def stamp_of_a_site() -> str:
    """Changes with the tables of ours and of the libraries, and with what a new site holds."""
    schema = (path for app in APPS for path in (settings.ROOT / app).rglob("*.py") if _is_of_the_schema(path))
    return _stamp([*schema, *_all_below(OF_A_SITE), *Path(__file__).parent.glob("*.py")], str(settings.ROOT))


def stamp_of_the_demonstration(*, day: str) -> str:
    """Changes with a site's own, with the demonstration's sources, and with the day from which it is dated."""
    return _stamp(_all_below(OF_THE_DEMONSTRATION), stamp_of_a_site(), day)


def _is_of_the_schema(path: Path) -> bool:
    within = path.relative_to(settings.ROOT).parts
    return path.name in ALONE or any(part.removesuffix(".py") in SCHEMA for part in within)


def _all_below(places: Iterable[str]) -> Iterator[Path]:
    for place in places:
        path = settings.ROOT / place
        yield from (path.rglob("*") if path.is_dir() else [path])


def _stamp(paths: Iterable[Path], *words: str) -> str:
    """Sixteen characters: the name of a database has sixty-three at most."""
    digest = hashlib.sha256("\n".join([sys.version, connection.vendor, *words]).encode())
    for path in sorted({path for path in paths if path.is_file() and path.suffix != ".pyc"}):
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
