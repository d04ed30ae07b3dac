"""A recipe of `docs/recipes/` read as steps: what it says to write in which file, and what to type.

A block of code follows a paragraph that says where it goes, in these words: « A new file `…` », « At the end of `…` »,
« In `…`, after `…` » (or before, or instead of: the one line that holds these words). « Wrong, in `…` » is undone after
the next command, which must fail. A block of `console` holds commands after « $ » and what they print, « … » for
anything; they must fail where the paragraph ends with « refuses: ». A block of `text` is for the eye.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_WHERE = re.compile(
    r"(?P<wrong>Wrong, )?(?:(?P<whole>[Aa] new file|[Aa]t the end of) `(?P<file>[^`]+)`"
    r"|[Ii]n `(?P<within>[^`]+)`, (?P<side>after|before|instead of) `(?P<words>[^`]+)`):"
)
_REFUSED = re.compile(r"\brefuses?:$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Lines for a file, and where they go; `words` are on the line beside which, or in whose place."""

    line: int  # of the recipe
    path: str
    place: str  # "a new file", "at the end of", "after", "before" or "instead of"
    words: str
    text: str
    is_wrong: bool

    def made_in(self, before: str) -> str:
        """What the file holds afterwards."""
        if self.place in ("a new file", "at the end of"):
            return f"{before}\n\n{self.text}" if before else self.text
        lines = before.splitlines(keepends=True)
        found = [number for number, line in enumerate(lines) if self.words in line]
        amount = "more than one line" if found else "no line"
        assert len(found) == 1, f"{self.path} has {amount} with « {self.words} »: line {self.line} of the recipe"
        [at] = found
        lines[at : at + 1] = {
            "after": [lines[at], self.text],
            "before": [self.text, lines[at]],
            "instead of": [self.text],
        }[self.place]
        return "".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is typed, and the lines that it prints among others, in this order."""

    line: int
    typed: str
    prints: tuple[str, ...]
    is_refused: bool


Step = Change | Command


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    language: str
    said: str  # the paragraph just above
    text: str


def steps(recipe: Path) -> list[Step]:
    """All of them, in order. A block of which nothing says where it goes is an error: nobody would know either."""
    found: list[Step] = []
    for block in _blocks(recipe.read_text("utf-8").splitlines()):
        if block.language == "console":
            found += _commands(block)
        elif block.language != "text":
            found.append(_change(block))
    return found


def _blocks(lines: list[str]) -> Iterator[_Block]:
    said: list[str] = []
    numbered = iter(enumerate(lines, start=1))
    for number, line in numbered:
        opening = re.match(r"\s*```(\w*)$", line)
        if opening:
            inside: list[str] = []
            while (within := next(numbered)[1]).strip() != "```":
                inside.append(within)
            margin = len(line) - len(line.lstrip())
            text = "".join(f"{one[margin:]}\n" for one in inside)
            yield _Block(number, opening[1], " ".join(said), text)
            said = []
        elif line.strip():
            # A blank line stands between a paragraph and its block; two paragraphs are told apart by what they say.
            said = [*said, line.strip()] if lines[number - 2].strip() and number > 1 else [line.strip()]


def _change(block: _Block) -> Change:
    where = list(_WHERE.finditer(block.said))
    assert where, f"line {block.line}: nothing above says in which file this goes"
    last = where[-1]
    return Change(
        line=block.line,
        path=last["file"] or last["within"],
        place=(last["whole"] or last["side"]).lower(),
        words=last["words"] or "",
        text=block.text,
        is_wrong=bool(last["wrong"]),
    )


def _commands(block: _Block) -> Iterator[Command]:
    lines = block.text.splitlines()
    while lines:
        typed = lines.pop(0).removeprefix("$ ")
        while not _is_whole(typed):
            typed = typed.removesuffix("\\") + "\n" + lines.pop(0)
        prints = []
        while lines and not lines[0].startswith("$ "):
            prints.append(lines.pop(0).strip())
        is_refused = bool(_REFUSED.search(block.said))
        yield Command(line=block.line, typed=typed, prints=tuple(prints), is_refused=is_refused)


def _is_whole(typed: str) -> bool:
    """Whether its quotes are closed, and its last line does not say that another follows."""
    if typed.endswith("\\"):
        return False
    try:
        shlex.split(typed)
    except ValueError:
        return False
    return True
