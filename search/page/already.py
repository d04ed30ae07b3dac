"""`/questions/proches/?q=…`: while a question to the network is typed, what may already answer it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from community.typed_text.characters import typed
from community.visibility import reader
from search.answering.already import LONGEST_READ, already_answered
from search.page.typing import kept_briefly


@require_safe
@vary_on_cookie
def close_to_question(request: HttpRequest) -> HttpResponse:
    """A piece of page: at most five sheets, testimonials and questions that this reader may open.

    Everybody may ask. It is not a search: nothing of what is typed is counted nor kept. It always answers with 200, and
    says so when no engine does: nobody is kept from asking.
    """
    text = typed(request.GET.get("q", ""))[:LONGEST_READ]
    already = already_answered(text=text, member=reader(request))
    return kept_briefly(render(request, "search/already.html", {"already": already}), request)
