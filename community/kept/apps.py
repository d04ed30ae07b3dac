"""Start-up of the room: its receivers. Last in INSTALLED_APPS, so that it looks at the tables that the others made."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeptConfig(AppConfig):
    name = "community.kept"
    label = "kept"
    verbose_name = _("Pages gardées")

    def ready(self) -> None:
        from community.kept import receivers  # noqa: F401
