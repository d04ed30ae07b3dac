"""What the app adds to Wagtail's admin: the panel « À faire » in place of its list to moderate, and a clean leave."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel

from community.permissions import may_review
from home.todo import ToDoPanel


@hooks.register("insert_global_admin_js")
def forget_the_copies_of_whoever_signs_out_here() -> SafeString:
    """Facilitators write on the site and sign out in the admin: what was copied on the device goes then too."""
    script, leave = static("js/kept.js"), reverse("admin_leave")
    return format_html('<script src="{}" defer data-leave="{}"></script>', script, leave)


@hooks.register("construct_homepage_panels")
def begin_with_what_is_to_be_done(request: HttpRequest, panels: list[Any]) -> None:
    """Facilitators review what others wrote; the panel of one's own submissions is not for them."""
    panels[:] = [panel for panel in panels if not isinstance(panel, UserObjectsInWorkflowModerationPanel)]
    if may_review(member=request.user):  # type: ignore[arg-type]
        panels.append(ToDoPanel())
