"""Start-up of the app: what it finds, its receivers and its checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Recherche")

    def ready(self) -> None:
        from search import checks, receivers  # noqa: F401
        from search.findable import register_findable

        register_findable()
