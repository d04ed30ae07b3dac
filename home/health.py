"""`/sante/`: how the site is, for the probe of whoever runs it; nothing about anybody, nothing that was written."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import tree
from community.kept import generation
from community.kept.remembered import Remembered
from community.models import Notification
from search.indexing.states import TargetState, states
from search.which_engine import Fallback, answering

OK, DEGRADED, DOWN = "ok", "degraded", "down"


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when pages can answer, if only by their titles (« degraded » says that something wants a look), else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        report = _report()
    except Error:
        return JsonResponse({"status": DOWN, "database": DOWN}, status=503)
    return JsonResponse(report)


_miscounted = Remembered(build=lambda: tree.miscounted().count())  # every page is counted: once for each state


def _report() -> Mapping[str, Any]:
    kept = states()
    engine, fallback = answering(ready={state.target for state in kept if state.is_ready})
    miscounted = _miscounted.get()
    is_exact = generation.is_sound()
    is_sound = is_exact and not miscounted and not any(state.needs_a_look for state in kept)
    return {
        "status": OK if is_sound and fallback is Fallback.NONE else DEGRADED,
        "database": OK,
        "search": {"answers": engine, "fallback": fallback.value, "indexes": {one.target: _index(one) for one in kept}},
        "tree": {"miscounted": miscounted},
        "pages": {"kept": settings.KEEP_PAGES and is_exact},
        "mails": {"waiting": Notification.objects.waiting().count()},
    }


def _index(state: TargetState) -> Mapping[str, Any]:
    return {
        "ready": state.is_ready,
        "documents": state.documents,
        "waiting": state.waiting,
        "oldest_s": round(state.age.total_seconds()),
        "set_aside": state.set_aside,
        "missing": state.missing,
        "too_many": state.ghosts,
    }
