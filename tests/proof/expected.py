"""How light and how short the pages must be: every figure that these tests hold the pages to."""

from dataclasses import dataclass

KB = 1000  # bytes
SCREEN = 844  # px: the height of a phone's screen, 390 wide


@dataclass(frozen=True, kw_only=True)
class Weight:
    """What the first load of a page may weigh on the line, compressed, all that it asks for included."""

    address: str
    whole: int
    scripts: int = 25 * KB


SHEET = "/structures/cafe-la-bascule/le-cafe-daccueil-du-mardi-tenu-a-deux/"
PICTURED = "/structures/amap-des-trois-ponts/trois-distributions-en-binome-le-parrainage-des-nouveaux/"
FILM = "/structures/cafe-la-bascule/je-regardais-par-la-vitre/"
WEIGHTS = {
    "front": Weight(address="/", whole=150 * KB),
    "sheet": Weight(address=SHEET, whole=130 * KB),
    "sheet with its photographs": Weight(address=PICTURED, whole=130 * KB),
    "search": Weight(address="/recherche/?q=accueillir+les+nouveaux", whole=120 * KB, scripts=60 * KB),
    "structures": Weight(address="/structures/", whole=150 * KB),
    "testimonials": Weight(address="/temoignages/", whole=150 * KB),
}
"""Search alone has htmx, which the others do without. A film is not of the first load: only its poster is."""
MOST_SHIFT = 0.001  # of the cumulative layout shift (CLS): half a pixel of a word, when its letters come

FILM_ENDS_BEFORE = SCREEN  # px from the top of the page
FIRST_STEP_BEGINS_BEFORE = 1.5 * SCREEN
FRONT_IS_SHORTER_THAN = 7 * SCREEN
SMALLEST_CAPTION = 16  # px
