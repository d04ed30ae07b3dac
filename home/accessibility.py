"""What the page « Accessibilité » says of itself: read in the RGAA grid of docs/accessibility.md, and nowhere else."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

SLUG = "accessibilite"
GRID = Path(settings.ROOT) / "docs" / "accessibility.md"
RIGHT, WRONG, NOT_CONCERNED, NOT_TRIED = "conforme", "non conforme", "non applicable", "non essayé"
STATES = (RIGHT, WRONG, NOT_CONCERNED, NOT_TRIED)
WAYS = ("automatique", "à la main", "lecture du code", "rien")
HALF = 50  # per cent: the law's own limit between « partiellement » and « non »
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_ROW = re.compile(r"^\| (\d+\.\d+) \| (.+?) \| ([^|]+?) \| ([^|]+?) \|(?: (.+?))? \|$", re.MULTILINE)
_DATE = re.compile(r"\*\*Contrôle du (\d+)(?:er)? (\w+) (\d{4})\*\*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One row of the grid: the words of `STATES` and `WAYS`, and a remark."""

    number: str
    title: str
    state: str
    ways: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The criteria of a day."""

    checked_on: date
    criteria: tuple[Criterion, ...]

    def of(self, state: str) -> list[Criterion]:
        """Those in this state, in their order."""
        return [criterion for criterion in self.criteria if criterion.state == state]

    @property
    def wrong(self) -> list[Criterion]:
        return self.of(WRONG)

    @property
    def not_tried(self) -> list[Criterion]:
        return self.of(NOT_TRIED)

    @property
    def concerned(self) -> int:
        """How many criteria are about something that the site has."""
        return len(self.criteria) - len(self.of(NOT_CONCERNED))

    @property
    def rate(self) -> int:
        """Per cent, rounded down: those that are right among those concerned; what nobody tried is not right."""
        return 100 * len(self.of(RIGHT)) // self.concerned

    @property
    def verdict(self) -> str:
        """In the law's three words."""
        if len(self.of(RIGHT)) == self.concerned:
            return _("totalement conforme")
        return _("partiellement conforme") if self.rate >= HALF else _("non conforme")


def read(text: str) -> Grid:
    """The grid that a page holds. Raises ValueError when it has no date."""
    criteria = tuple(
        Criterion(number=number, title=title, state=state, ways=tuple(ways.split(", ")), remark=remark)
        for number, title, state, ways, remark in _ROW.findall(text)
    )
    return Grid(checked_on=_day(text), criteria=criteria)


def _day(text: str) -> date:
    found = _DATE.search(text)
    day = found and parse_date(f"{found[3]}-{MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}")
    if not day:
        raise ValueError("say when the grid was gone through: **Contrôle du 27 novembre 2026**")
    return day


@cache
def grid() -> Grid:
    """Of the site's own page, read once by each process: it changes with the code."""
    return read(GRID.read_text(encoding="utf-8"))
