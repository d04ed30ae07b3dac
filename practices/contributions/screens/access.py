"""Who may open these screens; signed out in the middle of a text, one signs in and finds it (`community.unsent`)."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from community import facilitators
from community.unsent import View, member_of, signed_in
from practices.contributions.forms.kinds import ContributionKind
from practices.contributions.queries import contribution_of
from practices.models import ConsentRecord


def for_members(view: View) -> View:
    """Ask the public to sign in; a text sent meanwhile is kept for after. What was erased a moment ago is not found."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Page.DoesNotExist, ConsentRecord.DoesNotExist):
            raise Http404 from None

    return signed_in(asked)


def for_facilitators(view: View) -> View:
    """Ask the public to sign in, and who owes a second proof for it; to other members these screens do not exist."""

    return facilitators.for_facilitators(for_members(view))


def by_post(view: View) -> View:
    """An act is a button: somebody who opens its address is sent to « Mes contributions »."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.method == "POST" else redirect("contributions:mine")

    return asked


def contribution_or_404(request: HttpRequest, pk: int) -> tuple[Any, ContributionKind]:
    """The page and its kind; others' drafts do not exist."""
    found = contribution_of(member=member_of(request), pk=pk)
    if found is None:
        raise Http404
    return found
