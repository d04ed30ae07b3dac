"""The small picture of a lineage: where each disc stands and what joins them; and the sentence that says the same.

Columns are generations, the oldest at the left; a branch takes as many rows as it has ends. The colours are those of
the covers: paper under a lamp.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.drawing.initials import initial_of, paper_of
from community.drawing.shapes import SHAPES
from practices.adoptions.lineage import Lineage, Node

COLUMN, ROW = 76, 54
RADIUS, RADIUS_HERE = 17, 23
NAMED = 3  # in a sentence: beyond, a number
LONGEST_TITLE = 60


@dataclass(frozen=True, kw_only=True)
class Disc:
    """A sheet, or a structure that wrote none (`is_bare`); the initial of its structure, on its paper."""

    x: float
    y: float
    radius: int
    letter: str
    colour: str
    is_bare: bool = False
    is_here: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """From one disc to the next; broken towards a structure that only tried."""

    path: str
    is_broken: bool = False


@dataclass(kw_only=True)
class LineageDrawing:
    """What is drawn, and how large it is."""

    discs: list[Disc] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    more: list[tuple[float, float, str]] = field(default_factory=list)
    width: float = 0
    height: float = 0


def drawn(lineage: Lineage) -> LineageDrawing:
    """The picture of a lineage."""
    drawing = LineageDrawing()
    column = len(lineage.above)
    here, rows = _spread(drawing, lineage.here, column=column, row=0, is_here=True)
    rows = max(rows, 1 + len(lineage.also))
    last = here
    for back, node in enumerate(reversed(lineage.above), start=1):
        x, y = _at(column - back, _row_of(here))
        drawing.discs.append(_disc(node, x, y))
        drawing.lines.append(_line((x, y), last))
        last = (x, y)
    for number, node in enumerate(lineage.also, start=1):
        x, y = _at(column - 1, _row_of(here) + number)
        drawing.discs.append(_disc(node, x, y))
        drawing.lines.append(_line((x, y), here))
    drawing.width = max(x for x, _y in _places(drawing)) + COLUMN / 2
    drawing.height = max(max(y for _x, y in _places(drawing)) + ROW / 2, rows * ROW)
    return drawing


def _spread(
    drawing: LineageDrawing, node: Node, *, column: int, row: float, is_here: bool = False
) -> tuple[tuple[float, float], float]:
    """Draw what comes from a node, then the node, in front of the middle of it; returns its place, and its rows."""
    taken, ends = 0.0, []
    for child in node.below:
        place, rows = _spread(drawing, child, column=column + 1, row=row + taken)
        ends.append((place, child))
        taken += rows
    if node.others:
        x, y = _at(column + 1, row + taken)
        drawing.more.append((x, y, f"+{node.others}"))
        taken += 1
    rows = max(taken, 1)
    here = _at(column, row + (rows - 1) / 2)
    drawing.lines += [_line(here, place, is_broken=not child.is_sheet) for place, child in ends]
    drawing.discs.append(_disc(node, *here, is_here=is_here))
    return here, rows


def _at(column: float, row: float) -> tuple[float, float]:
    return (column + 0.5) * COLUMN, (row + 0.5) * ROW


def _row_of(place: tuple[float, float]) -> float:
    return place[1] / ROW - 0.5


def _places(drawing: LineageDrawing) -> Iterator[tuple[float, float]]:
    yield from ((disc.x, disc.y) for disc in drawing.discs)
    yield from ((x, y) for x, y, _text in drawing.more)


def _disc(node: Node, x: float, y: float, *, is_here: bool = False) -> Disc:
    return Disc(
        x=x, y=y, radius=RADIUS_HERE if is_here else RADIUS, is_here=is_here, is_bare=not node.is_sheet,
        letter=initial_of(node.structure), colour=SHAPES[paper_of(node.structure)].tint,
    )  # fmt: skip


def _line(start: tuple[float, float], end: tuple[float, float], *, is_broken: bool = False) -> Line:
    middle = (start[0] + end[0]) / 2
    path = f"M{start[0]:g} {start[1]:g}C{middle:g} {start[1]:g} {middle:g} {end[1]:g} {end[0]:g} {end[1]:g}"
    return Line(path=path, is_broken=is_broken)


def sentence(lineage: Lineage) -> str:
    """What the picture shows, in a few sentences; the list beside it says all."""
    said = [*_said_above(lineage), *_said_below(lineage.here)]
    return " ".join(said)


def _said_above(lineage: Lineage) -> Iterator[str]:
    if not lineage.above:
        return
    origins = [_called(node) for node in reversed(lineage.above)]
    yield _("Cette pratique vient de %(origins)s.") % {"origins": _(", elle-même venue de ").join(origins)}
    if lineage.also:
        yield _("Elle vient aussi de %(sheets)s.") % {"sheets": _enumerated([_called(node) for node in lineage.also])}


def _said_below(here: Node) -> Iterator[str]:
    sheets = here.sheets
    if sheets:
        named = _enumerated([_called(node) for node in sheets[:NAMED]], others=len(sheets) - NAMED)
        yield _("Elle a donné %(sheets)s.") % {"sheets": named}
    if further := sum(_sheets_below(node) for node in sheets):
        yield ngettext("De là est venue encore une fiche.", "De là sont venues encore %(count)d fiches.", further) % {
            "count": further
        }
    if alone := here.structures:
        names = _enumerated([node.structure for node in alone[:NAMED]], others=len(alone) - NAMED)
        tried = (
            _("Elle a aussi été essayée par %(structures)s.") if sheets else _("Elle a été essayée par %(structures)s.")
        )
        yield tried % {"structures": names}
    if here.others:
        yield _("Et bien d’autres encore.") if here.others > 1 else _("Et une autre encore.")


def _sheets_below(node: Node) -> int:
    return sum(1 + _sheets_below(child) for child in node.sheets)


def _called(node: Node) -> str:
    title = Truncator(node.page.title).chars(LONGEST_TITLE)
    return _("« %(title)s » (%(structure)s)") % {"title": title, "structure": node.structure}


def _enumerated(names: Sequence[str], others: int = 0) -> str:
    """« A, B et C », « A, B, C et 2 autres »."""
    if others > 0:
        more = ngettext("%(count)d autre", "%(count)d autres", others) % {"count": others}
        names = [*names, more]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s et %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
