"""Names proposed after « @ »: people and structures, for who is signed in."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.comments.mentions import proposed
from community.typed_text.characters import typed
from community.unsent import member_of, signed_in


@signed_in
@never_cache
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The people and structures whose name holds what is typed, as JSON: `[{"name": …, "about": …}]`."""
    named = proposed(typed=typed(request.GET.get("q", "")), member=member_of(request))
    return JsonResponse({"proposed": [{"name": each.name, "about": each.about} for each in named]})
