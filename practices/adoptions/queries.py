"""Who tried a sheet, what a structure tried, how often: always what this reader may see, in few queries.

A number is one of structures, for one sheet. Nothing here counts what a person, or a structure, has tried.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page as Turned
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest
from wagtail.models import Page

from community.models import Member, StructurePage
from community.paging import page_asked, page_of
from community.queries import name_structures
from community.visibility import reader, visible_to
from practices.models import Adoption, PracticePage
from practices.models.adoptions import AdoptionQuerySet

A_FEW = 10  # adoptions on one page of a sheet or of a structure: each is a paragraph or two


@dataclass(frozen=True, kw_only=True)
class TriedThere:
    """What a structure says of one sheet, on its own page."""

    adoption: Adoption
    own_sheet: PracticePage | None


def adoptions_of(*, sheet: PracticePage, member: Member | None) -> AdoptionQuerySet:
    """What structures say of trying this sheet, which the reader is reading; the latest months first."""
    rows = Adoption.objects.filter(sheet=sheet.pk).of_visible_structures(member)
    return rows.order_by("-tried_on", "-pk")


def adoptions_by(*, structure: StructurePage, member: Member | None) -> AdoptionQuerySet:
    """What this structure, which the reader is reading, says that it tried; the latest months first."""
    rows = Adoption.objects.filter(structure=structure.pk).of_visible_sheets(member)
    return rows.order_by("-tried_on", "-pk")


def tried_by_structure(*, structure: StructurePage, request: HttpRequest) -> Turned:
    """A page of them, each with the sheet tried, its structure, and one's own sheet where this reader sees it.

    `?essais=` turns the page. Four queries at most, one where there is none.
    """
    member = reader(request)
    rows = adoptions_by(structure=structure, member=member).select_related("sheet")
    page = page_of(rows, number=page_asked(request=request, name="essais"), size=A_FEW)
    name_structures(pages=[adoption.sheet for adoption in page.object_list], known=[structure])
    own = [adoption.own_sheet_id for adoption in page.object_list if adoption.own_sheet_id]
    seen = {sheet.pk: sheet for sheet in PracticePage.objects.filter(pk__in=own).visible_to(member)} if own else {}
    page.object_list = [
        TriedThere(adoption=adoption, own_sheet=seen.get(adoption.own_sheet_id)) for adoption in page.object_list
    ]
    return page


def times_tried(sheet_pks: Iterable[int], *, member: Member | None = None) -> dict[int, int]:
    """How many structures say that they tried each of these sheets, which the reader may see; one query for all.

    Sheets that nobody tried are left out.
    """
    pks = list(sheet_pks)
    if not pks:
        return {}
    rows = Adoption.objects.filter(sheet__in=pks).of_visible_structures(member).order_by()
    return dict(rows.values_list("sheet").annotate(Count("pk")))


def said_by_structures_of(*, member: Member) -> AdoptionQuerySet:
    """What this person's structures say, on line or not, the last written first; each with its sheet and structure."""
    own = member.memberships.values("structure")
    rows = Adoption.objects.standing().filter(structure__in=own).select_related("structure", "sheet")
    seen = Exists(visible_to(Page.objects.filter(pk=OuterRef("sheet_id")), member))
    return rows.annotate(sheet_is_seen=seen).order_by("-created_at", "-pk")
