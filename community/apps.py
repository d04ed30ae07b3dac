"""Start-up of the app: its receivers, and one signal of the comments library taken away."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Communauté")

    def ready(self) -> None:
        from community import receivers  # noqa: F401
        from community.comments.library import silence_the_library

        silence_the_library()
