"""Eight shapes cut out of coloured paper, each on a square of 100, and their inks.

A path is written with M, L, C and Z only, in absolute numbers, so that a printer of pictures can follow it too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

SIDE = 100
STEPS = 12  # straight lines that stand for one curve, where curves cannot be drawn

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A shape: its outline, the ink and the tint of its paper (the light theme's, as in `static/css/tokens.css`)."""

    name: str
    path: str
    ink: str
    tint: str


def _ellipse(*, x: int, y: int, wide: int, high: int) -> str:
    """A pebble: two curves, rounder than a true ellipse."""
    top, bottom = y - round(high * 4 / 3), y + round(high * 4 / 3)
    left, right = x - wide, x + wide
    return f"M{left} {y}C{left} {top} {right} {top} {right} {y}C{right} {bottom} {left} {bottom} {left} {y}Z"


def _band(*, y: int) -> str:
    """A wave, from edge to edge."""
    above, below = y - 14, y + 14
    back = y + 15
    return (
        f"M4 {y}C18 {above} 34 {above} 50 {y}C66 {below} 82 {below} 96 {y}L96 {back}"
        f"C82 {back + 14} 66 {back + 14} 50 {back}C34 {back - 14} 18 {back - 14} 4 {back}Z"
    )


def _bar(*, left: int, top: int, right: int, bottom: int) -> str:
    return f"M{left} {top}L{right} {top}L{right} {bottom}L{left} {bottom}Z"


SHAPES = {
    shape.name: shape
    for shape in (
        Shape(name="arch", path="M10 96L10 48C10 24 28 6 50 6C72 6 90 24 90 48L90 96Z", ink="#c2451e", tint="#f2c9b4"),
        Shape(
            name="flower",
            path=(
                "M44 39C2 -11 98 -11 56 39C79 -22 127 61 63 50C127 39 79 122 56 61C98 111 2 111 4"
                "4 61C21 122 -27 39 37 50C-27 61 21 -22 43 39Z"
                ""
            ),
            ink="#e3a31f",
            tint="#f8e1a6",
        ),
        Shape(
            name="leaf",
            path="M8 8L52 8C76 8 92 24 92 48L92 92L48 92C24 92 8 76 8 52Z",
            ink="#2c7a57",
            tint="#cfe3d3",
        ),
        Shape(
            name="pebbles",
            path=_ellipse(x=50, y=19, wide=22, high=14)
            + _ellipse(x=51, y=48, wide=33, high=15)
            + _ellipse(x=50, y=80, wide=44, high=17),
            ink="#2b58a6",
            tint="#cfe0ee",
        ),
        Shape(name="moon", path="M4 74C4 48 24 27 50 27C76 27 96 48 96 74Z", ink="#8a3f7d", tint="#ead0e4"),
        Shape(name="waves", path=_band(y=14) + _band(y=43) + _band(y=72), ink="#1c7386", tint="#c9e5ea"),
        Shape(
            name="ladder",
            path="".join(
                _bar(left=left, top=top, right=right, bottom=bottom)
                for left, top, right, bottom in (
                    (18, 6, 31, 94), (69, 6, 82, 94), (31, 20, 69, 31), (31, 45, 69, 56), (31, 70, 69, 81)
                )
            ),
            ink="#8a5a2b",
            tint="#ead9c3",
        ),
        Shape(
            name="star",
            path="M50 3L63 33L95 36L71 57L78 89L50 72L22 89L29 57L5 36L37 33Z",
            ink="#66741b",
            tint="#e2e6c0",
        ),
    )
}  # fmt: skip

FIRST = ("arch", "flower", "leaf", "pebbles")  # those of the four levers that a site starts with
SPARE = ("moon", "waves", "ladder", "star")  # for those that facilitators add


def outlines(path: str) -> Iterator[list[Point]]:
    """The polygons of a path: each curve is followed by straight lines, close enough for a picture."""
    for closed in path.split("Z")[:-1]:
        points: list[Point] = []
        for command in closed.replace("L", "|L").replace("C", "|C").split("|"):
            numbers = [float(number) for number in command[1:].split()]
            ends = list(zip(numbers[::2], numbers[1::2], strict=True))
            points += _followed(points[-1], *ends) if command[0] == "C" else ends
        yield points


def _followed(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """Points on a cubic Bézier curve, its end included."""
    points = []
    for step in range(1, STEPS + 1):
        at = step / STEPS
        weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
        corners = (start, first, second, end)
        points.append(
            (
                sum(weight * corner[0] for weight, corner in zip(weights, corners, strict=True)),
                sum(weight * corner[1] for weight, corner in zip(weights, corners, strict=True)),
            )
        )
    return points
