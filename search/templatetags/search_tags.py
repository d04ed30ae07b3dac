"""What other templates show of finding: the sheets close to one, what was already said of a question."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from wagtail.models import Page

from community.kept.parts import kept_part
from community.kept.permission import keep_nothing
from community.site_here import for_addresses
from community.typed_text.characters import typed
from community.visibility import reader, sees_as_the_public
from practices.models import PracticePage, PracticeRequestPage
from search.answering.already import LONGEST_READ
from search.answering.already import already_answered as found_already
from search.answering.queries import already_spoken_of as spoken_of
from search.answering.queries import similar_sheets as sheets_close_to
from search.things.audience import groups_of

register = template.Library()


@register.simple_tag(takes_context=True)
def similar_sheets(context: Context, page: PracticePage) -> SafeString:
    """« Pratiques proches » : up to three sheets that speak of the same things, among those the reader may open."""
    return _close("search/similar_sheets.html", context, page, partial(sheets_close_to, sheet=page))


@register.simple_tag(takes_context=True)
def already_spoken_of(context: Context, question: PracticeRequestPage) -> SafeString:
    """« On en a déjà parlé » : up to four sheets, testimonials and questions close to this one, likewise."""
    return _close("search/already_spoken_of.html", context, question, partial(spoken_of, question=question))


@register.inclusion_tag("search/already.html", takes_context=True)
def already_answered(context: dict[str, Any], text: str) -> dict[str, Any]:
    """What may already answer these words: as `/questions/proches/` gives it, for a browser without script."""
    asked = typed(text)[:LONGEST_READ]
    return {"already": found_already(text=asked, member=reader(context["request"]))}


def _close(template_name: str, context: Context, page: Page, find: Callable[..., list[Any]]) -> SafeString:
    """What is close to a page, kept for all who may see the same things: nothing else of a reader decides it."""
    request: HttpRequest = context["request"]
    member = reader(request)
    alike = None if sees_as_the_public(member) else member

    def made() -> str:
        found = find(member=alike, in_default=partial(keep_nothing, request=request))
        return get_template(template_name).render({"found": found, "request": for_addresses(request)})

    return kept_part(request=request, name=template_name, key=(page.pk, groups_of(member=alike)), make=made)
