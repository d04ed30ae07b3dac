"""What a person reads when something goes wrong, in French, with a way on."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

RETRY_AFTER = 30  # seconds: what a database takes to start again


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page left open too long, or without cookies: say so, and that nothing is lost."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's `handler400`. Its own first looks for a token in the form, which is what could not be read."""
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Django's `handler500`, called while the fault is handled: 503 when the database was away, else 500.

    A probe, a robot and a browser then know to come back; whatever the database cannot do for now (it is stopped,
    full of connections, locked for too long, or gave up one of two acts that waited for each other) is of that kind.
    """
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("500.html"), status=500)
    text = render_to_string("503.html", {"was_sent": request.method == "POST"})  # without the context that reads rows
    return HttpResponse(text, status=503, headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"})
