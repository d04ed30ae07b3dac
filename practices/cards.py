"""What members write as cards: with their levers, their structure, their picture, how many structures tried it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from community.models import StructurePage
from community.models.visible import IN_A_LIST
from community.queries import name_structures
from practices.adoptions.queries import times_tried
from practices.models import PracticePage
from practices.models.levers import LeverName, WithLevers
from practices.pictures import name_pictures


def on_cards(pages: Any) -> Any:
    """These pages, to be read as far as a card shows them (`on_a_card`)."""
    return pages.select_related(*pages.model.beside_a_card).only(*IN_A_LIST, *pages.model.on_a_card)


def as_cards(pages: Any, *, known: Iterable[StructurePage] = (), with_pictures: bool = True) -> list[Any]:
    """These pages, with what their card shows; structures already in hand are given as `known`."""
    cards = list(on_cards(pages) if isinstance(pages, QuerySet) else pages)
    name_levers(pages=cards)
    if with_pictures:
        name_pictures(pages=cards)
    name_structures(pages=cards, known=known)
    name_tries(pages=cards)
    return cards


def name_tries(*, pages: Iterable[Any]) -> None:
    """Give each sheet the number of structures that tried it, in one query for all.

    Those that the public may know of: a card says the same to everybody.
    """
    sheets = [page for page in pages if isinstance(page, PracticePage)]
    counts = times_tried([sheet.pk for sheet in sheets])
    for sheet in sheets:
        sheet.times_tried = counts.get(sheet.pk, 0)


def name_levers(*, pages: Iterable[Any]) -> None:
    """Give each page its levers, those of one kind of page in one query: `page.shown_levers` then costs nothing.

    The library's own way makes an object a lever, and a queryset a page, which costs more than reading them.
    """
    kinds: defaultdict[type[Any], list[Any]] = defaultdict(list)
    for page in pages:
        if isinstance(page, WithLevers):
            kinds[type(page)].append(page)
    for kind, alike in kinds.items():
        named: defaultdict[int, list[LeverName]] = defaultdict(list)
        rows = kind.levers.through.objects.filter(content_object__in=[page.pk for page in alike]).order_by("pk")
        for pk, name, slug, sign in rows.values_list("content_object_id", "tag__name", "tag__slug", "tag__sign"):
            named[pk].append(LeverName(name=name, slug=slug, sign=sign))
        for page in alike:
            page.levers_in_hand = named[page.pk]
