"""What a sheet is linked to: its words, its structure, its parcours, its lineage, who tried it, who speaks of it.

Everything that is tied to it is named by one question; who may see what is asked once, of all the pages named.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.core.paginator import Page as PageOfCards
from django.http import HttpRequest
from wagtail.models import Page

from community.models import StructurePage
from community.paging import page_asked, page_of
from community.queries import name_structures
from community.seen_pages import SeenPages
from community.visibility import reader
from practices.adoptions.lineage import Near, lineage_around
from practices.adoptions.on_sheet import said_by_own, tried_here
from practices.cards import on_cards
from practices.models import PracticePage, TestimonialPage
from practices.pictures import Described, hand_out
from practices.ties import Ties, ties_of


def around_sheet(*, sheet: PracticePage, request: HttpRequest) -> dict[str, Any]:
    """All that the page of a sheet shows beside its own text, as this reader may see it.

    `?inspirations=`, `?temoignages=` and `?essais=` turn the pages of the last three.
    """
    member = reader(request)
    ties = ties_of(sheet.pk, member)
    named = [pk for pk in (sheet.parcours_id, sheet.inspired_by_id, ties.question) if pk]
    tied = [pk for tie in ties.tried for pk in (tie.structure, tie.own_sheet) if pk]
    tied += [pk for pair in ties.taken_from for pk in pair]
    visible = SeenPages([*named, *ties.inspirations, *ties.testimonials, *tied], member)
    turned = partial(page_asked, request=request)
    inspirations = _cards(PracticePage.objects, ties.inspirations, visible, ties, turned(name="inspirations"))
    testimonials = _cards(TestimonialPage.objects, ties.testimonials, visible, ties, turned(name="temoignages"))
    name_structures(pages=[sheet, *inspirations, *testimonials])
    pictures = hand_out(
        pages=[*inspirations, *testimonials],
        heads={pk: rows[0][0] for pk, rows in ties.pictures.items()},
        page_of=ties.pictures.get(sheet.pk, []) if sheet.is_as_stored else _pictures_of_a_version(sheet),
    )
    if sheet.is_as_stored:
        sheet.levers_in_hand = ties.levers.get(sheet.pk, [])
    return {
        "structure": sheet.get_parent(),
        "parcours": visible.get(sheet.parcours_id),
        "inspired_by": visible.get(sheet.inspired_by_id),
        "question": visible.get(ties.question or 0),
        "inspirations": inspirations,
        "testimonials": testimonials,
        **_who_tried(sheet, ties, visible, request, known=_structures([sheet, *inspirations, *testimonials])),
        "pictures": pictures,
        "attachments": _tools(sheet) if ties.has_tools or not sheet.is_as_stored else [],
        "levels": ties.levels if sheet.is_as_stored else list(sheet.levels.all()),
        "topics": ties.topics if sheet.is_as_stored else list(sheet.topics.all()),
    }


def _structures(pages: Iterable[Page]) -> list[StructurePage]:
    """Those that `name_structures` gave."""
    return [parent for page in pages if isinstance(parent := page.get_parent(), StructurePage)]


def _who_tried(
    sheet: PracticePage,
    ties: Ties,
    visible: Mapping[int, Page],
    request: HttpRequest,
    *,
    known: Iterable[StructurePage],
) -> dict[str, Any]:
    """What structures say of it, and where it comes from and leads; nothing beside a draft."""
    if not (sheet.live and sheet.is_as_stored):
        return {"tried": None, "own_tries": [], "lineage": None}
    near = Near(
        inspired_by=sheet.inspired_by_id, inspired=ties.inspirations, taken_from=ties.taken_from, tried=ties.tried
    )
    return {
        "tried": tried_here(sheet=sheet, ties=ties.tried, visible=visible, request=request),
        "own_tries": said_by_own(ties.own),
        "lineage": lineage_around(sheet=sheet, near=near, visible=visible, member=reader(request), known=known),
    }


def _tools(sheet: PracticePage) -> list[Any]:
    """The documents to take away, of the row or of a version."""
    return list(sheet.attachments.select_related("document"))


def _pictures_of_a_version(sheet: PracticePage) -> list[Described]:
    """A draft shows its team those that still lack an agreement."""
    return [(row.image_id, row.alt) for row in sheet.pictures.all()]


def _cards(manager: Any, pks: Iterable[int], visible: Mapping[int, Page], ties: Ties, number: int) -> PageOfCards:
    shown = [pk for pk in pks if pk in visible]
    rows = on_cards(manager.filter(pk__in=shown)).order_by("-first_published_at", "-pk") if shown else []
    page = page_of(rows, number=number)
    for card in page.object_list:
        card.levers_in_hand = ties.levers.get(card.pk, [])
    return page
