"""What every page's template receives: the site's settings."""

from typing import Any

from django.http import HttpRequest

from home.models import SiteSettings


def front_door(request: HttpRequest) -> dict[str, Any]:
    """The site's settings, read when a template first asks (they stay with the request)."""
    return {"site_settings": lambda: SiteSettings.for_request(request)}
