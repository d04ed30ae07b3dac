"""The row of `django.contrib.sites`, by which libraries name the site: it follows the site's own address."""

from django.conf import settings
from django.contrib.sites.models import Site


def name_the_site() -> None:
    """Make the row say where this site is and how it is called. Run after each migration."""
    domain = settings.SITE_URL.partition("://")[2][:100]
    Site.objects.update_or_create(
        pk=settings.SITE_ID, defaults={"domain": domain, "name": settings.WAGTAIL_SITE_NAME[:50]}
    )
    Site.objects.clear_cache()
