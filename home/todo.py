"""« À faire » : the first thing a facilitator sees in the admin – what waits for a reading, what could not be sent."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from community.models import Notification


class ToDoPanel(Component):
    """How many pages wait for this person's review, and how many messages were given up."""

    name = "to_do"
    template_name = "home/admin/to_do.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "to_review": TaskState.objects.reviewable_by(user).count(),
            "review_url": reverse("contributions:waiting"),
            "given_up": Notification.objects.filter(given_up_at__isnull=False).count(),
            "waiting_after_failure": Notification.objects.waiting().filter(attempts__gt=0).count(),
            "messages_url": reverse(Notification.snippet_viewset.get_url_name("list")),  # type: ignore[attr-defined]
        }
