"""The cover of a page without a picture: a pattern of its levers' shapes, always the same for the same page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from community.drawing.shapes import FIRST, SHAPES, SIDE, Shape

WIDTH, HEIGHT = 400, 200
CELL = 50
COLUMNS, ROWS = WIDTH // CELL, HEIGHT // CELL
PAPER, INK = "#fbf6ec", "#241c15"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutout:
    """One shape laid down: its corner and its side in the cover's own units, quarter turns, and its colour."""

    shape: Shape
    x: float
    y: float
    side: float
    turns: int
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A ground of one colour, and what is laid on it, in this order (400 × 200)."""

    ground: str
    cutouts: tuple[Cutout, ...]


@lru_cache(maxsize=2000)
def cover(*, key: int, signs: tuple[str, ...] = ()) -> Cover:
    """The cover of the page `key`, whose levers bear these signs (names of shapes; unknown ones are passed over).

    Without a sign, two of the first four shapes are drawn by lot – by the page's own number.
    """
    draw = _Lots(key)
    shapes = [SHAPES[name] for name in signs if name in SHAPES] or draw.two_of(FIRST)
    return Cover(ground=shapes[0].tint, cutouts=tuple(_laid(draw, shapes)))


def _laid(draw: "_Lots", shapes: Sequence[Shape]) -> Iterator[Cutout]:
    """One large cut-out, and small ones around it; a cell in four stays empty."""
    column, row = 1 + draw.below(COLUMNS - 3), draw.below(ROWS - 1)
    taken = {(column + right, row + down) for right in (0, 1) for down in (0, 1)}
    yield _cutout(draw, shapes[:1], shapes[0].ink, column=column, row=row, cells=2)
    colours = [*(shape.ink for shape in shapes), *(shape.ink for shape in shapes), PAPER, PAPER, INK]
    if len(shapes) == 1:
        colours.append(SHAPES[FIRST[draw.below(len(FIRST))]].ink)
    for across in range(COLUMNS):
        for down in range(ROWS):
            is_empty = draw.below(4) == 0
            colour = colours[draw.below(len(colours))]
            if (across, down) not in taken and not is_empty:
                yield _cutout(draw, shapes, colour, column=across, row=down, cells=1)


def _cutout(draw: "_Lots", shapes: Sequence[Shape], colour: str, *, column: int, row: int, cells: int) -> Cutout:
    shape = shapes[draw.below(len(shapes))]
    margin = 5 * cells
    return Cutout(
        shape=shape, x=column * CELL + margin, y=row * CELL + margin, side=cells * CELL - 2 * margin,
        turns=draw.below(4) if shape.name in TURNING else 0, colour=colour,
    )  # fmt: skip


TURNING = ("leaf", "moon", "arch", "waves")


class _Lots:
    """Numbers drawn from the page's own: the same on every machine, whatever its version of Python."""

    def __init__(self, key: int) -> None:
        self.key, self.drawn = key, 0

    def below(self, limit: int) -> int:
        self.drawn += 1
        digest = blake2b(f"{self.key}.{self.drawn}".encode(), digest_size=4).digest()
        return int.from_bytes(digest) % limit

    def two_of(self, names: Sequence[str]) -> list[Shape]:
        first = self.below(len(names))
        second = (first + 1 + self.below(len(names) - 1)) % len(names)
        return [SHAPES[names[first]], SHAPES[names[second]]]


def transform(cutout: Cutout) -> str:
    """Where a shape of 100 × 100 goes, as SVG says it."""
    scale = cutout.side / SIDE
    turned = f"rotate({cutout.turns * 90} 50 50)" if cutout.turns else ""
    return f"translate({cutout.x:g} {cutout.y:g})scale({scale:g}){turned}"
