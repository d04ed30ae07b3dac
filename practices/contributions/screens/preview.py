"""The preview: the draft as readers would see it, below a bar that leads on to what comes next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from community.unsent import member_of
from community.visibility import Reading
from practices.contributions.acts import drafts
from practices.contributions.screens.access import contribution_or_404, for_members
from practices.contributions.screens.standing import standing_of


@for_members
@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """For the team and the facilitators only; the bar replaces the banner of pages that others do not see."""
    page, kind = contribution_or_404(request, pk)
    draft = drafts.draft_of(page=page)
    context = read_in_place(request, draft) | {
        "standing": standing_of(page=page, draft=draft, member=member_of(request)),
        "kind": kind,
        "is_just_saved": "enregistre" in request.GET,
    }
    response = render(request, "practices/contributions/preview.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def read_in_place(request: HttpRequest, draft: Any) -> dict[str, Any]:
    """What a screen needs to extend the page's own template (`page_template`) and show this version of it."""
    draft.reading = Reading.EVERYBODY
    mark_as_preview: Any = request
    mark_as_preview.is_preview = True
    context: dict[str, Any] = draft.get_context(request)
    return context | {"page_template": draft.get_template(request)}
