"""What the app adds to Wagtail's admin: levers, words of the glossary, keywords, agreements and their history."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from practices.admin import ConsentRecordViewSet, GlossaryTermViewSet, LeverViewSet, TopicViewSet

for viewset in (LeverViewSet, GlossaryTermViewSet, TopicViewSet, ConsentRecordViewSet):
    register_snippet(viewset)


@hooks.register("register_log_actions")
def name_what_happens_to_agreements(actions: Any) -> None:
    """A page's history says in words what was done with its agreements, and to no one's name."""
    for action, label in (
        ("recorded", _("Accord enregistré")),
        ("renewed", _("Accord renouvelé")),
        ("withdrawn", _("Accord retiré")),
        ("erased", _("Accord effacé")),
        ("files_erased", _("Fichiers du témoignage supprimés")),
    ):
        actions.register_action(f"practices.consent.{action}", label, label)
