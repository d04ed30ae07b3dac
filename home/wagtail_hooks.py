"""What the app adds to Wagtail's admin: the panel « À faire » in place of Wagtail's list to moderate."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel

from community.permissions import may_review
from home.todo import ToDoPanel


@hooks.register("construct_homepage_panels")
def begin_with_what_is_to_be_done(request: HttpRequest, panels: list[Any]) -> None:
    """Facilitators review what others wrote; the panel of one's own submissions is not for them."""
    panels[:] = [panel for panel in panels if not isinstance(panel, UserObjectsInWorkflowModerationPanel)]
    if may_review(member=request.user):  # type: ignore[arg-type]
        panels.append(ToDoPanel())
