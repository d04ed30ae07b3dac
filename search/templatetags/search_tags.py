"""What other templates show of finding: the sheets close to one, what was already said of a question."""

from functools import partial
from typing import Any

from django import template

from community.kept.permission import keep_nothing
from community.typed_text.characters import typed
from community.visibility import reader
from practices.models import PracticePage, PracticeRequestPage
from search.answering.already import LONGEST_READ
from search.answering.already import already_answered as found_already
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
    """What may already answer these words: as `/questions/proches/` gives it, for a browser without script."""
    asked = typed(text)[:LONGEST_READ]
    return {"already": found_already(text=asked, member=reader(context["request"]))}
