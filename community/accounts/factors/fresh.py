"""Acts that a session found open must not do: who asks for them has entered a short time ago, or proves it again."""

import time
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from community.accounts.factors.asking import ask_again
from community.unsent import View

__all__ = ["ask_again", "freshly_entered", "is_fresh", "latest_proof", "note_entry"]
FRESH_FOR = 10 * 60  # seconds: the time to do what one came for


def freshly_entered(view: View | None = None, *, back_to: str = "") -> Any:
    """Let the view answer whoever entered less than ten minutes ago; others prove who they are, then come back.

    Goes below `signed_in`. What was sent by POST waits, and is sent again by a button after the proof: a view that
    answers to POST alone needs nothing more. Where what is sent must not wait (a password), `back_to` names the page
    to begin again from, an address without arguments.
    """

    def decorated(asked: View) -> View:
        @wraps(asked)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not is_fresh(request):
                return ask_again(request, back_to=reverse(back_to) if back_to else "")
            return asked(request, *args, **kwargs)

        return guarded

    return decorated if view is None else decorated(view)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person signed in gave a proof (code, password, key) in this session, less than ten minutes ago."""
    at = latest_proof(request)
    return at is not None and 0 <= time.time() - at < FRESH_FOR


def latest_proof(request: HttpRequest) -> float | None:
    """When the latest proof was given in this session, in seconds since 1970."""
    records = get_authentication_records(request, _person(request))
    return max((record["at"] for record in records), default=None)


def note_entry(request: HttpRequest, *, method: str) -> None:
    """Note that the person signed in has just proved who they are in a way the library does not note (a link)."""
    record_authentication(request, _person(request), method=method)


def _person(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None
