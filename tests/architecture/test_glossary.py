"""The glossary is true: its names are in the code, and each usual word stands where the thing is."""

import re
from pathlib import Path

from tests.architecture.house import ROOMS, ROOT
from tests.architecture.spoken import QUOTED, names

GLOSSARY = ROOT / "docs" / "glossary.md"
ROW = re.compile(r"^\| (?!On screen|Usual word|-)(.+) \|$", re.MULTILINE)


def rows(*, of_table: int) -> list[list[str]]:
    """The cells of each row of the first or second table of the glossary."""
    table = GLOSSARY.read_text("utf-8").split("\n## ")[of_table]
    return [[cell.strip() for cell in row.split(" | ")] for row in ROW.findall(table)]


def is_in_the_code(name: str) -> bool:
    return name in names(*ROOMS) or all(part in names(*ROOMS) for part in name.split("."))


def test_each_row_of_the_glossary_names_something_of_the_code() -> None:
    assert [cells[0] for cells in rows(of_table=0) if not QUOTED.search(cells[1])] == []
    named = {(cells[0], name) for cells in rows(of_table=0) for name in QUOTED.findall(cells[1])}
    assert len(named) > 50, "the table is read"
    assert sorted(pair for pair in named if not is_in_the_code(pair[1])) == []


def test_each_usual_word_stands_where_the_thing_is() -> None:
    told = [
        (word, file)
        for words, files, _ in rows(of_table=1)
        for word in words.split(", ")
        for file in QUOTED.findall(files)
    ]
    assert len(told) > 15, "the table is read"
    assert [(word, file) for word, file in told if word.lower() not in _said_in(ROOT / file)] == []


def _said_in(path: Path) -> str:
    return " ".join(path.read_text("utf-8").lower().replace("#", " ").split()) if path.exists() else ""
