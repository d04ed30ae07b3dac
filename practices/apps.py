"""Start-up of the app: its receivers, its condition in the rule of visibility, the files that its pages show."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Pratiques")

    def ready(self) -> None:
        from community.visibility import register_condition
        from practices import receivers  # noqa: F401
        from practices.consent import consents_are_valid
        from practices.shown import register_what_pages_show

        register_condition(consents_are_valid)
        register_what_pages_show()
