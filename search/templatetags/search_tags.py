"""What other templates show of finding: the sheets close to one, what already answers a question."""

from functools import partial
from typing import Any

from django import template

from community.kept.permission import keep_nothing
from community.visibility import reader
from practices.models import PracticePage, PracticeRequestPage
from search.answering.already import already_answered as answered
from search.answering.queries import already_spoken_of as spoken_of
from search.answering.queries import similar_sheets as sheets_close_to

register = template.Library()


@register.inclusion_tag("search/similar_sheets.html", takes_context=True)
def similar_sheets(context: dict[str, Any], page: PracticePage) -> dict[str, Any]:
    """« Pratiques proches » : up to three sheets that speak of the same things, among those the reader may open."""
    request = context["request"]
    unkept = partial(keep_nothing, request=request)
    return {"sheets": sheets_close_to(sheet=page, member=reader(request), in_default=unkept), "request": request}


@register.inclusion_tag("search/already_spoken_of.html", takes_context=True)
def already_spoken_of(context: dict[str, Any], question: PracticeRequestPage) -> dict[str, Any]:
    """« On en a déjà parlé » : up to four sheets, testimonials and questions close to this one, likewise."""
    request = context["request"]
    unkept = partial(keep_nothing, request=request)
    found = spoken_of(question=question, member=reader(request), in_default=unkept)
    return {"found": found, "request": request}


@register.inclusion_tag("search/already.html", takes_context=True)
def already_answered(context: dict[str, Any], text: str) -> dict[str, Any]:
    """« Cela répond peut-être déjà » : what `/questions/proches/` answers, for a form that was sent without script."""
    request = context["request"]
    return {"already": answered(text=text, member=reader(request)), "request": request}
