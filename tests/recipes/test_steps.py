"""A recipe is read as it is written, and what a newcomer could not do is refused."""

from pathlib import Path

import pytest

from tests.recipes.copied_house import House
from tests.recipes.steps import Change, Command, steps


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A folder with one file, and nothing of the project."""
    (tmp_path / "a.txt").write_text("first\nsecond\nthird\n", "utf-8")
    return House(tmp_path)


def recipe(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "recipe.md"
    path.write_text(text, "utf-8")
    return path


PLACES = {
    "In `a.txt`, after `second`:": "first\nsecond\nnew\nthird\n",
    "In `a.txt`,\nbefore `second`: a reason.": "first\nnew\nsecond\nthird\n",
    "Another file. In `a.txt`, instead of `second`:": "first\nnew\nthird\n",
    "At the end of `a.txt`:": "first\nsecond\nthird\n\n\nnew\n",
}


@pytest.mark.parametrize("said", PLACES)
def test_a_block_goes_where_its_paragraph_says(house: House, tmp_path: Path, said: str) -> None:
    house.walk(recipe(tmp_path, f"In `b.txt`, after `first`:\n\n{said}\n\n```python\nnew\n```\n"))
    assert (tmp_path / "a.txt").read_text("utf-8") == PLACES[said]


def test_a_new_file_holds_its_block(house: House, tmp_path: Path) -> None:
    house.walk(recipe(tmp_path, "1. A new file `b.txt`:\n\n   ```python\n   def b():\n       ...\n   ```\n"))
    assert (tmp_path / "b.txt").read_text("utf-8") == "def b():\n    ...\n"


def test_commands_come_with_what_they_print(tmp_path: Path) -> None:
    text = "```console\n$ one 'a\nb'\nprinted\n$ two \\\n  c\n```\n```text\nnothing\n```\n"
    found = [(one.typed, one.prints) for one in steps(recipe(tmp_path, text)) if isinstance(one, Command)]
    assert found == [("one 'a\nb'", ("printed",)), ("two \n  c", ())]


REFUSED = {
    "nothing above says": "Look:\n\n```python\nnew\n```\n",
    "has no line": "In `a.txt`, after `fourth`:\n\n```python\nnew\n```\n",
    "more than one": "In `a.txt`, after `ir`:\n\n```python\nnew\n```\n",
    "line 3": "A new file `a.txt`:\n\n```python\nnew\n```\n",
    "a walk types only": "```console\n$ rm -rf /\n```\n",
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_nobody_could_follow_is_refused(house: House, tmp_path: Path, why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        house.walk(recipe(tmp_path, REFUSED[why]))


def python(program: str, prints: str) -> str:
    return f"```console\n$ .venv/bin/python -c '{program}'\n{prints}\n```\n"


WRONG = "Wrong, in `a.txt`, instead of `second`:\n\n```python\nbad\n```\n\n"
LOOKS = 'text = open("a.txt").read(); print("a", text.split()); assert "bad" not in text'


def test_what_is_wrong_must_fail_and_is_undone(house: House, tmp_path: Path) -> None:
    house.walk(recipe(tmp_path, WRONG + python(LOOKS, "…bad…") + python(LOOKS, "a … 'second'…")))
    with pytest.raises(AssertionError):
        house.walk(recipe(tmp_path, WRONG + python("print(1)", "1")))


def test_what_is_quoted_must_be_printed(house: House, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="« two » is not printed"):
        house.walk(recipe(tmp_path, python("print(1)", "two")))


def test_a_change_says_whether_it_is_wrong(tmp_path: Path) -> None:
    [change] = steps(recipe(tmp_path, WRONG))
    assert isinstance(change, Change)
    assert change.is_wrong
