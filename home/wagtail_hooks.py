"""What the app adds to Wagtail's admin: our colours, « À faire » in place of its lists to moderate, a clean leave."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from community.permissions import may_review
from home.todo import ToDoPanel

MODERATION = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)
"""Wagtail's lists of what is to be reviewed: « À faire » says it once, and leads to our own page."""


@hooks.register("insert_global_admin_css")
def wear_the_colours_of_the_site() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/brand.css"))


@hooks.register("insert_editor_js")
def name_the_fields_that_have_no_name() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("admin/labels.js"))


@hooks.register("construct_help_menu")
def without_what_is_in_english(request: HttpRequest, menu_items: list[Any]) -> None:
    """Wagtail's guide and its news are in English."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(("whats-new", "editor-guide"))]


@hooks.register("insert_global_admin_js")
def forget_the_copies_of_whoever_signs_out_here() -> SafeString:
    """Facilitators write on the site and sign out in the admin: what was copied on the device goes then too."""
    script, leave = static("js/kept.js"), reverse("admin_leave")
    return format_html('<script src="{}" defer data-leave="{}"></script>', script, leave)


@hooks.register("construct_homepage_panels")
def begin_with_what_is_to_be_done(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if not isinstance(panel, MODERATION)]
    if may_review(member=request.user):  # type: ignore[arg-type]
        panels.append(ToDoPanel())
