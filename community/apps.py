"""Start-up of the app: its receivers, one signal of the comments library taken away, what its pages show."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Communauté")

    def ready(self) -> None:
        from community import receivers  # noqa: F401
        from community.comments.library import silence_the_library
        from community.files.shown import register_showing
        from community.models import StructurePage

        silence_the_library()
        register_showing(column=StructurePage._meta.get_field("logo"))
