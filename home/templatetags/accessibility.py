"""What templates ask of the accessibility grid: its part of the page « Accessibilité »."""

from typing import Any

from django import template
from wagtail.models import Page

from home import accessibility

register = template.Library()


@register.inclusion_tag("home/accessibility_grid.html", takes_context=True)
def accessibility_grid(context: template.Context, page: Page) -> dict[str, Any]:
    """The verdict, the rate and the lists, on the page that has this address; nothing on any other page of text."""
    is_its_page = page.slug == accessibility.SLUG
    return {"grid": accessibility.grid() if is_its_page else None, "site_settings": context.get("site_settings")}
