"""The pencils of the demo pictures: a canvas of flat warm shapes, with people, cups and steam to put on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw, ImageFont

WIDTH: Final = 960
HEIGHT: Final = 540
# Shapes are drawn twice as large and reduced afterwards: Pillow draws without smoothing the edges.
OVERSAMPLING: Final = 2
# Pillow's own font has no accented letters; this one is in Debian's fonts-dejavu-core.
LABEL_FONT: Final = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

CREAM: Final = "#FBF1E3"
SAND: Final = "#F2DDC0"
OCHRE: Final = "#E8A33D"
TERRACOTTA: Final = "#C8593F"
ROSE: Final = "#E9B7A2"
SAGE: Final = "#8FAE8B"
TEAL: Final = "#2F6F6B"
SKY: Final = "#CFE3E6"
PLUM: Final = "#6B3F55"
WOOD: Final = "#B57A4B"
BARK: Final = "#7E4F2E"
INK: Final = "#40302B"
WHITE: Final = "#FFFDF8"
SHADOW: Final = "#291C18"
STEAM: Final = "#DDD0C6"
SKINS: Final = ("#F3CBA8", "#8D5A3B", "#D9A066", "#74472F")

Point = tuple[float, float]


class Canvas:
    """A picture of 960 by 540 points, the origin at the top left."""

    def __init__(self, *, background: str) -> None:
        size = (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING)
        self._image = Image.new("RGB", size, background)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, *, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        """A rectangle by its top left corner, its corners rounded on request."""
        self._draw.rounded_rectangle(
            self._scaled(((x, y), (x + width, y + height))), radius=radius * OVERSAMPLING, fill=fill
        )

    def disc(self, *, x: float, y: float, radius: float, fill: str, flatten: float = 1) -> None:
        """A disc by its centre; `flatten` below 1 makes it a lying ellipse."""
        tall = radius * flatten
        self._draw.ellipse(self._scaled(((x - radius, y - tall), (x + radius, y + tall))), fill=fill)

    def slice(self, *, x: float, y: float, radius: float, start: float, end: float, fill: str) -> None:
        """A slice of disc between two angles in degrees, clockwise from three o'clock."""
        bounds = self._scaled(((x - radius, y - radius), (x + radius, y + radius)))
        self._draw.pieslice(bounds, start, end, fill=fill)

    def arc(self, *, x: float, y: float, radius: float, start: float, end: float, fill: str, width: float) -> None:
        """A piece of circle drawn as a line."""
        bounds = self._scaled(((x - radius, y - radius), (x + radius, y + radius)))
        self._draw.arc(bounds, start, end, fill=fill, width=round(width * OVERSAMPLING))

    def shape(self, *, points: Sequence[Point], fill: str) -> None:
        """A filled polygon."""
        self._draw.polygon(self._scaled(points), fill=fill)

    def stroke(self, *, points: Sequence[Point], fill: str, width: float) -> None:
        """A line through the points, with round joints and ends."""
        thick = round(width * OVERSAMPLING)
        self._draw.line(self._scaled(points), fill=fill, width=thick, joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x=x, y=y, radius=width / 2, fill=fill)

    def label(self, *, text: str, is_still: bool = False) -> None:
        """A small mark at the top, so that the picture is never taken for a real person's.

        In the right corner of a film, which is shown whole; in the middle of a still, whose edges pages cut.
        """
        font = ImageFont.truetype(LABEL_FONT, 19 * OVERSAMPLING)
        wide = self._draw.textlength(text, font=font) / OVERSAMPLING + 28
        x, y = ((WIDTH - wide) / 2, 42) if is_still else (WIDTH - wide - 16, 16)
        self.box(x=x, y=y, width=wide, height=34, fill=INK, radius=17)
        place = ((x + 14) * OVERSAMPLING, (y + 17) * OVERSAMPLING)
        self._draw.text(place, text, font=font, fill=WHITE, anchor="lm")

    def finished(self, *, width: int, height: int) -> Image.Image:
        """The picture reduced to the size asked for, in pixels."""
        return self._image.resize((width, height), Image.Resampling.LANCZOS)

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]


def draw_person(
    canvas: Canvas, *, x: float, y: float, skin: str, hair: str, clothes: str, long_hair: bool = False, tilt: float = 0
) -> None:
    """A smiling person down to the waist; (x, y) is the middle of the face, `tilt` moves the head sideways."""
    canvas.box(x=x - 62, y=y + 62, width=124, height=230, fill=clothes, radius=52)
    canvas.box(x=x - 16, y=y + 30, width=32, height=48, fill=skin, radius=14)
    head = x + tilt
    if long_hair:
        canvas.box(x=head - 52, y=y - 40, width=104, height=112, fill=hair, radius=44)
    canvas.disc(x=head, y=y, radius=45, fill=skin)
    canvas.slice(x=head, y=y - 6, radius=48, start=182, end=358, fill=hair)
    for side in (-16, 16):
        canvas.disc(x=head + side, y=y + 4, radius=4, fill=SHADOW)
        canvas.disc(x=head + side * 1.6, y=y + 17, radius=7, fill=ROSE if skin in (SKINS[0], SKINS[2]) else "#A5563F")
    canvas.arc(x=head, y=y + 10, radius=17, start=30, end=150, fill=SHADOW, width=4)


def draw_arm(canvas: Canvas, *, points: Sequence[Point], sleeve: str, skin: str) -> None:
    """An arm through the points: shoulder, elbow, hand."""
    canvas.stroke(points=points, fill=sleeve, width=30)
    x, y = points[-1]
    canvas.disc(x=x, y=y, radius=17, fill=skin)


def draw_cup(canvas: Canvas, *, x: float, y: float, fill: str, moment: float) -> None:
    """A steaming cup on its saucer; (x, y) is the middle of the saucer, `moment` in seconds moves the steam."""
    canvas.disc(x=x, y=y, radius=48, fill=WHITE, flatten=0.24)
    canvas.arc(x=x + 34, y=y - 30, radius=17, start=-90, end=90, fill=fill, width=8)
    canvas.box(x=x - 34, y=y - 56, width=68, height=56, fill=fill, radius=18)
    canvas.disc(x=x, y=y - 54, radius=34, fill=BARK, flatten=0.2)
    draw_steam(canvas, x=x, y=y - 66, moment=moment)


def draw_steam(canvas: Canvas, *, x: float, y: float, moment: float) -> None:
    """Two threads of steam that wave slowly above (x, y)."""
    for index, side in enumerate((-11, 11)):
        thread = [
            (x + side + 7 * math.sin(step / 2.2 + moment * 2.4 + index), y - step * 6) for step in range(10 + index * 2)
        ]
        canvas.stroke(points=thread, fill=STEAM, width=6)
