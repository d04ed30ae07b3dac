"""The staircase: config, home, search, practices, community; an arrow may import downwards, never the other way."""

import ast
import re
from pathlib import Path

import grimp
import importlinter.cli  # noqa: F401 registers the kinds of contracts
import pytest
from importlinter.application.use_cases import SUCCESS, lint_imports

from tests.architecture.house import APPS, ROOT, place, sources

SETTINGS_READERS = {"config/env.py", "config/settings", "config/wsgi.py", "config/checks/", "manage.py"}
READING = re.compile(r"\bos\.(?:environ|getenv)\b|\bfrom os import .*\b(?:environ|getenv)\b")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("config", *APPS, exclude_type_checking_imports=True, cache_dir=None)


def test_the_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", cache_dir=None) == SUCCESS


def _imports(path: Path) -> set[str]:
    """Modules that this file imports, sooner or later, those read for types only apart: they are never loaded."""
    found: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(path.read_text())]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{place(path)}: write the whole name, which is easier to follow"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        waiting += [] if _is_for_types(node) else ast.iter_child_nodes(node)
    return found


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("app", ["config", *APPS])
def test_no_module_waits_for_itself(app: str) -> None:
    """A circle inside an app makes the order of loading matter; an import inside a function only hides it.

    A package gathering its own parts is none.
    """
    modules = {_name(path): path for path in sources(app)}
    arrows = {name: _imports(path) & set(modules) - {name} for name, path in modules.items()}
    packages = {name for name, path in modules.items() if path.name == "__init__.py"}
    for name in arrows:  # a module of a package may be named by the package's __init__: that one only gathers
        arrows[name] -= {package for package in packages if name.startswith(f"{package}.")}
    assert _circles(arrows) == []


def _circles(arrows: dict[str, set[str]]) -> list[str]:
    """Remove, again and again, the modules that import nothing left or that nothing left imports: circles remain."""
    left = {name: set(targets) for name, targets in arrows.items()}
    while free := [name for name in left if not left[name] & set(left) or name not in set().union(*left.values())]:
        for name in free:
            del left[name]
    return sorted(left)


def test_only_one_file_reads_the_environment() -> None:
    readers = [
        place(path)
        for path in sources("config", *APPS)
        if READING.search(path.read_text()) and not place(path).startswith(tuple(SETTINGS_READERS))
    ]
    assert readers == []


def test_the_engine_room_knows_no_framework(graph: grimp.ImportGraph) -> None:
    rooms = graph.find_descendants("search.engines") | {"search.engines"}
    targets = {target for room in rooms for target in graph.find_modules_directly_imported_by(room)}
    assert {target for target in targets if not target.startswith("search.engines")} == set()
