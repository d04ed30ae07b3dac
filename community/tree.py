"""The tree of pages, as sound as its rows say: what is wrong is counted in one query, and put right.

A page whose row says « no child » while it has some cannot be given another (treebeard gives the new page the place of
the first one). Treebeard's own check asks two questions a page, and its repair compares every page with every other.
"""

from dataclasses import astuple, dataclass

from django.db import transaction
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Length, Substr
from django.db.models.lookups import Exact
from wagtail.models import Page

STEP = Page.steplen
FIRST, LAST = Page.alphabet[0] * STEP, Page.alphabet[-1] * STEP


def paths_down_to(page: Page) -> list[str]:
    """The paths of the pages on the way from the root of the tree to this one, which is the last."""
    return [page.path[:end] for end in range(STEP, len(page.path) + 1, STEP)]


def just_below(path: str) -> Q:
    """The children of the page at this path, found by the index of paths.

    A range, as treebeard asks it: for `startswith`, which is a LIKE, SQLite reads every page of the site. The depth is
    said by the length of the path, which stands in the index: the rows of those further down are not read.
    """
    return Q(path__range=(path + FIRST, path + LAST)) & Q(Exact(Length("path"), len(path) + STEP))


@dataclass(frozen=True, kw_only=True)
class Damage:
    """How many pages are wrong, and how."""

    counts: int
    """whose row miscounts its children"""
    depths: int
    """whose depth is not that of their path"""
    orphans: int
    """with no page above them: no command can tell where they belong"""

    def __bool__(self) -> bool:
        return any(astuple(self))

    @property
    def total(self) -> int:
        return sum(astuple(self))


def miscounted() -> QuerySet[Page]:
    """The pages whose row does not say how many children they have; `counted` is the right figure."""
    interval = (Concat(OuterRef("path"), Value(FIRST)), Concat(OuterRef("path"), Value(LAST)))
    children = (
        Page.objects.filter(path__range=interval)
        .alias(length=Length("path"))
        .filter(length=Length(OuterRef("path")) + STEP)
        .order_by()
        .values(_same=Value(1))
        .annotate(number=Count("pk"))
        .values("number")
    )
    counted = Coalesce(Subquery(children, output_field=IntegerField()), 0)
    pages: QuerySet[Page] = Page.objects.annotate(counted=counted).exclude(numchild=F("counted")).order_by()
    return pages


def damage() -> Damage:
    """What is wrong now: one query a figure, each page looked at once."""
    above = Page.objects.filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - STEP))
    return Damage(
        counts=miscounted().count(),
        depths=_of_another_depth().count(),
        orphans=Page.objects.filter(~Exists(above), ~Q(depth=1)).count(),
    )


def mend() -> Damage:
    """Put right what a command can, and return what was wrong; orphans are left for somebody to look at."""
    found = damage()
    if found.depths:
        _of_another_depth().update(depth=Length("path") / STEP)
    for pk in miscounted().values_list("pk", flat=True) if found.counts else ():
        mend_count(page=Page(pk=pk))
    return found


@transaction.atomic
def mend_count(*, page: Page) -> None:
    """Put one page's count of children right, its row held; nothing is written when it is."""
    row = Page.objects.select_for_update(of=("self",), no_key=True).filter(pk=page.pk)
    wrong = miscounted().filter(pk__in=list(row.values_list("pk", flat=True))).values_list("counted", flat=True)
    for counted in wrong:
        Page.objects.filter(pk=page.pk).update(numchild=counted)


def _of_another_depth() -> QuerySet[Page]:
    pages: QuerySet[Page] = Page.objects.exclude(depth=Length("path") / STEP)
    return pages
