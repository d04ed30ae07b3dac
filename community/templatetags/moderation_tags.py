"""`{% report_link thing %}`: the discreet « Signaler » below what people wrote."""

from typing import Any

from django import template

from community.moderation.subjects import subject_of

register = template.Library()


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
