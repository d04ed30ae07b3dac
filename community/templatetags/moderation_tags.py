"""`{% report_link thing %}`: the discreet « Signaler » below what people wrote; what waits of one’s own."""

from typing import Any

from django import template
from django.template import Context

from community.moderation.holding import waiting_of
from community.moderation.queue import shown_of
from community.moderation.subjects import subject_of
from community.visibility import reader

register = template.Library()

MOST_OF_MINE = 20  # texts that wait: somebody who has more has written them all today


@register.inclusion_tag("community/moderation/report_link.html")
def report_link(thing: Any, named: str = "") -> dict[str, Any]:
    """The way to report this; nothing for what nobody registered. `named` tells a screen reader which of a list.

    The same for everybody: it may stand on a page kept for visitors.
    """
    subject = subject_of(thing)
    number = getattr(thing, "pk", None)
    return {"subject": subject.name if subject and number else "", "number": number, "named": named}


@register.inclusion_tag("community/moderation/report_link.html")
def report_link_to(subject: str, number: int, named: str = "") -> dict[str, Any]:
    """The same where the page holds a number and not the thing: `{% report_link_to "commentaire" 12 %}`."""
    return {"subject": subject, "number": number, "named": named}


@register.inclusion_tag("community/moderation/mine.html", takes_context=True)
def what_waits_of_mine(context: Context) -> dict[str, Any]:
    """What this member wrote, and nobody else sees yet; nothing when nothing waits."""
    member = reader(context["request"])
    matters = waiting_of(member)[:MOST_OF_MINE] if member is not None else []
    return {"waiting": shown_of(matters)}
