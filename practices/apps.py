"""Start-up of the app: its receivers, and what it registers with the rooms that ask without knowing who answers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "practices"
    verbose_name = _("Pratiques")

    def ready(self) -> None:
        from community.moderation.subjects import register_subject
        from community.notifications.mails import register_mails
        from community.permissions import register_put_away
        from community.rights.what_we_keep import register_what_we_keep
        from community.visibility import register_condition
        from practices import receivers  # noqa: F401
        from practices.admin_forms import SheetAdminForm, TestimonialAdminForm
        from practices.adoptions.moderating import our_subject
        from practices.consent import consents_are_valid
        from practices.contributions.acts.wastebasket import is_thrown_away
        from practices.contributions.mails import ContributionMail
        from practices.conversation import register_conversations
        from practices.models import PracticePage, TestimonialPage
        from practices.queries import register_contexts
        from practices.reported import register_what_is_reported
        from practices.requests.registering import register_requests
        from practices.shown import register_what_pages_show
        from practices.what_we_keep import our_parts

        register_condition(consents_are_valid)
        register_put_away(is_thrown_away)
        register_mails(ContributionMail)
        register_subject(our_subject())
        register_what_pages_show()
        register_contexts()
        register_requests()
        register_conversations()
        register_what_we_keep(our_parts)
        register_what_is_reported()
        # Here, and not in the models: the forms are made of queries, which are made of models.
        PracticePage.base_form_class = SheetAdminForm
        TestimonialPage.base_form_class = TestimonialAdminForm
