"""The picture of a page that is shared (Open Graph): its cover or its photograph, then its title. 1200 × 630, JPEG."""

from io import BytesIO

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont, ImageOps

from community.drawing.covers import HEIGHT as COVER_HEIGHT
from community.drawing.covers import WIDTH as COVER_WIDTH
from community.drawing.covers import Cutout, cover
from community.drawing.shapes import SIDE, outlines
from community.paper import letters
from community.paper.lines import lines_of
from community.typography.signs import french
from home.found.faces import Face

WIDTH, HEIGHT = 1200, 630
BAND = 390  # of the picture; the title has the rest
SCALE = 4  # of a cover, whose shapes are small on a page: 300 of its 400 units are seen
FINER = 2  # drawn so many times larger, then reduced: smooth edges
PAPER, INK, SOFT_INK, TERRACOTTA, SHARED = "#fbf6ec", "#241c15", "#5c5047", "#c2451e", "#5d1f0b"
MARGIN = 60
TITLE_SIZES = ((60, 2), (50, 2), (42, 3), (36, 3))  # points, and how many lines there are room for
QUALITY = 86


def drawn(face: Face) -> bytes:
    """The picture, as bytes of a JPEG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    picture.paste(_photograph(face.picture) or _cover(face))
    pen = ImageDraw.Draw(picture)
    _brand(pen)
    if face.kind:
        pen.text((MARGIN, BAND + 28), _said(face.kind), font=_font(letters.TEXT_BOLD, 28), fill=SOFT_INK)
    if not letters.is_mostly_boxes(face.title):
        _title(pen, _said(face.title))
    file = BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return file.getvalue()


def _photograph(name: str) -> Image.Image | None:
    """Cut to the band; None where there is none, or where it cannot be read any more."""
    if not name:
        return None
    try:
        with default_storage.open(name) as file, Image.open(file) as opened:
            return ImageOps.fit(opened.convert("RGB"), (WIDTH, BAND), Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    except (OSError, ValueError):
        return None


def _cover(face: Face) -> Image.Image:
    """The part of the page's cover around its large shape."""
    pattern = cover(key=face.key, signs=face.signs)
    large, scale = pattern.cutouts[0], SCALE * FINER
    left = min(max(large.x - 90, 0), COVER_WIDTH - WIDTH / SCALE)
    top = min(max(large.y - 10, 0), COVER_HEIGHT - BAND / SCALE)
    picture = Image.new("RGB", (WIDTH * FINER, BAND * FINER), pattern.ground)
    for cutout in pattern.cutouts:
        _lay(picture, cutout, left, top, scale)
    return picture.resize((WIDTH, BAND), Image.Resampling.LANCZOS)


def _lay(picture: Image.Image, cutout: Cutout, left: float, top: float, scale: float) -> None:
    pen = ImageDraw.Draw(picture)
    for outline in outlines(cutout.shape.path):
        points = [_turned(point, cutout.turns) for point in outline]
        unit = cutout.side / SIDE
        places = [((cutout.x + x * unit - left) * scale, (cutout.y + y * unit - top) * scale) for x, y in points]
        pen.polygon(places, fill=cutout.colour)


def _turned(point: tuple[float, float], turns: int) -> tuple[float, float]:
    """By quarters of a turn around the middle of the shape, as a browser turns it."""
    x, y = point
    for _quarter in range(turns):
        x, y = SIDE - y, x
    return x, y


def _title(pen: ImageDraw.ImageDraw, title: str) -> None:
    """As large as its length allows; the end of one that is too long is left out."""
    lines: list[str] = []
    for size, most in TITLE_SIZES:
        font = _font(letters.TITLE, size)
        lines = list(lines_of(title, width=WIDTH - 2 * MARGIN, measure=font.getlength))
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-2].rstrip()}…"]
    for number, line in enumerate(lines):
        pen.text((MARGIN, BAND + 76 + number * size * 1.12), line, font=font, fill=INK)


def _brand(pen: ImageDraw.ImageDraw) -> None:
    """The two discs and the name of the site, at the right of the kind."""
    font = _font(letters.TITLE, 30)
    name = "Faire avec"
    left, middle, radius = WIDTH - MARGIN - font.getlength(name), BAND + 46, 15
    one, other = left - 52, left - 34
    pen.circle((one, middle), radius, fill=TERRACOTTA)
    pen.circle((other, middle), radius, fill=INK)
    # What the discs share, with the straight lines that a picture of this size lets nobody see.
    halves = [(one + radius * x, middle + radius * y) for x, y in _arc()]
    pen.polygon([*halves, *((one + other - x, y) for x, y in reversed(halves))], fill=SHARED)
    pen.text((left, middle - 20), name, font=font, fill=INK)


def _arc() -> list[tuple[float, float]]:
    """Of a circle of 1, the part that lies within another 18/15 to its right."""
    return [
        (x, y) for x, y in ((0.6, -0.8), (0.77, -0.64), (0.92, -0.4), (1, 0), (0.92, 0.4), (0.77, 0.64), (0.6, 0.8))
    ]


def _font(place: object, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(place), size)


def _said(text: str) -> str:
    return letters.drawable(french(" ".join(text.split())))
