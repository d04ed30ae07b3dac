"""All the files of this folder: a module named `makers_…` adds its own, by a dict `MAKERS` from name to function."""

import pkgutil
from collections.abc import Collection
from functools import cache
from importlib import import_module

from tests.attacks import files

SOME = 12  # of what is not meant for a field, one file in so many is sent to it all the same


@cache
def hostile_files() -> dict[str, dict[str, bytes]]:
    """Kind of file (what follows `makers_`) → the name under which each is sent → its bytes, made once a run."""
    found: dict[str, dict[str, bytes]] = {}
    for module in pkgutil.iter_modules(files.__path__, f"{files.__name__}."):
        _before, is_one, kind = module.name.rpartition(".makers_")
        if is_one:
            found[kind] = {name: make() for name, make in import_module(module.name).MAKERS.items()}
    return found


def files_for(*, kinds: Collection[str], every: int = 1) -> list[tuple[str, bytes]]:
    """Those of the kinds a field is meant for (one in `every`), and some of the others."""
    meant = [file for kind, some in hostile_files().items() if kind in kinds for file in some.items()]
    others = [file for kind, some in hostile_files().items() if kind not in kinds for file in some.items()]
    return meant[::every] + others[::SOME]
