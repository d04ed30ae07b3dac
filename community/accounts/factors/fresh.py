"""Acts that a session found open must not do: who asks for them has entered a short time ago, or proves it again."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from community.unsent import keep_text

View = Callable[..., HttpResponse]
FRESH_FOR = 10 * 60  # seconds: the time to do what one came for


def freshly_entered(view: View | None = None, *, back_to: str = "") -> Any:
    """Let the view answer whoever entered less than ten minutes ago; others prove who they are, then come back.

    Goes below `signed_in`. What was typed is kept for the form (`community.unsent.typed_in`). A view without a page to
    come back to (it answers to POST alone) names one, an address without arguments: `freshly_entered(back_to="…")`.
    """

    def decorated(asked: View) -> View:
        @wraps(asked)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if is_fresh(request):
                return asked(request, *args, **kwargs)
            return ask_again(request, back_to=reverse(back_to) if back_to else "")

        return guarded

    return decorated if view is None else decorated(view)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person signed in gave a proof (code, password, key) in this session, less than ten minutes ago."""
    at = latest_proof(request)
    return at is not None and 0 <= time.time() - at < FRESH_FOR


def latest_proof(request: HttpRequest) -> float | None:
    """When the latest proof was given in this session, in seconds since 1970."""
    records = get_authentication_records(request, request.user if request.user.is_authenticated else None)
    return max((record["at"] for record in records), default=None)


def ask_again(request: HttpRequest, *, back_to: str = "") -> HttpResponse:
    """The page that asks for a fresh proof, and comes back here."""
    if request.method == "POST":
        if not back_to and keep_text(request):
            messages.info(request, _("Avant cela, confirmez que c’est bien vous : ce que vous avez écrit est gardé."))
        elif back_to:
            messages.info(request, _("Avant cela, confirmez que c’est bien vous, puis recommencez."))
    return HttpResponseRedirect(_asking(back_to or request.get_full_path()))


def note_entry(request: HttpRequest, *, method: str) -> None:
    """Note that the person signed in has just proved who they are in a way the library does not note (a link, a code)."""
    record_authentication(request, request.user if request.user.is_authenticated else None, method=method)


def _asking(next_page: str) -> str:
    return f"{reverse('account_confirm')}?{urlencode({'next': next_page})}"
