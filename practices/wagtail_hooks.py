"""What the app adds to Wagtail's admin (levers, glossary, keywords, agreements, history), and what it keeps out."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet

from community.permissions import is_put_away
from practices.admin import ConsentRecordViewSet, GlossaryTermViewSet, LeverViewSet, TopicViewSet
from practices.contributions.acts import wastebasket

for viewset in (LeverViewSet, GlossaryTermViewSet, TopicViewSet, ConsentRecordViewSet):
    register_snippet(viewset)
wastebasket.keep_out_of_the_admin()


@hooks.register("construct_page_chooser_queryset")
def choose_nothing_thrown_away(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return wastebasket.kept(pages)


@hooks.register("before_bulk_action")
def leave_the_wastebasket_to_its_team(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """« All that the list holds » holds them too; `practices.thrown_doors` stops those named by their numbers."""
    objects[:] = [one for one in objects if not (isinstance(one, Page) and is_put_away(page=one))]


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
    actions.register_action("practices.draft.thrown_away", _("Brouillon jeté"), _("Brouillon jeté"))
    actions.register_action("practices.draft.brought_back", _("Brouillon repris"), _("Brouillon repris"))
