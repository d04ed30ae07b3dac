"""A page and all that depends on it: the pages below, the comments and definitions on them."""

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from search.things.registry import FindableKind, kinds

SUBTREE = "sous-arbre"
"""Its name in the outbox: one row is enough for the move of a structure and its two hundred sheets."""


def spelled_out(*, page_ids: Collection[int]) -> dict[str, set[int]]:
    """What depends on these pages, by kind: kind's name → ids. Pages that are gone have nothing left."""
    paths = list(Page.objects.filter(pk__in=page_ids).values_list("path", flat=True)) if page_ids else []
    if not paths:
        return {}
    below = reduce(or_, (Q(path__startswith=path) for path in _topmost(paths)))
    types = dict(Page.objects.filter(below).order_by().values_list("pk", "content_type_id"))
    found = {kind.name: {pk for pk, held in types.items() if held == _type(kind)} for kind in kinds() if kind.is_page}
    for kind in kinds():
        found.setdefault(kind.name, set()).update(kind.on_pages(types))
    return {name: ids for name, ids in found.items() if ids}


def _topmost(paths: list[str]) -> list[str]:
    """Without those below another: a structure saved with its sheets is asked for once."""
    kept: list[str] = []
    for path in sorted(paths):
        if not (kept and path.startswith(kept[-1])):
            kept.append(path)
    return kept


def _type(kind: FindableKind) -> int:
    return ContentType.objects.get_for_model(kind.model).pk
