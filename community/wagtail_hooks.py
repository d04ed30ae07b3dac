"""What the app adds to Wagtail's admin; each hook calls one thing of `community/admin/`."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet

from community.admin.accounts import fit_the_account_page
from community.admin.editing import hold_what_is_edited
from community.admin.lists import WaitingMessagesViewSet
from community.models import Member
from community.permissions import may_keep_accounts

register_snippet(WaitingMessagesViewSet)
fit_the_account_page()
hold_what_is_edited()


@hooks.register("register_admin_menu_item")
def lead_to_the_people() -> MenuItem:
    """In place of Wagtail's « Utilisateurs » : facilitators keep accounts on the site, on a phone too."""
    return PeopleMenuItem(_("Les personnes"), reverse_lazy("people"), name="people", icon_name="user", order=600)


class PeopleMenuItem(MenuItem):
    """Shown to whoever keeps accounts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_keep_accounts(member=request.user)  # type: ignore[arg-type]


@hooks.register("construct_page_chooser_queryset")
def hide_the_drafts_of_others(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Wagtail's chooser lists every page by title; a draft is known to those who may write it only."""
    if request.user.is_superuser:
        return pages
    own = page_permission_policy.instances_user_has_any_permission_for(request.user, {"add", "change", "publish"})
    return pages.filter(live=True) | pages.filter(pk__in=own.values("pk"))


@hooks.register("before_bulk_action")
def never_change_many_accounts_at_once(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Wagtail's bulk actions give groups and close accounts, an administrator's too: here, one account at a time."""
    if action.model is Member:
        raise PermissionDenied


@hooks.register("before_bulk_action")
def never_delete_many_of_what_is_never_deleted(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Wagtail's bulk deletion asks Django's permissions, and forgets the rule of the list itself."""
    viewset = getattr(action.model, "snippet_viewset", None)
    if (
        action_type == "delete"
        and viewset
        and not viewset.permission_policy.user_has_permission(request.user, "delete")
    ):
        raise PermissionDenied
