"""The six drawn scenes of the demo testimonials: each paints one moment, in seconds, on a canvas."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

from tools.demo_media.drawing import (
    BARK,
    CREAM,
    HEIGHT,
    INK,
    OCHRE,
    PLUM,
    ROSE,
    SAGE,
    SAND,
    SKINS,
    SKY,
    TEAL,
    TERRACOTTA,
    WHITE,
    WIDTH,
    WOOD,
    Canvas,
    draw_arm,
    draw_cup,
    draw_person,
)

MARK: Final = "Démonstration"


def draw_cafe(canvas: Canvas, moment: float) -> None:
    """A café window, a garland, and two people with two steaming cups and a little map."""
    canvas.box(x=300, y=70, width=360, height=250, fill=WHITE, radius=14)
    canvas.box(x=314, y=84, width=332, height=222, fill=SKY, radius=6)
    canvas.disc(x=560 + 4 * math.sin(moment / 2), y=140, radius=34, fill=OCHRE)
    canvas.shape(points=((314, 306), (314, 250), (420, 212), (520, 262), (646, 226), (646, 306)), fill=SAGE)
    canvas.box(x=474, y=84, width=12, height=222, fill=WHITE)
    _draw_garland(canvas, moment=moment)
    draw_person(canvas, x=215, y=218, skin=SKINS[0], hair="#D8D2CC", clothes=TEAL, tilt=3 * math.sin(moment * 1.5))
    draw_person(
        canvas, x=745, y=218, skin=SKINS[1], hair=INK, clothes=TERRACOTTA, long_hair=True, tilt=-3 * math.sin(moment)
    )
    _draw_counter(canvas, y=410)
    canvas.shape(points=((408, 404), (562, 404), (588, 428), (388, 428)), fill=WHITE)
    canvas.stroke(points=((420, 421), (462, 411), (500, 422), (548, 411)), fill=TERRACOTTA, width=4)
    canvas.disc(x=548, y=411, radius=8, fill=OCHRE, flatten=0.6)
    draw_cup(canvas, x=330, y=414, fill=OCHRE, moment=moment)
    draw_cup(canvas, x=650, y=414, fill=ROSE, moment=moment + 1.3)
    # A wave of the hand, twice, then rest: a gesture that never stops would tire the eye.
    lift = 26 * max(0.0, math.sin(moment * 3)) if moment % 8 < 2.2 else 0.0
    draw_arm(canvas, points=((795, 310), (838, 372), (846 + lift / 2, 300 - lift)), sleeve=TERRACOTTA, skin=SKINS[1])


def _draw_counter(canvas: Canvas, *, y: float) -> None:
    """A wooden table with a closed front, across the whole picture."""
    canvas.box(x=84, y=y + 30, width=792, height=HEIGHT - y, fill=SAND)
    for x in (84, 348, 612, 872):
        canvas.box(x=x, y=y + 30, width=8, height=HEIGHT - y, fill=WOOD)
    canvas.box(x=50, y=y, width=860, height=44, fill=WOOD, radius=14)
    canvas.box(x=50, y=y + 30, width=860, height=14, fill=BARK, radius=7)


def _draw_garland(canvas: Canvas, *, moment: float) -> None:
    """Bunting across the wall, barely moved by the air."""
    flags = (TERRACOTTA, OCHRE, SAGE, TEAL, ROSE)
    knots = [(step * 60, 34 + 22 * math.sin(step / 16 * math.pi) + math.sin(moment + step)) for step in range(17)]
    canvas.stroke(points=knots, fill=BARK, width=4)
    for index, (x, y) in enumerate(knots[:-1]):
        canvas.shape(
            points=((x + 12, y + 2), (x + 48, y + 2), (x + 30 + 2 * math.sin(moment + index), y + 40)),
            fill=flags[index % 5],
        )


def draw_wall(canvas: Canvas, moment: float) -> None:
    """A wall of notes gathered in groups, some struck out, and someone adding one more."""
    canvas.box(x=60, y=60, width=640, height=380, fill=WHITE, radius=18)
    groups = ((110, 110, OCHRE), (330, 100, SAGE), (520, 180, ROSE), (150, 290, SKY))
    for number, (left, top, colour) in enumerate(groups):
        for index in range(4):
            x, y = left + index % 2 * 88 + number * 3, top + index // 2 * 76 + index % 2 * 6
            _draw_note(canvas, x=x, y=y, colour=colour, struck=(number + index) % 4 == 0)
    _draw_note(canvas, x=432, y=330, colour=OCHRE, struck=False)
    draw_person(canvas, x=800, y=210, skin=SKINS[2], hair="#CFC7C0", clothes=PLUM, tilt=2 * math.sin(moment))
    draw_arm(canvas, points=((752, 312), (650, 372), (520, 362)), sleeve=PLUM, skin=SKINS[2])
    canvas.box(x=0, y=490, width=WIDTH, height=50, fill=WOOD)


def _draw_note(canvas: Canvas, *, x: float, y: float, colour: str, struck: bool) -> None:
    canvas.box(x=x, y=y, width=74, height=62, fill=colour, radius=5)
    for line, wide in enumerate((50, 38, 44)):
        canvas.box(x=x + 12, y=y + 15 + line * 14, width=wide, height=4, fill=INK, radius=2)
    if struck:
        canvas.stroke(points=((x + 6, y + 50), (x + 68, y + 12)), fill=TERRACOTTA, width=6)


def draw_workshop(canvas: Canvas, moment: float) -> None:
    """A repair bench: tools on the wall, a turning wheel, an old radio that wakes up, a guide and a visitor."""
    canvas.box(x=70, y=50, width=420, height=170, fill=SAND, radius=12)
    for index, (x, colour) in enumerate(((110, TEAL), (170, TERRACOTTA), (230, PLUM), (290, OCHRE))):
        canvas.box(x=x, y=76, width=16, height=64 + index % 2 * 18, fill=colour, radius=7)
        canvas.box(x=x + 4, y=132, width=8, height=62 - index % 2 * 10, fill=INK, radius=3)
    canvas.arc(x=398, y=132, radius=44, start=40, end=320, fill=TEAL, width=16)
    _draw_wheel(canvas, x=190, y=320, turn=moment * 0.9)
    draw_person(canvas, x=590, y=190, skin=SKINS[3], hair=INK, clothes=OCHRE, long_hair=True, tilt=3 * math.sin(moment))
    draw_person(canvas, x=800, y=206, skin=SKINS[0], hair="#A65B32", clothes=SAGE, tilt=2 * math.sin(moment * 1.3))
    _draw_counter(canvas, y=410)
    _draw_radio(canvas, x=390, y=316, moment=moment)
    draw_arm(canvas, points=((556, 300), (520, 372), (506, 344)), sleeve=OCHRE, skin=SKINS[3])


def _draw_wheel(canvas: Canvas, *, x: float, y: float, turn: float) -> None:
    canvas.arc(x=x, y=y, radius=92, start=0, end=360, fill=INK, width=13)
    canvas.arc(x=x, y=y, radius=78, start=0, end=360, fill="#B9B2AB", width=5)
    for spoke in range(8):
        angle = turn + spoke * math.pi / 4
        ray = (x + 76 * math.cos(angle), y + 76 * math.sin(angle))
        canvas.stroke(points=((x, y), ray), fill="#B9B2AB", width=3)
    canvas.disc(x=x, y=y, radius=13, fill=TERRACOTTA)


def _draw_radio(canvas: Canvas, *, x: float, y: float, moment: float) -> None:
    """The radio plays three seconds out of six: its lamp warms up and small waves leave it."""
    plays = moment % 6 > 3
    canvas.stroke(points=((x + 90, y + 6), (x + 116, y - 60)), fill=INK, width=4)
    canvas.box(x=x, y=y, width=132, height=94, fill=TERRACOTTA, radius=14)
    canvas.disc(x=x + 44, y=y + 50, radius=30, fill=SAND)
    canvas.disc(x=x + 44, y=y + 50, radius=14, fill=BARK)
    canvas.box(x=x + 86, y=y + 22, width=32, height=20, fill="#FFD98A" if plays else BARK, radius=4)
    canvas.disc(x=x + 102, y=y + 66, radius=10, fill=SAND)
    if plays:
        for ring in range(1, 3):
            reach = 18 * ring + 8 * (moment % 1)
            canvas.arc(x=x + 66, y=y - 6, radius=reach, start=215, end=270, fill=OCHRE, width=5)


def draw_questionnaire(canvas: Canvas, moment: float) -> None:
    """A table seen from above: a list of questions mostly struck out, glasses, a pencil, a warm drink."""
    canvas.shape(points=((250, 60), (640, 36), (672, 500), (282, 524)), fill=WHITE)
    for row in range(9):
        x, y = 300 + row * 3.2, 96 + row * 46
        kept = row in (1, 3, 4, 6, 8)
        canvas.box(x=x, y=y, width=20, height=20, fill=TEAL if kept else SAND, radius=4)
        wide = (250, 280, 210, 260, 230)[row % 5]
        canvas.box(x=x + 38, y=y + 6, width=wide, height=8, fill=INK if kept else "#B9A899", radius=4)
        if not kept:
            canvas.stroke(points=((x + 26, y + 16), (x + wide + 52, y + 4)), fill=TERRACOTTA, width=6)
    canvas.stroke(points=((720, 470), (820, 330)), fill=OCHRE, width=20)
    canvas.shape(points=((702, 494), (711, 463), (730, 477)), fill=INK)
    for x in (90, 178):
        canvas.arc(x=x, y=402, radius=38, start=0, end=360, fill=PLUM, width=9)
    canvas.arc(x=134, y=402, radius=14, start=200, end=340, fill=PLUM, width=7)
    canvas.disc(x=800, y=170, radius=88, fill=ROSE)
    canvas.disc(x=800, y=170, radius=62, fill=WHITE)
    canvas.disc(x=800, y=170, radius=52, fill=BARK)
    canvas.arc(x=800, y=170, radius=26, start=30 + moment * 40, end=200 + moment * 40, fill=WOOD, width=8)
    canvas.box(x=70, y=90, width=120, height=150, fill=SAGE, radius=10)
    canvas.box(x=90, y=112, width=80, height=10, fill=WHITE, radius=5)


def draw_estate(canvas: Canvas, moment: float) -> None:
    """The foot of two blocks of flats: windows light up, a table, a teapot, cups, and people talking."""
    for x, pace in ((120, 9.0), (520, 6.0), (830, 7.5)):
        drift = x + moment * pace
        canvas.disc(x=drift, y=62, radius=34, fill=WHITE)
        canvas.disc(x=drift + 38, y=72, radius=26, fill=WHITE)
        canvas.disc(x=drift - 38, y=74, radius=22, fill=WHITE)
    _draw_block(canvas, x=40, y=70, columns=4, colour=ROSE, moment=moment)
    _draw_block(canvas, x=610, y=110, columns=4, colour=SAND, moment=moment + 3)
    canvas.box(x=0, y=390, width=WIDTH, height=HEIGHT - 390, fill=SAGE)
    canvas.box(x=466, y=210, width=22, height=190, fill=BARK)
    for x, y, radius in ((477, 170, 74), (430, 214, 48), (526, 212, 50)):
        canvas.disc(x=x + 2 * math.sin(moment), y=y, radius=radius, fill="#6F9A6C")
    draw_person(
        canvas, x=250, y=262, skin=SKINS[3], hair=PLUM, clothes=OCHRE, long_hair=True, tilt=3 * math.sin(moment)
    )
    draw_person(canvas, x=716, y=262, skin=SKINS[2], hair=INK, clothes=TEAL, tilt=2 * math.sin(moment * 1.4))
    canvas.box(x=110, y=436, width=740, height=34, fill=TERRACOTTA, radius=8)
    canvas.shape(points=((120, 462), (840, 462), (828, 540), (132, 540)), fill=WHITE)
    canvas.stroke(points=((128, 492), (832, 492)), fill=ROSE, width=6)
    _draw_teapot(canvas, x=480, y=436)
    draw_cup(canvas, x=360, y=440, fill=SKY, moment=moment)
    draw_cup(canvas, x=604, y=440, fill=OCHRE, moment=moment + 2)


def _draw_block(canvas: Canvas, *, x: float, y: float, columns: int, colour: str, moment: float) -> None:
    """A block of flats; one more window lights up every two seconds, in an order that looks free."""
    canvas.box(x=x, y=y, width=columns * 74 + 20, height=340, fill=colour, radius=8)
    lit = int(moment / 2) + 4
    for index in range(columns * 4):
        glows = index * 7 % (columns * 4) < lit
        left, top = x + 28 + index % columns * 74, y + 26 + index // columns * 76
        canvas.box(x=left, y=top, width=42, height=50, fill="#FFD98A" if glows else "#8C8A91", radius=4)


def _draw_teapot(canvas: Canvas, *, x: float, y: float) -> None:
    canvas.arc(x=x + 48, y=y - 40, radius=26, start=-100, end=100, fill=TEAL, width=10)
    canvas.stroke(points=((x - 40, y - 30), (x - 70, y - 44), (x - 78, y - 68)), fill=TEAL, width=14)
    canvas.disc(x=x, y=y - 40, radius=50, fill=TEAL, flatten=0.85)
    canvas.box(x=x - 26, y=y - 88, width=52, height=10, fill=BARK, radius=5)
    canvas.disc(x=x, y=y - 92, radius=9, fill=OCHRE)


def draw_interview(canvas: Canvas, moment: float) -> None:
    """Two people at a screen table: one asks, notebook in hand, the other tells."""
    _draw_bubble(canvas, x=300, y=116, colour=WHITE, dots=TEAL, tail=-1, moment=moment)
    _draw_bubble(canvas, x=640, y=96, colour=OCHRE, dots=WHITE, tail=1, moment=moment + 1.5)
    draw_person(canvas, x=190, y=236, skin=SKINS[2], hair=INK, clothes=TERRACOTTA, tilt=2 * math.sin(moment))
    draw_person(
        canvas, x=770, y=236, skin=SKINS[1], hair=PLUM, clothes=SAGE, long_hair=True, tilt=2 * math.sin(moment * 1.2)
    )
    _draw_counter(canvas, y=430)
    canvas.shape(points=((440, 262), (640, 262), (660, 414), (420, 414)), fill=INK)
    canvas.shape(points=((452, 274), (628, 274), (644, 400), (436, 400)), fill=SKY)
    canvas.box(x=404, y=414, width=272, height=18, fill="#6E6660", radius=8)
    for line, wide in enumerate((120, 150, 90)):
        canvas.box(x=470, y=300 + line * 30, width=wide, height=10, fill=TEAL, radius=5)
    canvas.shape(points=((260, 372), (352, 352), (374, 424), (280, 432)), fill=WHITE)
    for line in range(3):
        canvas.stroke(points=((280, 384 + line * 15), (344, 370 + line * 15)), fill=TERRACOTTA, width=4)
    draw_arm(canvas, points=((226, 330), (240, 400), (288, 410)), sleeve=TERRACOTTA, skin=SKINS[2])


def _draw_bubble(canvas: Canvas, *, x: float, y: float, colour: str, dots: str, tail: int, moment: float) -> None:
    """A speech bubble with three dots that breathe; `tail` says on which side the speaker is."""
    canvas.box(x=x - 80, y=y - 50, width=160, height=92, fill=colour, radius=40)
    canvas.shape(points=((x + tail * 30, y + 34), (x + tail * 64, y + 20), (x + tail * 76, y + 74)), fill=colour)
    for index in range(3):
        canvas.disc(x=x - 38 + index * 38, y=y - 4, radius=9 + 2.5 * math.sin(moment * 2 + index), fill=dots)


DrawScene = Callable[[Canvas, float], None]

# The background comes with the scene: it is laid before anything is drawn.
SCENES: Final[Mapping[str, tuple[str, DrawScene]]] = {
    "m1": (CREAM, draw_cafe),
    "m2": (SAND, draw_wall),
    "m3": (CREAM, draw_workshop),
    "m4": (SAND, draw_questionnaire),
    "m5": (SKY, draw_estate),
    "m6": (CREAM, draw_interview),
}


def paint(*, key: str, moment: float, is_still: bool = False) -> Canvas:
    """The scene of the testimonial `key` at `moment` seconds, with its demonstration mark."""
    background, draw = SCENES[key]
    canvas = Canvas(background=background)
    draw(canvas, moment)
    canvas.label(text=MARK, is_still=is_still)
    return canvas
