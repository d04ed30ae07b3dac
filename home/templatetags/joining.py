"""What the page « Rejoindre » offers below its text: to be kept informed, to ask for an account."""

from typing import Any

from django import template
from django.utils import timezone
from wagtail.models import Page

from community.models import ParcoursPage
from community.visibility import reader

register = template.Library()

SLUG = "rejoindre"
"""The last word of its address: the network writes its text, and may do without it."""


@register.inclusion_tag("home/ways_in.html", takes_context=True)
def ways_in(context: template.Context, page: Page) -> dict[str, Any]:
    """The two ways in and the coming parcours, on the page that has this address; nothing on any other page of text."""
    request = context.get("request")
    if page.slug != SLUG or request is None:
        return {}
    visible = ParcoursPage.objects.visible_to(reader(request))
    coming = visible.filter(starts_on__gt=timezone.localdate()).order_by("starts_on", "pk")
    return {"is_shown": True, "coming": list(coming.only("title", "slug", "url_path", "content_type")[:5])}
