"""The sizes of pictures that pages show: read for a whole page in one question, made where they are not there yet.

They are made when a page is published (`preparing`); a reader who comes first waits for what is missing, once.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from wagtail.images.models import Filter

from community.files.sizes import SHOWN_BY_ALL, ShownPicture, Sizes, spec_of
from community.models import SiteImage, SiteRendition

FOCUS = tuple(f"image__focal_point_{part}" for part in ("x", "y", "width", "height"))

Wanted = tuple[int, Sizes]


def pictures_in_hand(wanted: Iterable[Wanted]) -> dict[Wanted, ShownPicture]:
    """Each of these pictures (its key, where it stands) that can be shown; one that is damaged is left out.

    One question for all; and where some sizes are missing, those of these pictures are made.
    """
    wanted = list(dict.fromkeys(wanted))
    if not wanted:
        return {}
    there = _prepared(wanted)
    missing = [(key, sizes) for key, sizes in wanted if not there[key].keys() >= set(sizes.specs)]
    if missing:
        prepare(missing)
        there = _prepared(wanted)
    shown = ((one, _shown(there[one[0]], one[1])) for one in wanted)
    return {one: picture for one, picture in shown if picture}


def prepare(wanted: Iterable[Wanted]) -> None:
    """Make what is missing of these sizes; a picture that cannot be read is told in the log, and stops nothing."""
    wanted = list(wanted)
    images = SiteImage.objects.in_bulk([key for key, _sizes in wanted])
    there = _prepared(wanted)
    for key, sizes in wanted:
        for spec in sizes.specs:
            if key in images and spec not in there[key] and not images[key].get_rendition(spec).width:
                break


def _prepared(wanted: list[Wanted]) -> dict[int, dict[str, SiteRendition]]:
    """The files that are there, by picture and by what Wagtail calls them; former framings are left out."""
    rows = SiteRendition.objects.filter(
        image__in={key for key, _sizes in wanted},
        filter_spec__in={spec for _key, sizes in wanted for spec in sizes.specs},
    )
    rows = rows.select_related("image").only("file", "width", "height", "filter_spec", "focal_point_key", *FOCUS)
    found: defaultdict[int, dict[str, SiteRendition]] = defaultdict(dict)
    for row in rows:
        if row.focal_point_key == _filter(row.filter_spec).get_cache_key(row.image):
            found[row.image_id][row.filter_spec] = row
    return found


def _shown(files: dict[str, SiteRendition], sizes: Sizes) -> ShownPicture | None:
    """None where nothing that every browser shows is there."""
    widest = files.get(spec_of(sizes.cuts[-1], SHOWN_BY_ALL))
    if widest is None:
        return None
    return ShownPicture(
        src=widest.url,
        width=widest.width,
        height=widest.height,
        avif=_addresses(files, sizes, "avif"),
        webp=_addresses(files, sizes, "webp"),
    )


def _addresses(files: dict[str, SiteRendition], sizes: Sizes, kind: str) -> str:
    """Each address with its width; a picture that is small has one for all."""
    specs = (spec_of(cut, kind) for cut in sizes.cuts)
    widths = {files[spec].width: files[spec].url for spec in specs if spec in files}
    return ", ".join(f"{address} {width}w" for width, address in widths.items())


@cache
def _filter(spec: str) -> Any:
    """Reading what a name asks for takes longer than anything else here."""
    return Filter(spec=spec)
