"""An act sent before its proof: what was sent waits in the session, and is sent again by a button, after the proof.

It goes through the same door as at first (`csrf`, rights), from a page of the person's own: nothing is done in their
stead. Of a file, the name alone is kept.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

SESSION_KEY = "act_put_off"
HEAVIEST = 400_000  # characters: Wagtail's forms of pages are long
MOST_FILES = 10


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was sent: to which page, each field and its value, the names of the files that are lost."""

    page: str
    fields: list[tuple[str, str]]
    files: list[str]


def put_off(request: HttpRequest) -> bool:
    """Keep what was sent here until its proof is given; whether it is kept: not what is too heavy, nor a password."""
    sent = request.POST.copy()
    if any("password" in name for name in sent):
        return False
    sent.pop("csrfmiddlewaretoken", None)
    text = sent.urlencode()
    if len(text) > HEAVIEST:
        return False
    joined: list[Any] = list(request.FILES.values())
    names = [str(file.name) for file in joined[:MOST_FILES]]
    request.session[SESSION_KEY] = {"page": request.get_full_path(), "text": text, "files": names}
    return True


def is_put_off(request: HttpRequest, *, page: str) -> bool:
    """Whether something sent to this page waits."""
    kept = request.session.get(SESSION_KEY)
    return isinstance(kept, dict) and kept.get("page") == page


def forget_what_was_put_off(request: HttpRequest) -> None:
    """What waited for this page has come."""
    if is_put_off(request, page=request.get_full_path()):
        del request.session[SESSION_KEY]


def taken_up(request: HttpRequest, *, page: str) -> Sent | None:
    """What waits for this page; it waits until it is sent."""
    if not is_put_off(request, page=page):
        return None
    kept = request.session[SESSION_KEY]
    fields = [(name, str(value)) for name, values in QueryDict(kept["text"]).lists() for value in values]
    return Sent(page=page, fields=fields, files=kept["files"])
