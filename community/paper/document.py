"""A page as paper shows it: plain frozen values, made by whoever has the page, written by `pdf`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Part:
    """A title and its text; `is_numbered` when each text is a step, `is_quoted` when somebody says it."""

    title: str = ""
    texts: tuple[str, ...]
    is_numbered: bool = False
    is_quoted: bool = False


@dataclass(frozen=True, kw_only=True)
class Foot:
    """Where the page is, whose it is, what may be done with it, and as of when."""

    address: str
    owner: str
    licence: str
    day: date | None


@dataclass(frozen=True, kw_only=True)
class Printout:
    """What a PDF says, in the order of reading. Two that are equal give the same PDF."""

    kind: str
    title: str
    by: str
    summary: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...]
    foot: Foot


def facts_of(pairs: Iterable[tuple[object, object]]) -> tuple[tuple[str, str], ...]:
    """Names with their values, as text; those without a value are left out."""
    return tuple((str(name), str(value)) for name, value in pairs if value)


def part_of(title: object, text: str) -> Part | None:
    """A part of a page, none where nothing is written."""
    return Part(title=str(title), texts=(text,)) if text.strip() else None
