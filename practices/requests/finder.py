"""Which structures may have an answer: the search registers who finds them, questions ask without knowing it."""

from collections.abc import Callable, Iterable
from typing import Any

from community.models import StructurePage
from community.models.visible import IN_A_LIST
from community.visibility import published
from practices.models import PracticePage, PracticeRequestPage

FindStructures = Callable[..., Iterable[int]]

SHEETS_LOOKED_AT = 10
"""For each structure wanted: some have many sheets on one lever."""

_finders: list[FindStructures] = []


def register_finder(find: FindStructures) -> None:
    """`find(request_page=, limit=)` gives the keys of structures, the likeliest first; called from `ready()`."""
    _finders[:] = [find]


def may_answer(*, question: PracticeRequestPage, limit: int) -> list[int]:
    """The structures on line that may have an answer, the likeliest first, without the one that asks.

    Where nobody finds by words, or nothing is found: those that have a sheet on line on the same levers.
    """
    found: list[int] = []
    for find in _finders:
        found.extend(find(request_page=question, limit=limit))
    found = found or _on_the_same_levers(question, limit)
    wanted = [pk for pk in dict.fromkeys(found) if pk != question.structure_id]
    there = set(published(StructurePage.objects.filter(pk__in=wanted)).values_list("pk", flat=True))
    return [pk for pk in wanted if pk in there][:limit]


def _on_the_same_levers(question: PracticeRequestPage, limit: int) -> list[int]:
    """Those whose sheets are the latest written."""
    levers = list(question.lever_items.values_list("tag_id", flat=True))
    sheets: Any = published(PracticePage.objects.filter(lever_items__tag__in=levers))
    latest = list(sheets.order_by("-first_published_at", "-pk").only(*IN_A_LIST)[: limit * SHEETS_LOOKED_AT])
    above = StructurePage.objects.to_name().above_each(latest)
    return list(dict.fromkeys(above[sheet.pk].pk for sheet in latest if sheet.pk in above))
