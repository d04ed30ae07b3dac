"""Who may open these screens; a person signed out in the middle of a text signs in again and finds it.

Their text waits in the session, which outlives the sign-in of the same browser. Of a file, the name alone is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.models import Member
from community.permissions import may_review
from practices.contributions.kinds import Kind
from practices.contributions.queries import contribution_of
from practices.models import ConsentRecord

View = Callable[..., HttpResponse]
SESSION_KEY = "unsent_text"
HEAVIEST_TEXT = 200_000  # characters: a session is not a drawer
MOST_FILES = 10  # names; no form of ours takes as many


def for_members(view: View) -> View:
    """Ask the public to sign in; a text sent meanwhile is kept for after."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            try:
                return view(request, *args, **kwargs)
            except (Page.DoesNotExist, ConsentRecord.DoesNotExist):  # erased by somebody else a moment ago
                raise Http404 from None
        if request.method == "POST":
            _keep_text(request)
        return redirect_to_login(request.get_full_path())

    return asked


def for_facilitators(view: View) -> View:
    """Ask the public to sign in; to other members these screens do not exist."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_review(member=member_of(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return for_members(asked)


def by_post(view: View) -> View:
    """An act is a button: somebody who opens its address is sent to « Mes contributions »."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.method == "POST" else redirect("contributions:mine")

    return asked


def member_of(request: HttpRequest) -> Member:
    """The signed-in member of a view behind `for_members`."""
    member: Any = request.user
    return member


def contribution_or_404(request: HttpRequest, pk: int) -> tuple[Any, Kind]:
    """The page and its kind; others' drafts do not exist."""
    found = contribution_of(member=member_of(request), pk=pk)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, kw_only=True)
class KeptText:
    """What was typed, as a form takes it, and the files that were joined to it: field → name."""

    typed: QueryDict
    files_lost: dict[str, str]


def text_kept(request: HttpRequest) -> KeptText | None:
    """The text that was sent to this address while signed out, given once, and said to be unsaved."""
    kept = request.session.get(SESSION_KEY)
    if not isinstance(kept, dict) or kept.get("path") != request.get_full_path():
        return None
    del request.session[SESSION_KEY]
    messages.warning(request, _("Voici le texte que vous aviez écrit. Il n’est pas encore enregistré."))
    return KeptText(typed=QueryDict(kept["text"]), files_lost=kept.get("files", {}))


def _keep_text(request: HttpRequest) -> None:
    text = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "action"):
        text.pop(name, None)
    encoded = text.urlencode()
    if len(encoded) <= HEAVIEST_TEXT:
        joined: list[tuple[str, Any]] = list(request.FILES.items())
        files = {field: file.name for field, file in joined[:MOST_FILES]}
        request.session[SESSION_KEY] = {"path": request.get_full_path(), "text": encoded, "files": files}
