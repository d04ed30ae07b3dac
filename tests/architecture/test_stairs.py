"""The staircase: config, home, search, practices, community; an arrow may import downwards, never the other way."""

import ast
from pathlib import Path

import grimp
import importlinter.cli  # noqa: F401 registers the kinds of contracts
import pytest
from importlinter.application.use_cases import SUCCESS, lint_imports

from tests.architecture.house import APPS, ROOT, place, sources

SETTINGS_READERS = {"config/env.py", "config/settings", "config/wsgi.py", "config/checks/", "manage.py"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("config", *APPS, exclude_type_checking_imports=True, cache_dir=None)


def test_the_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", cache_dir=None) == SUCCESS


def _imports_at_module_level(path: Path) -> set[str]:
    """Modules imported when this file is imported: not inside a function, not for types only."""
    found: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("app", APPS)
def test_no_module_waits_for_itself(app: str) -> None:
    """A circle inside an app makes the order of loading matter. A package gathering its own parts is none."""
    modules = {_name(path): path for path in sources(app)}
    arrows = {name: _imports_at_module_level(path) & set(modules) - {name} for name, path in modules.items()}
    packages = {name for name, path in modules.items() if path.name == "__init__.py"}
    for name in arrows:  # a module of a package may be named by the package's __init__: that one only gathers
        arrows[name] -= {package for package in packages if name.startswith(f"{package}.")}
    assert _circles(arrows) == []


def _circles(arrows: dict[str, set[str]]) -> list[str]:
    """Remove, again and again, the modules that import nothing left; what remains turns in circles."""
    left = {name: set(targets) for name, targets in arrows.items()}
    while free := [name for name, targets in left.items() if not targets & set(left)]:
        for name in free:
            del left[name]
    return sorted(left)


def test_only_one_file_reads_the_environment() -> None:
    readers = [
        place(path)
        for path in sources("config", *APPS)
        if "os.environ" in path.read_text() and not place(path).startswith(tuple(SETTINGS_READERS))
    ]
    assert readers == []


def test_the_engine_room_knows_no_framework(graph: grimp.ImportGraph) -> None:
    rooms = graph.find_descendants("search.engines") | {"search.engines"}
    targets = {target for room in rooms for target in graph.find_modules_directly_imported_by(room)}
    assert {target for target in targets if not target.startswith("search.engines")} == set()
