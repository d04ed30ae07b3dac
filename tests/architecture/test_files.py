"""Each file tells one story: announced in its first line, of a readable length, under a name that says something."""

import ast
from pathlib import Path

from tests.architecture.house import ROOMS, ROOT, TOOLS, place, sources

LONGEST_FILE = 350  # lines; three hundred is the aim, a little more is tolerated
LONGEST_FUNCTION = 40  # lines, from `def` to the end
DRAWERS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "base_utils", "stuff", "shared"}
LEFTOVERS = ("TODO", "FIXME", "XXX")


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]


def test_a_file_announces_its_story_in_its_first_line() -> None:
    silent = [
        place(path)
        for path in sources()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == [], "a module starts with one sentence that says what it is about"


def test_a_file_is_read_in_one_sitting() -> None:
    lengths = {place(path): len(path.read_text().splitlines()) for path in sources()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_a_function_fits_on_a_screen() -> None:
    lengths = {
        f"{place(path)}: {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in sources(*ROOMS, TOOLS)
        for function in functions(path)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_file_is_a_drawer() -> None:
    names = {place(path): {*path.relative_to(ROOT).parts[:-1], path.stem} for path in sources()}
    assert [name for name, parts in names.items() if DRAWERS & parts] == []


def test_nothing_is_left_for_later_in_the_code() -> None:
    texts = {place(path): path.read_text() for path in sources(*ROOMS, TOOLS)}
    assert [name for name, text in texts.items() if any(word in text for word in LEFTOVERS)] == []


def test_functions_declare_what_they_give_back() -> None:
    untyped = [
        f"{place(path)}: {function.name}"
        for path in sources(*ROOMS, TOOLS)
        for function in functions(path)
        if function.returns is None
    ]
    assert untyped == []
