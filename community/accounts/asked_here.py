"""The codes that this browser asked for: their numbers, in its session; a code comes in by the browser that asked."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from community.accounts import codes
from community.addresses import canonical
from community.models import AskedCode

SESSION_KEY = "codes_asked"
MOST_TABS = 3  # tabs where a code waits, each with its address
SAME_PRESS = timedelta(seconds=10)  # a button pressed twice asks once


def ask_here(*, request: HttpRequest, address: str) -> AskedCode:
    """Ask for a code that this browser may use; the one just asked for, when the button was pressed twice."""
    asked = asked_here(request=request, address=address)
    if asked and asked.address == address and asked.is_alive and asked.asked_at > timezone.now() - SAME_PRESS:
        return asked
    asked = codes.ask(address=address)
    request.session[SESSION_KEY] = [asked.pk, *_numbers(request)][:MOST_TABS]
    return asked


def asked_here(*, request: HttpRequest, address: str = "") -> AskedCode | None:
    """The last code asked for here; for this address rather, when a page names one (two tabs, two addresses)."""
    numbers = _numbers(request)
    if not numbers:
        return None
    rows = list(AskedCode.objects.filter(pk__in=numbers).order_by("-pk"))
    wanted = canonical(address)
    return next((row for row in rows if row.address == wanted), rows[0] if rows and not wanted else None)


def forget_here(*, request: HttpRequest) -> None:
    """Once in, this browser waits for no code."""
    request.session.pop(SESSION_KEY, None)


def _numbers(request: HttpRequest) -> list[int]:
    kept = request.session.get(SESSION_KEY)
    return kept if isinstance(kept, list) else []
