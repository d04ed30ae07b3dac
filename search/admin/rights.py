"""Who opens the screens of the menu « Recherche »: facilitators and administrators."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.menu import MenuItem

from community.permissions import may_review


class ForFacilitators:
    """A view of the admin for those who review what others write; put it before Django's own class."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_review(member=request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


class FacilitatorsItem(MenuItem):
    """A line of the menu, for those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_review(member=request.user)  # type: ignore[arg-type]
