"""What structures say that they tried: one sheet by half the network, much by one structure, some anywhere."""

from collections.abc import Sequence
from datetime import date

from bench.growing.rows import put
from bench.growing.sheets import Place
from bench.growing.texts import Draw
from practices.models import Adoption, PracticePage

MOST_OF_A_SHEET = 500
MOST_OF_A_STRUCTURE = 200


def tries(draw: Draw, *, places: Sequence[Place], made: Sequence[PracticePage], discussed: PracticePage) -> None:
    """The most discussed sheet is the one that most structures tried; the first structure tries the most."""
    live = [page for page in made if page.live]
    pairs = [(discussed, place) for place in places[:MOST_OF_A_SHEET]]
    pairs += [(sheet, places[0]) for sheet in live[-MOST_OF_A_STRUCTURE:]]
    pairs += [(draw.one(live), draw.one(places)) for _each in range(len(made) // 5)]
    own = {
        place.structure.path: [page for page in live[:2000] if page.path.startswith(place.structure.path)]
        for place in places
    }
    told = {
        (sheet.pk, place.structure.pk): _adoption(draw, sheet, place, own[place.structure.path])
        for sheet, place in pairs
        if not sheet.path.startswith(place.structure.path)
    }
    put(list(told.values()))


def _adoption(draw: Draw, sheet: PracticePage, place: Place, own: Sequence[PracticePage]) -> Adoption:
    wrote_one = [page for page in own if page.pk != sheet.pk] if draw.is_so(0.3) else []
    return Adoption(
        sheet=sheet,
        structure=place.structure,
        member=place.writer,
        tried_on=date(2025, 1 + draw.moment().month % 12, 1),
        own_sheet=draw.one(wrote_one) if wrote_one else None,
        kept=draw.text()[1][:300],
        changed=draw.text()[1][:300],
        happened=draw.text()[1][:300],
    )
