"""Who belongs to what, for the pages of a structure and of a parcours."""

from django import template
from django.template import Context

from community import queries
from community.models import Membership, ParcoursPage, StructurePage
from community.visibility import reader

register = template.Library()


@register.simple_tag(takes_context=True)
def parcours_of(context: Context, structure: StructurePage) -> list[ParcoursPage]:
    """The editions a structure took part in."""
    return queries.parcours_of_structure(structure=structure, member=reader(context["request"]))


@register.simple_tag(takes_context=True)
def structures_of(context: Context, parcours: ParcoursPage) -> list[StructurePage]:
    """The structures of an edition."""
    return queries.structures_of_parcours(parcours=parcours, member=reader(context["request"]))


@register.simple_tag(takes_context=True)
def team_of(context: Context, structure: StructurePage) -> list[Membership]:
    """The people of a structure; nobody for the public."""
    return queries.team_of_structure(structure=structure, member=reader(context["request"]))
