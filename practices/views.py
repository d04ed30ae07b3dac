"""The landing page of a lever."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from community.kept.permission import let_it_be_kept
from practices import queries
from practices.models import Lever


def lever_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A lever, what it is about, its sheets and testimonials. A retired lever keeps its page."""
    lever = get_object_or_404(Lever, slug=slug)
    context = {
        "lever": lever,
        "sheets": queries.sheets_page(request=request, lever=lever),
        "testimonials": queries.testimonials_page(request=request, lever=lever),
    }
    response = render(request, "practices/lever_page.html", context)
    let_it_be_kept(request=request, response=response, parameters=("page",))
    return response
