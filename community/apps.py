"""Start-up of the app: its receivers, the door of typed text, and one signal of the comments library taken away."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Communauté")

    def ready(self) -> None:
        from community import receivers, throttles  # noqa: F401
        from community.comments.library import silence_the_library
        from community.letters import compare_by_letters
        from community.typed_text.door import open_the_door
        from community.typed_text.keywords import use_our_keyword_field

        silence_the_library()
        open_the_door()
        use_our_keyword_field()
        compare_by_letters()
        throttles.keep_counters_in_the_store()
        post_migrate.connect(throttles.make_the_table, sender=self)
