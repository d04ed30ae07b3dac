"""A look up the stairs: what a structure or a parcours shares, and why a page is read by its team only."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils.translation import gettext as _

from community.models import ParcoursPage, StructurePage
from community.permissions import may_edit
from community.visibility import Reading, reader
from practices import queries
from practices.contributions import queries as contributions
from practices.contributions.forms.kinds import ContributionKind, forms_by_type
from practices.moments import Moment
from practices.monologue import without_name
from practices.reasons import why_hidden

register = template.Library()


@register.simple_tag(takes_context=True)
def shared_by(context: Context, structure: StructurePage) -> list[tuple[ContributionKind, Page]]:
    """What a structure shares, kind by kind; `?fiches=2` turns the page of its sheets."""
    return [
        (
            kind,
            queries.shared_by_structure(model, structure=structure, request=context["request"], name=kind.several),
        )
        for model, kind in forms_by_type.items()
    ]


@register.simple_tag(takes_context=True)
def outputs_of(context: Context, parcours: ParcoursPage) -> queries.ParcoursOutputs:
    """What came out of an edition; `?fiches=`, `?temoignages=` and `?rencontres=` turn the pages."""
    return queries.outputs_of_parcours(parcours=parcours, request=context["request"])


@register.inclusion_tag("practices/reading_banner.html", takes_context=True)
def reading_banner(context: Context, page: Any) -> dict[str, Any]:
    """Tell a team or a facilitator that others do not see this page, and why; nothing for everybody else."""
    if getattr(page, "reading", None) is not Reading.TEAM_ONLY:
        return {"reasons": []}
    return {"reasons": why_hidden(page=page) or [_("Cette page n’est pas visible du public pour l’instant.")]}


@register.simple_tag(takes_context=True)
def may_change(context: Context, page: Any) -> bool:
    """Whether this reader may edit this page from the site."""
    return may_edit(member=reader(context["request"]), page=page)


@register.simple_tag
def reviews_waiting() -> int:
    """How many pages wait for a facilitator."""
    return contributions.under_review().count()


@register.filter
def duration(seconds: float) -> str:
    """« 18 s », « 3 min 05 s »."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


@register.filter
def as_moment(seconds: float) -> Moment:
    """How long something lasts, as a moment says it: `.clock` for the eye, `.spoken` for the ear."""
    return Moment(round(seconds))


@register.filter
def unnamed(text: str, name: str) -> str:
    """A part of a transcript without the name of its only speaker; before `linked`."""
    return without_name(text, name)
