"""`python -m tools.icons`: the sign of the site, two overlapping discs, as browsers and telephones ask for it.

Run once, after a change of the drawing; what it writes under static/img/ is kept with the code.
"""

from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent.parent / "static" / "img"
ONE, OTHER, SHARED, PAPER = "#c2451e", "#241c15", "#5d1f0b", "#fbf6ec"
DISCS = ((20, 20), (40, 20))  # centres, in a drawing of 60 × 40: that of templates/components/discs.html
RADIUS = 18
FINER = 8  # drawn so many times larger, then reduced: smooth edges

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"{role}>{style}
  <circle fill="{one}" cx="20" cy="20" r="18"/>
  <circle class="o" fill="{other}" cx="40" cy="20" r="18"/>
  <path class="s" fill="{shared}" d="M30 5A18 18 0 0 1 30 35A18 18 0 0 1 30 5Z"/>
</svg>
"""
# A tab may be dark, where ink on ink would not be seen.
IN_A_DARK_TAB = "<style>@media (prefers-color-scheme:dark){.o{fill:#f6ecdc}.s{fill:#fbd9b9}}</style>"


def drawn(*, side: int, share: float, ground: str | None) -> Image.Image:
    """The discs in a square of `side`, over `share` of its width, on a ground or on nothing."""
    large = side * FINER
    picture = Image.new("RGBA", (large, large), ground or "#00000000")
    scale = large * share / 56
    places = [((x - 30) * scale + large / 2, (y - 20) * scale + large / 2) for x, y in DISCS]
    masks = []
    for x, y in places:
        mask = Image.new("1", (large, large))
        ImageDraw.Draw(mask).circle((x, y), RADIUS * scale, fill=1)
        masks.append(mask)
    one, other = masks
    shared = Image.new("1", (large, large))
    shared.paste(other, mask=one)
    for colour, mask in ((ONE, one), (OTHER, other), (SHARED, shared)):
        picture.paste(colour, mask=mask)
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def write_all(*, folder: Path) -> None:
    """The drawing (SVG), the sign of a tab (SVG and ICO), those of a telephone's screen (PNG)."""
    colours = {"one": ONE, "other": OTHER, "shared": SHARED}
    logo = SVG.format(box="0 0 60 40", role=' role="img" aria-label="Faire avec"', style="", **colours)
    (folder / "logo.svg").write_text(logo)
    (folder / "favicon.svg").write_text(SVG.format(box="2 -8 56 56", role="", style=IN_A_DARK_TAB, **colours))
    sizes = [16, 32, 48]
    images = [drawn(side=side, share=1, ground=None) for side in sizes]
    images[-1].save(folder / "favicon.ico", sizes=[(side, side) for side in sizes], append_images=images[:-1])
    # « Maskable »: a telephone may cut a circle out of it, of four fifths of its width.
    for name, side, share in (("icon-192", 192, 0.66), ("icon-512", 512, 0.66), ("apple-touch-icon", 180, 0.72)):
        picture = drawn(side=side, share=share, ground=PAPER).convert("P", palette=Image.Palette.ADAPTIVE, colors=32)
        picture.save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    write_all(folder=HERE)
