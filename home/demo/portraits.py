"""Photographs of invented people: nobody's face, a shape of the site cut out on its paper."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from community.drawing.shapes import SHAPES, SIDE, outlines

WIDE = 480
AROUND = 90  # points of paper left on each side


def portrait_of(shape_name: str) -> ContentFile:
    """A square with this shape, drawn three times as large, then made smaller: its edges are smooth."""
    shape = SHAPES[shape_name]
    large = Image.new("RGB", (WIDE * 3, WIDE * 3), shape.tint)
    pen = ImageDraw.Draw(large)
    scale = (WIDE - 2 * AROUND) * 3 / SIDE
    for outline in outlines(shape.path):
        pen.polygon([(AROUND * 3 + x * scale, AROUND * 3 + y * scale) for x, y in outline], fill=shape.ink)
    content = BytesIO()
    large.resize((WIDE, WIDE), Image.Resampling.LANCZOS).save(content, format="JPEG", quality=85)
    return ContentFile(content.getvalue(), name="portrait.jpg")
