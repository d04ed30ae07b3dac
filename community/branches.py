"""Moving and deleting pages: one at a time, the rows held from the top, and the places read once they are.

Wagtail does both from pages read before, and holds nothing. Two moves at once were given the same place (500) or took
one page for another; a sheet started below a structure that was being deleted stayed, below nothing.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction, MovePagePermissionError
from wagtail.models import Page

PLACE = ["path", "depth", "numchild", "slug", "url_path"]


def hold_branches() -> None:
    """Have Wagtail's two actions, which every door of the admin passes by, hold what they change; called at start."""
    if getattr(MovePageAction, "holds_branches", False):
        return
    moving, deleting = MovePageAction.execute, DeletePageAction.execute

    def move(self: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            if not _are_held([self.page, self.target], shifts=self.pos != "last-child"):
                raise MovePagePermissionError("one of the two pages was deleted meanwhile")
            return moving(self, *args, **kwargs)

    def delete(self: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            return deleting(self, *args, **kwargs) if _are_held([self.page]) else (0, {})

    MovePageAction.execute, DeletePageAction.execute = move, delete
    MovePageAction.holds_branches = True


def _are_held(pages: list[Page], *, shifts: bool = False) -> bool:
    """Hold these pages, those just above, and all that changes place; returns whether the pages are still there.

    The root's row comes first: whoever moves or deletes changes the places of others, so there is one at a time.
    Whoever adds a page holds the row above it, and so waits. `shifts` when the pages beside the last one move too.
    """
    _hold(Q(depth=1))
    paths = dict(Page.objects.filter(pk__in=[page.pk for page in pages]).values_list("pk", "path"))
    if any(page.pk not in paths for page in pages):
        return False
    above = {path[: -Page.steplen] for path in paths.values()}
    branches = {paths[pages[0].pk], *({paths[pages[-1].pk][: -Page.steplen]} if shifts else ())} - {""}
    _hold(reduce(or_, (Q(path__startswith=path) for path in branches), Q(path__in={*above, *paths.values()})))
    for page in pages:
        page.refresh_from_db(fields=PLACE)
    return True


def _hold(rows: Q) -> None:
    list(Page.objects.select_for_update(of=("self",)).filter(rows).order_by("path").values_list("pk", flat=True))
