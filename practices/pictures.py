"""The pictures of what members share, as pages show them: those of all the cards of a page at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from community.files.prepared import Wanted, pictures_in_hand
from community.files.sizes import ON_A_CARD, ON_A_PAGE, ShownPicture
from community.models import SiteMedia
from practices.models import PracticePage, PracticePicture, TestimonialPage
from practices.vocabulary import Format

Described = tuple[int, str]
"""The key of a picture, and what it shows in words."""


def name_pictures(*, pages: Iterable[Any]) -> None:
    """Give each sheet the photograph that heads it, each testimonial its poster and how long it lasts.

    Two questions for all: which photographs, where there are sheets; which files, where there are pictures.
    """
    pages = list(pages)
    sheets = [page for page in pages if isinstance(page, PracticePage)]
    heads: dict[int, int] = {}
    if sheets:
        rows = PracticePicture.objects.filter(sheet__in=[sheet.pk for sheet in sheets], agreement=True)
        for sheet, image in rows.order_by("-sort_order", "-pk").values_list("sheet", "image"):
            heads[sheet] = image
    hand_out(pages=pages, heads=heads)


def hand_out(*, pages: Iterable[Any], heads: dict[int, int], page_of: Sequence[Described] = ()) -> list[ShownPicture]:
    """Give each card its picture in one question: `heads` says which photograph heads which sheet.

    `page_of`: photographs shown large besides, which are returned, each with its description.
    """
    testimonials = [page for page in pages if isinstance(page, TestimonialPage)]
    sheets = [page for page in pages if isinstance(page, PracticePage)]
    _read_recordings(testimonials)
    of_cards = {page.pk: key for page in testimonials if (key := _poster_shown(page))}
    of_cards |= {sheet.pk: heads[sheet.pk] for sheet in sheets if sheet.pk in heads}
    wanted: list[Wanted] = [(key, ON_A_CARD) for key in of_cards.values()]
    wanted += [(key, ON_A_PAGE) for key, _alt in page_of]
    there = pictures_in_hand(wanted)
    for page in testimonials:
        page.poster_in_hand = there.get((of_cards.get(page.pk, 0), ON_A_CARD))
        page.duration_in_hand = page.media.duration if _is_recorded(page) and page.media else None
    for sheet in sheets:
        sheet.picture_in_hand = there.get((of_cards.get(sheet.pk, 0), ON_A_CARD))
    return [there[key, ON_A_PAGE].described(alt) for key, alt in page_of if (key, ON_A_PAGE) in there]


def _read_recordings(testimonials: list[TestimonialPage]) -> None:
    """In one question where the cards came without them."""
    unread = [page for page in testimonials if page.media_id and not TestimonialPage.media.is_cached(page)]
    media = SiteMedia.objects.only("duration").in_bulk([page.media_id for page in unread]) if unread else {}
    for page in unread:
        page.media = media.get(page.media_id)


def _is_recorded(page: TestimonialPage) -> bool:
    """As `practices.shown` says it of the files."""
    return page.kind in (Format.VIDEO, Format.AUDIO) and page.media_id is not None


def _poster_shown(page: TestimonialPage) -> int | None:
    return page.poster_id if _is_recorded(page) else None
