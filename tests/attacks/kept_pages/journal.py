"""What writers did and what readers were shown, one JSON line each, by the machine's one clock that never jumps."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

MARK = re.compile(r"z[STFCAL](\d+)x\d+")
"""What a writer puts in a title, a comment or a name: its kind, its writer's number, and the number of the act."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an address answers to a visitor: its status, and the marks it shows; or would, if it did not hide."""

    status: int
    marks: frozenset[str] = frozenset()

    def answers_as(self, other: "Seen") -> bool:
        """Whether a visitor would see no difference."""
        return self.status == other.status and (self.status != 200 or self.marks == other.marks)


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a writer, and what each of their addresses answers once it is done."""

    writer: int
    name: str
    begin: float
    end: float
    after: dict[str, Seen]
    has_other_rows: bool = False
    """Whether a page is made of other rows afterwards: who reads some before and some after may find none."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer to a visitor; `is_kept`: it was made for another request."""

    address: str
    begin: float
    end: float
    seen: Seen
    is_kept: bool


class Log:
    """A file of lines, written by one process or thread."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", buffering=1 << 16)

    def add(self, line: Act | Reading) -> None:
        self._file.write(json.dumps(asdict(line), default=sorted) + "\n")

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def acts_in(folder: Path) -> list[Act]:
    """Every act, in the order in which they were begun."""
    acts = [
        Act(**{**line, "after": {address: _seen(seen) for address, seen in line["after"].items()}})
        for line in _lines(folder, "acts-*.jsonl")
    ]
    return sorted(acts, key=lambda act: act.begin)


def readings_in(folder: Path) -> list[Reading]:
    return [Reading(**{**line, "seen": _seen(line["seen"])}) for line in _lines(folder, "readings-*.jsonl")]


def _lines(folder: Path, names: str) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob(names)):
        with path.open() as lines:
            yield from map(json.loads, lines)


def _seen(line: dict[str, Any]) -> Seen:
    return Seen(line["status"], frozenset(line["marks"]))
