"""All the files of this folder: a module named `makers_…` adds its own, by a dict `MAKERS` from name to function."""

import pkgutil
from functools import cache
from importlib import import_module

from tests.attacks import files


@cache
def hostile_files() -> dict[str, bytes]:
    """The name under which each is sent, and its bytes, made once a run."""
    found: dict[str, bytes] = {}
    for module in pkgutil.iter_modules(files.__path__, f"{files.__name__}."):
        if module.name.rpartition(".")[2].startswith("makers_"):
            found |= {name: make() for name, make in import_module(module.name).MAKERS.items()}
    return found
