"""What every page's template receives: the site's settings."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from community.kept.remembered import Remembered
from community.site_here import site_here
from home.models import SiteSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What pages show of the settings; those of a new site until somebody fills them."""

    network_name: str
    contact_address: str
    is_demo: bool


def front_door(request: HttpRequest) -> dict[str, Any]:
    """The site's settings, read when a template first asks."""
    return {"site_settings": lambda: _settings_of(request)}


def _settings_of(request: HttpRequest) -> Shown:
    site = site_here(request)
    return _settings.get().get(site.pk if site else None) or _shown(SiteSettings())


def _shown(settings: SiteSettings) -> Shown:
    return Shown(network_name=settings.network_name, contact_address=settings.contact_address, is_demo=settings.is_demo)


_settings = Remembered(build=lambda: {row.site_id: _shown(row) for row in SiteSettings.objects.all()})
