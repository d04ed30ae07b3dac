"""« À faire » : the first thing a facilitator sees in the admin – what waits, could not be sent, is not found yet."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from community.models import Departure, EntryRequest, Matter, Notification
from community.rights.retention import trusted_and_unseen
from community.teams.queries import without_pilot
from home.contact import address_of_contact
from home.models import SiteSettings
from practices.models import PracticeRequestIndexPage, PracticeRequestPage
from practices.passages import films_shown_without_captions
from practices.requests.queries import WAITING
from search.indexing.states import LATE
from search.models import IndexChange


class ToDoPanel(Component):
    """Pages that wait for this person's review, messages given up, and what the search has not been able to learn."""

    name = "to_do"
    template_name = "home/admin/to_do.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "to_review": TaskState.objects.reviewable_by(user).count(),
            "review_url": reverse("contributions:waiting"),
            "requests": EntryRequest.objects.waiting().for_an_account().count(),
            "moderation": Matter.objects.waiting().count(),
            "unanswered": PracticeRequestPage.objects.visible_to(None).unanswered_since().count(),
            "unanswered_url": _those_without_an_answer(),
            "given_up": Notification.objects.filter(given_up_at__isnull=False).count(),
            "waiting_after_failure": Notification.objects.waiting().filter(attempts__gt=0).count(),
            "films_without_captions": films_shown_without_captions(),
            "not_findable": IndexChange.objects.filter(set_aside_at__isnull=False).count(),
            "finding_is_late": IndexChange.objects.waiting().filter(created_at__lt=timezone.now() - LATE).exists(),
            "indexes_url": reverse("search_indexes"),
            "without_pilot": without_pilot().count(),
            "leaving": Departure.objects.filter(cause=Departure.Cause.ASKED).count(),
            "trusted_and_unseen": trusted_and_unseen(),
            "nobody_answers": not address_of_contact(),
            "settings_url": reverse("wagtailsettings:edit", args=[SiteSettings._meta.app_label, "sitesettings"]),
            "messages_url": reverse(Notification.snippet_viewset.get_url_name("list")),  # type: ignore[attr-defined]
        }


def _those_without_an_answer() -> str:
    """The list of questions that nobody has answered; empty where the site has no such list."""
    place = PracticeRequestIndexPage.objects.first()
    return f"{place.get_url()}?reponses={WAITING}" if place else ""
