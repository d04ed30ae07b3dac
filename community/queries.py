"""What the pages about people list: structures, their parcours, their team; always what this reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.contexts import register_context
from community.files.prepared import pictures_in_hand
from community.files.sizes import AS_A_LOGO
from community.kept.remembered import Remembered
from community.kept_order import KeptOrder
from community.models import (
    InvolvementLevel,
    Member,
    Membership,
    ParcoursIndexPage,
    ParcoursPage,
    StructureIndexPage,
    StructurePage,
)
from community.models.visible import IN_A_LIST
from community.paging import page_asked, page_of
from community.tree import just_below
from community.visibility import reader
from community.vocabulary import Department

A_PAGE = 12  # cards: a multiple of two and three, so that rows are full


@dataclass(frozen=True, kw_only=True)
class StructureListing:
    """One page of structures, and the territory they were narrowed to, if any."""

    page: Page
    departments: list[tuple[str, str]]
    department: str


@dataclass(frozen=True, kw_only=True)
class ParcoursGroup:
    """The editions that stand at the same point."""

    heading: str | Promise
    parcours: list[ParcoursPage] | Page


def register_contexts() -> None:
    """Called from `ready()`."""
    register_context(
        model=StructureIndexPage,
        context=lambda page, request: {"structures": structures_page(request=request, index=page)},
    )
    register_context(
        model=ParcoursIndexPage,
        context=lambda page, request: {"parcours_by_status": parcours_by_status(request=request, index=page)},
    )


def structures_page(*, request: HttpRequest, index: StructureIndexPage) -> StructureListing:
    """The structures in alphabetical order; `?departement=` narrows them, an unknown value is ignored."""
    visible = StructurePage.objects.child_of(index).visible_to(reader(request))
    everything, where = _by_title.seen_by(reader(request), narrowed=index.path), _where.get()
    present = {where.get(pk) for pk in everything}
    departments = [(str(value), str(label)) for value, label in Department.choices if value in present]
    department = request.GET.get("departement", "")
    if department not in dict(departments):
        department = ""
    order = [pk for pk in everything if where.get(pk) == department] if department else everything
    page = Paginator(order, A_PAGE).get_page(page_asked(request=request))
    structures = list(visible.filter(pk__in=list(page.object_list)).order_by("title", "pk"))
    name_logos(structures=structures)
    page.object_list = structures
    return StructureListing(page=page, departments=departments, department=department)


def parcours_by_status(*, request: HttpRequest, index: ParcoursIndexPage) -> list[ParcoursGroup]:
    """The editions: coming (the nearest first), under way, finished (the latest first); empty groups left out.

    Those that are finished grow with the years: `?page=` turns theirs.
    """
    visible = ParcoursPage.objects.child_of(index).visible_to(reader(request)).order_by("starts_on", "pk")
    visible = visible.only(*IN_A_LIST, "theme", "territory", "starts_on", "ends_on")
    is_finished = Q(starts_on__isnull=False, ends_on__lt=timezone.localdate())
    finished = page_of(visible.filter(is_finished).reverse(), number=page_asked(request=request), size=A_PAGE)
    others = list(visible.exclude(is_finished))
    under_way = [edition for edition in others if edition.status == ParcoursPage.Status.UNDER_WAY]
    coming = [edition for edition in others if edition not in under_way]
    groups = [
        ParcoursGroup(heading=_("À venir"), parcours=coming),
        ParcoursGroup(heading=_("En cours"), parcours=under_way),
        ParcoursGroup(heading=_("Terminés"), parcours=finished),
    ]
    return [group for group in groups if group.parcours]


def next_parcours(*, member: Member | None) -> ParcoursPage | None:
    """The edition to announce: the nearest that comes, else the one under way."""
    dated = ParcoursPage.objects.visible_to(member).filter(starts_on__isnull=False, ends_on__isnull=False)
    editions: list[ParcoursPage] = list(dated.order_by("starts_on", "pk"))
    for status in (ParcoursPage.Status.COMING, ParcoursPage.Status.UNDER_WAY):
        for edition in editions:
            if edition.status == status:
                return edition
    return None


def parcours_of_structure(*, structure: StructurePage, member: Member | None) -> list[ParcoursPage]:
    """The editions a structure took part in, the latest first."""
    editions = ParcoursPage.objects.visible_to(member).filter(participations__structure=structure)
    return list(editions.order_by("-starts_on", "pk"))


def structures_of_parcours(*, parcours: ParcoursPage, request: HttpRequest) -> Page:
    """The structures of an edition, in alphabetical order; `?structures=` turns their page."""
    ids = [participation.structure_id for participation in parcours.participations.all()]
    structures = StructurePage.objects.visible_to(reader(request)).filter(pk__in=ids).order_by("title", "pk")
    page = page_of(structures, number=page_asked(request=request, name="structures"))
    page.object_list = list(page.object_list)
    name_logos(structures=page.object_list)
    return page


def team_of_structure(*, structure: StructurePage, member: Member | None) -> list[Membership]:
    """The people of a structure, shown to signed-in members only."""
    if member is None:
        return []
    places = Membership.objects.filter(structure=structure, member__is_active=True).select_related("member")
    order = list(Membership.Role.values)
    return sorted(places, key=lambda place: (order.index(place.role), place.member.display_name))


def name_structures(*, pages: Iterable[Any], known: Iterable[StructurePage] = ()) -> None:
    """Give each sheet or testimonial its structure, in one query for all: `page.get_parent()` then costs nothing.

    A page is visible only below visible pages, so its structure may be named wherever the page is listed.
    Structures already in hand are given as `known`.
    """
    pages = list(pages)
    structures = StructurePage.objects.to_name().above_each(pages, known=known)
    for page in pages:
        # Where treebeard's get_parent() keeps its answer; a page without one here asks for itself, as usual.
        if structure := structures.get(page.pk):
            page._cached_parent_obj = structure


def name_logos(*, structures: Iterable[StructurePage]) -> None:
    """Give each structure the logo of its card, in one query for all where some have one."""
    structures = list(structures)
    there = pictures_in_hand((structure.logo_id, AS_A_LOGO) for structure in structures if structure.logo_id)
    for structure in structures:
        structure.logo_in_hand = there.get((structure.logo_id, AS_A_LOGO)) if structure.logo_id else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelShown:
    """What a page shows of a level."""

    code: str
    name: str
    sentence: str


def levels_in_order() -> tuple[LevelShown, ...]:
    """The levels of the method, all equal, in the order of its text."""
    return _levels.get()


def _read_levels() -> tuple[LevelShown, ...]:
    rows = InvolvementLevel.objects.values_list("code", "name", "sentence")
    return tuple(LevelShown(code=code, name=name, sentence=sentence) for code, name, sentence in rows)


_levels = Remembered(build=_read_levels)


def _structures_of(path: str) -> Any:
    """Those of an index, by its path, in alphabetical order."""
    return StructurePage.objects.filter(just_below(path)).order_by("title", "pk")


_by_title = KeptOrder(_structures_of)


def _read_departments() -> dict[int, str]:
    """The department of each structure, by its key; the list of structures is narrowed by it."""
    return dict(StructurePage.objects.order_by().values_list("pk", "department"))


_where = Remembered(build=_read_departments)
