"""The levers: all of them on one page, and the landing page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from community.kept.permission import let_it_be_kept
from community.visibility import reader
from practices import queries
from practices.models import Lever
from practices.requests.queries import newest_questions

MOST_QUESTIONS = 3  # beside the sheets of a lever: the list of questions has the others


def levers_page(request: HttpRequest) -> HttpResponse:
    """Every lever in use, its sign, what it is about, how much is found under it."""
    context = {"levers": queries.lever_counts(member=reader(request))}
    response = render(request, "practices/levers_page.html", context)
    let_it_be_kept(request=request, response=response)
    return response


def lever_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A lever, what it is about, its sheets, its testimonials, its questions. A retired lever keeps its page."""
    lever = get_object_or_404(Lever, slug=slug)
    context = {
        "lever": lever,
        "sheets": queries.sheets_page(request=request, lever=lever),
        "testimonials": queries.testimonials_page(request=request, lever=lever),
        "questions": newest_questions(member=reader(request), lever=lever, limit=MOST_QUESTIONS),
    }
    response = render(request, "practices/lever_page.html", context)
    let_it_be_kept(request=request, response=response, parameters=("page",))
    return response
