"""Start-up of the app: its receivers, its letters written late, one signal of the comments library taken away."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Communauté")

    def ready(self) -> None:
        from community import receivers  # noqa: F401
        from community.accounts.links import CHOOSE_A_PASSWORD, write_the_link
        from community.comments.library import silence_the_library
        from community.notifications.letters import register_writer

        silence_the_library()
        register_writer(kind=CHOOSE_A_PASSWORD, writer=write_the_link)
