"""What other templates show of finding: the search field, and the sheets close to one."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import template

from community.kept.permission import keep_nothing
from community.visibility import reader
from practices.models import PracticePage
from practices.models.levers import LeverShown
from practices.queries import levers_in_use
from search.answering.queries import similar_sheets as sheets_close_to

register = template.Library()


@register.inclusion_tag("search/field.html", takes_context=True)
def search_field(context: dict[str, Any], size: str = "", id: str = "") -> dict[str, Any]:
    """The search field, as a form that works anywhere: `size` is "" or "large"; `id` must be unique on the page."""
    return {
        "size": size,
        "id": id or ("recherche-large" if size == "large" else "recherche"),
        "request": context.get("request"),
    }


@register.simple_tag
def all_levers() -> Sequence[LeverShown]:
    """The levers that may be chosen today: where to start when no word helps."""
    return levers_in_use()


@register.inclusion_tag("search/similar_sheets.html", takes_context=True)
def similar_sheets(context: dict[str, Any], page: PracticePage) -> dict[str, Any]:
    """« Pratiques proches » : up to three sheets that speak of the same things, among those the reader may open."""
    request = context["request"]
    unkept = partial(keep_nothing, request=request)
    return {"sheets": sheets_close_to(sheet=page, member=reader(request), in_default=unkept), "request": request}
