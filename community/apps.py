"""Start-up of the app: its receivers, and one signal of the comments library taken away."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Communauté")

    def ready(self) -> None:
        from community import (
            receivers,  # noqa: F401
            throttles,
        )
        from community.comments.library import silence_the_library

        silence_the_library()
        throttles.keep_counters_in_the_store()
        post_migrate.connect(throttles.make_the_table, sender=self)
