"""What a person reads when something goes wrong, in French, with a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a page left open too long, or without cookies: say so, and that nothing is lost."""
    return render(request, "403_csrf.html", status=403)
