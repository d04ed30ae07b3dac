"""All the files of this folder: a module named `makers_…` adds its own, by a dict `MAKERS` from name to function."""

import pkgutil
from collections.abc import Collection
from functools import cache
from importlib import import_module

from tests.attacks import files

SOME = 24  # of what is not meant for a field, one file in so many is sent to it all the same


@cache
def hostile_files() -> dict[str, bytes]:
    """The name under which each is sent → its bytes, made once a run."""
    found: dict[str, bytes] = {}
    for module in pkgutil.iter_modules(files.__path__):
        if module.name.startswith("makers_"):
            makers = import_module(f"{files.__name__}.{module.name}").MAKERS
            found |= {name: make() for name, make in makers.items()}
    return found


def files_for(*, endings: Collection[str], every: int = 1) -> list[tuple[str, bytes]]:
    """Those a field is meant for, by their ending (one in `every`), and some of the others."""
    meant = [file for file in hostile_files().items() if _ending(file[0]) in endings]
    others = [file for file in hostile_files().items() if _ending(file[0]) not in endings]
    return meant[::every] + others[::SOME]


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
