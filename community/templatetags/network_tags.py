"""Who belongs to what, for the pages of a structure and of a parcours."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page as PageOfAList
from django.template import Context
from wagtail.models import Page

from community import queries
from community.models import Membership, ParcoursPage, StructurePage
from community.models.visible import FRONT_PAGE
from community.visibility import reader

register = template.Library()


@register.simple_tag(takes_context=True)
def parcours_of(context: Context, structure: StructurePage) -> list[ParcoursPage]:
    """The editions a structure took part in."""
    return queries.parcours_of_structure(structure=structure, member=reader(context["request"]))


@register.simple_tag(takes_context=True)
def structures_of(context: Context, parcours: ParcoursPage) -> PageOfAList:
    """The structures of an edition."""
    return queries.structures_of_parcours(parcours=parcours, request=context["request"])


@register.simple_tag(takes_context=True)
def team_of(context: Context, structure: StructurePage) -> list[Membership]:
    """The people of a structure; nobody for the public."""
    return queries.team_of_structure(structure=structure, member=reader(context["request"]))


@register.simple_tag
def pages_above(page: Page) -> list[Page]:
    """The pages between the front page and this one: those met on the way to it, or asked for."""
    if not page or not page.depth:
        return []
    met: Iterable[Page] | None = getattr(page, "pages_above", None)
    return [above for above in (page.get_ancestors() if met is None else met) if above.depth > FRONT_PAGE]


@register.simple_tag
def level_tiles(aimed: Iterable[Any]) -> list[tuple[queries.LevelShown, bool]]:
    """The four levels, in the order of the method, each with whether it is aimed at: all equal, none left out."""
    codes = {level.code for level in aimed}
    return [(level, level.code in codes) for level in queries.levels_in_order()]
