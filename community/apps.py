"""Start-up of the app: its receivers, and what it registers with the rooms that ask without knowing who answers."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Communauté")

    def ready(self) -> None:
        from community import checks, receivers, throttles  # noqa: F401
        from community.accounts.home.addresses import write_to_the_mailbox
        from community.branches import hold_branches
        from community.comments.library import silence_the_library
        from community.comments.registering import register_conversation
        from community.files.shown import register_showing
        from community.files.sizes import AS_A_LOGO
        from community.invitations.links import write_the_invitation
        from community.letters import compare_by_letters
        from community.models import StructurePage
        from community.moderation.registering import register_moderation
        from community.notifications.letters import register_writer
        from community.notifications.mails import CommunityMail, register_mails
        from community.queries import register_contexts
        from community.requests.registering import register_requests
        from community.rights.registering import register_rights
        from community.site_here import write_addresses_of_now
        from community.typed_text.door import open_the_door
        from community.typed_text.keywords import use_our_keyword_field

        write_addresses_of_now()
        silence_the_library()
        hold_branches()
        open_the_door()
        use_our_keyword_field()
        compare_by_letters()
        register_mails(CommunityMail)
        register_writer(kind=CommunityMail.INVITATION, writer=write_the_invitation, is_awaited=False)
        register_requests()
        register_writer(kind=CommunityMail.ADDRESS_BEFORE, writer=write_to_the_mailbox)
        register_writer(kind=CommunityMail.ADDRESS_AFTER, writer=write_to_the_mailbox)
        register_showing(column=StructurePage._meta.get_field("logo"), sizes=(AS_A_LOGO,))
        register_contexts()
        register_rights()
        register_conversation()
        register_moderation()
        throttles.keep_counters_in_the_store()
        post_migrate.connect(throttles.make_the_table, sender=self)
