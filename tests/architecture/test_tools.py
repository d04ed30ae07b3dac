"""A tool may know the house; the house, which runs without it, knows no tool."""

import ast
from pathlib import Path

from tests.architecture.house import ROOMS, TOOLS, place, sources


def _imported(path: Path) -> set[str]:
    """The first word of what a file imports, wherever the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.split(".")[0] for name in names}


def test_no_app_asks_a_tool() -> None:
    assert [place(path) for path in sources(*ROOMS) if TOOLS in _imported(path)] == []


def test_the_demonstration_is_drawn_outside_the_apps() -> None:
    drawing = [place(path) for path in sources(*ROOMS) if {"PIL", "wave", "subprocess"} & _imported(path)]
    assert [name for name in drawing if name.startswith("home/")] == ["home/found/card.py"]  # what is shared elsewhere
