"""Photographs of the demonstration's people: nobody's face, a shape of the site cut out on its paper.

Run it from the root of the project, after changing a shape:

    .venv/bin/python -m tools.demo_media.portraits
"""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageDraw

from community.drawing.shapes import SHAPES, SIDE, outlines
from home.demo.source import MEDIA

WORN: Final = ("arch", "flower", "leaf", "star", "waves")
WIDE: Final = 480
AROUND: Final = 90  # points of paper on each side
SMOOTH: Final = 3  # drawn as many times larger, then made smaller


def main() -> None:
    """Writes `portrait-<shape>.jpg` for each shape that somebody wears."""
    for name in WORN:
        shape = SHAPES[name]
        large = Image.new("RGB", (WIDE * SMOOTH, WIDE * SMOOTH), shape.tint)
        pen = ImageDraw.Draw(large)
        scale = (WIDE - 2 * AROUND) / SIDE
        for outline in outlines(shape.path):
            pen.polygon([((AROUND + x * scale) * SMOOTH, (AROUND + y * scale) * SMOOTH) for x, y in outline], shape.ink)
        small = large.resize((WIDE, WIDE), Image.Resampling.LANCZOS)
        small.save(MEDIA / f"portrait-{name}.jpg", quality=80)


if __name__ == "__main__":
    main()
