"""Doors that close: every library has its contract, and an import that a contract forbids is seen and refused."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.house import ROOMS, ROOT, place

FRAMEWORKS = {
    "django": "the house is made of it",
    "wagtail": "the house is made of it",
    "modelcluster": "what Wagtail's pages are made of",
    "taggit": "what Wagtail's tags are made of",
}
"""Imported wherever they are needed: a door would be as wide as the house."""

AUDITED = {("community.structures.views", "django_comments"), ("search.indexing.states", "tantivy")}
"""Two modules deep in their rooms, where a list of modules written by hand let these libraries in."""

CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]


def imported_libraries() -> set[str]:
    """What the five rooms import and is neither theirs nor Python's, migrations included."""
    found: set[str] = set()
    for node in (each for room in ROOMS for path in (ROOT / room).rglob("*.py") for each in ast.walk(_parsed(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found - set(ROOMS) - sys.stdlib_module_names


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=place(path))


def forbidden_by(contract: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each package or module of a contract, and each that it must not import."""
    if contract["type"] == "forbidden":
        yield from product(contract["source_modules"], contract["forbidden_modules"])
        return
    assert contract["type"] == "layers", "say here what this kind of contract forbids"
    for container in contract.get("containers", [""]):
        above: list[str] = []
        for layer in contract["layers"]:
            names = [f"{container}.{name}".strip(".") for name in re.split(r"\s*[|:]\s*", layer)]
            yield from product(names, above)
            if "|" in layer:  # « : » lets them know each other
                yield from ((one, other) for one in names for other in names if one != other)
            above += names


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """The imports that the contracts refuse in a copy where every forbidden one is made: package or module → target."""
    copy = tmp_path_factory.mktemp("copy")
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room, ignore=lambda folder, names: _not_python(Path(folder), names))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for importer, imported in product(ROOMS, imported_libraries()):
        _import_in(copy, importer, imported)
    for importer, imported in {pair for contract in CONTRACTS for pair in forbidden_by(contract)} | AUDITED:
        _import_in(copy, importer, imported)
    said = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "COLUMNS": "500"},
        text=True,
        capture_output=True,
    ).stdout
    rows = re.findall(r"([\w.]+) -> ([\w.]+) \(l\.", said)
    return {(importer.removesuffix(".unexpected"), imported) for importer, imported in rows}


def _not_python(folder: Path, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not (folder / name).is_dir()]


def _import_in(copy: Path, importer: str, imported: str) -> None:
    """In a new module of this package, or at the end of this module."""
    path = copy / importer.replace(".", "/")
    path = path / "unexpected.py" if path.is_dir() else path.with_suffix(".py")
    with path.open("a") as file:
        file.write(f"\nimport {imported}\n")


@pytest.mark.parametrize("library", sorted(imported_libraries() - FRAMEWORKS.keys()))
def test_a_library_comes_in_by_its_door_alone(library: str, refused: set[tuple[str, str]]) -> None:
    assert {room for room in ROOMS if (room, library) not in refused} == set()


@pytest.mark.parametrize(("module", "library"), sorted(AUDITED))
def test_a_door_is_closed_to_modules_that_no_contract_names(
    module: str, library: str, refused: set[tuple[str, str]]
) -> None:
    assert (module, library) in refused


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["name"])
def test_what_a_contract_forbids_is_refused(contract: dict[str, Any], refused: set[tuple[str, str]]) -> None:
    asked = set(forbidden_by(contract))
    assert asked
    assert asked - refused == set()


def test_a_framework_is_still_imported() -> None:
    assert FRAMEWORKS.keys() - imported_libraries() == set(), "no longer imported: take it off the list"
