"""Start-up of the app: receivers, the door of typed text, letters written late, one signal of a library taken away."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Communauté")

    def ready(self) -> None:
        from community import receivers, throttles  # noqa: F401
        from community.accounts.links import CHOOSE_A_PASSWORD, write_the_link
        from community.comments.library import silence_the_library
        from community.letters import compare_by_letters
        from community.notifications.letters import register_writer
        from community.typed_text.door import open_the_door
        from community.typed_text.keywords import use_our_keyword_field

        silence_the_library()
        open_the_door()
        use_our_keyword_field()
        compare_by_letters()
        register_writer(kind=CHOOSE_A_PASSWORD, writer=write_the_link)
        throttles.keep_counters_in_the_store()
        post_migrate.connect(throttles.make_the_table, sender=self)
