"""« Elles l’ont essayé », on the page of a sheet: who, when, what they kept and changed; ten at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page as Turned
from django.http import HttpRequest
from wagtail.models import Page

from community.paging import number_in, page_asked, page_of
from practices.adoptions.queries import A_FEW
from practices.models import Adoption, PracticePage


@dataclass(frozen=True, kw_only=True)
class Tie:
    """An adoption of the sheet, as its ties name it: its key, who speaks, their own sheet (0 for none)."""

    pk: int
    structure: int
    own_sheet: int


@dataclass(frozen=True, kw_only=True)
class ToldHere:
    """What one structure says, as this reader may see it."""

    adoption: Adoption
    structure: Page
    own_sheet: Page | None


def tried_here(
    *, sheet: PracticePage, ties: Sequence[Tie], visible: Mapping[int, Page], request: HttpRequest
) -> Turned:
    """What the structures that this reader sees say of a sheet, the latest month first.

    `?essais=` turns the page, `?essai=` opens the one where that adoption is. No query where nobody tried it; one, or
    two beyond a page.
    """
    seen = {tie.pk: tie for tie in ties if tie.structure in visible}
    rows = Adoption.objects.shown().filter(pk__in=seen).order_by("-tried_on", "-pk") if seen else []
    page = page_of(rows, number=_number(request, rows, len(seen)), size=A_FEW)
    told = [
        ToldHere(
            adoption=adoption,
            structure=visible[adoption.structure_id],
            own_sheet=visible.get(seen[adoption.pk].own_sheet),
        )
        for adoption in page.object_list
        if adoption.structure_id in visible
    ]
    for one in told:
        one.adoption.sheet = sheet  # for its address
    page.object_list = told
    return page


def said_by_own(pks: Sequence[int]) -> list[Adoption]:
    """These stories, of the reader's own structures, on line or not; no query where there is none."""
    if not pks:
        return []
    return list(Adoption.objects.standing().filter(pk__in=pks).select_related("structure").order_by("pk"))


def _number(request: HttpRequest, rows: object, count: int) -> int:
    wanted = number_in(request.GET.get("essai", ""))
    if wanted is None or count <= A_FEW or not hasattr(rows, "values_list"):
        return page_asked(request=request, name="essais")
    keys = list(rows.values_list("pk", flat=True))
    return keys.index(wanted) // A_FEW + 1 if wanted in keys else 1
