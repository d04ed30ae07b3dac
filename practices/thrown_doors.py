"""The admin's addresses of a draft thrown away: whoever kept one is told, instead of reading, moving or deleting it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.models import Page

from community.permissions import is_put_away

PAGES = "wagtailadmin_pages"
MOST_DIGITS = 18  # what is longer is no key of a page
BY_NUMBERS = ("wagtail_bulk_action", "wagtailadmin_choose_page_chosen_multiple")  # ?id=3&id=4
BESIDE = ("wagtailadmin_explore", "wagtailadmin_choose_page_child")  # addresses of a page outside that name space


class ThrownDraftsStayShut:
    """A middleware: some thirty views of Wagtail take a page by its number, and few of them call a hook."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        numbers = _pages_named(request, kwargs)
        if not numbers or not request.user.has_perm("wagtailadmin.access_admin"):
            return None  # Wagtail asks the others to sign in
        for page in Page.objects.filter(pk__in=numbers):
            if is_put_away(page=page):
                messages.info(request, gettext("Ce brouillon a été jeté par son équipe, qui peut encore le reprendre."))
                return redirect("wagtailadmin_explore", page.get_parent().pk)
        return None


def _pages_named(request: HttpRequest, parts: dict[str, Any]) -> list[int]:
    match = request.resolver_match
    name = str(match.url_name) if match else ""
    if match and (match.namespace == PAGES or name.startswith(BESIDE)):
        return [int(value) for part, value in parts.items() if part.endswith(("page_id", "_to_move_id"))]
    if name in BY_NUMBERS and parts.get("model_name", "page") == "page":
        return [int(number) for number in request.GET.getlist("id") if number.isdecimal() and len(number) < MOST_DIGITS]
    return []
