"""One name, one thing: a class of the house is found by its name alone, and a bound says what it bounds."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.architecture.house import ROOMS, place, sources

SAME_ON_PURPOSE = {
    "Command": "Django's name for the one class of a command",
    "Refused": "what an act, a recording, a document or captions raise: always caught beside the call",
}
BARE = {"CHUNK", "LARGEST", "LENGTH", "LIMIT", "LONGEST", "MAX", "MOST", "PART", "SHORTEST", "SIZE"}


def top_level(path: Path) -> list[ast.stmt]:
    return ast.parse(path.read_text("utf-8")).body


def named(node: ast.stmt) -> set[str]:
    """The names that a statement gives, whether it says their type or not."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def types(path: Path) -> set[str]:
    """The public classes of a module, and the names that it gives to types (`Scored = Sequence[…]`)."""
    found = set()
    for node in top_level(path):
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
        elif not isinstance(getattr(node, "value", None), ast.Call):
            found.update(named(node))
    return {name for name in found if name[0].isupper() and not name.isupper()}


def test_two_types_of_the_house_never_share_a_name() -> None:
    where: defaultdict[str, list[str]] = defaultdict(list)
    for path in sources(*ROOMS):
        for name in types(path) - SAME_ON_PURPOSE.keys():
            where[name].append(place(path))
    assert {name: paths for name, paths in where.items() if len(paths) > 1} == {}


def test_a_bound_says_what_it_bounds() -> None:
    bare = [
        f"{place(path)}: {name}"
        for path in sources(*ROOMS, "bench")
        for node in top_level(path)
        for name in named(node)
        if name.lstrip("_") in BARE
    ]
    assert bare == []
