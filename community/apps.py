"""Start-up of the app: its receivers, and what it registers with the rooms that ask without knowing who answers."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Communauté")

    def ready(self) -> None:
        from community import checks, receivers, throttles  # noqa: F401
        from community.accounts.codes import write_the_code
        from community.accounts.home.addresses import write_to_the_mailbox
        from community.branches import hold_branches
        from community.comments.library import silence_the_library
        from community.files.shown import register_showing
        from community.files.sizes import AS_A_LOGO
        from community.invitations.start import register_invitations
        from community.letters import compare_by_letters
        from community.models import StructurePage
        from community.notifications.letters import register_writer
        from community.notifications.mails import CommunityMail, register_mails
        from community.queries import register_contexts
        from community.requests.kept import requests_of
        from community.requests.mails import register_mails_of_requests
        from community.rights.departures import or_the_way_back, write_the_way_back
        from community.rights.ours import our_parts
        from community.rights.what_we_keep import register_what_we_keep
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
        register_mails_of_requests()
        register_writer(kind=CommunityMail.LOGIN_CODE, writer=or_the_way_back(write_the_code))
        register_writer(kind=CommunityMail.ADDRESS_BEFORE, writer=write_to_the_mailbox)
        register_writer(kind=CommunityMail.ADDRESS_AFTER, writer=write_to_the_mailbox)
        register_writer(kind=CommunityMail.LEAVING, writer=write_the_way_back)
        register_invitations()
        register_what_we_keep(our_parts)
        register_what_we_keep(requests_of)
        register_showing(column=StructurePage._meta.get_field("logo"), sizes=(AS_A_LOGO,))
        register_contexts()
        throttles.keep_counters_in_the_store()
        post_migrate.connect(throttles.make_the_table, sender=self)
