"""Start-up of the app: what it gives to find."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Accueil")

    def ready(self) -> None:
        from community.notifications.answering import register_contact_address
        from home.contact import address_of_contact
        from home.findable import register_findable
        from home.queries import register_contexts

        register_findable()
        register_contexts()
        register_contact_address(address_of_contact)
