"""What a browser asks beside the results page: proposals while somebody types, and how to add the site."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from community.typed_text.characters import typed
from community.visibility import reader
from search.answering.suggestions import LONGEST_TYPED, count, suggestions
from search.page.addresses import absolute

KEPT = 60  # seconds, by the visitor's own browser: letters erased and typed again ask nothing


@require_safe
@vary_on_cookie
def suggested(request: HttpRequest) -> HttpResponse:
    """`/recherche/suggestions/?q=…`: a list box, grouped by kind; addresses and titles that this reader may open."""
    text = typed(request.GET.get("q", ""))[:LONGEST_TYPED]
    groups = suggestions(text=text, request=request)
    everywhere = f"{reverse('search')}?{urlencode({'q': text})}"
    context = {"text": text, "groups": groups, "total": count(groups), "everywhere": everywhere}
    return kept_briefly(render(request, "search/suggestions.html", context), request)


@require_safe
@vary_on_cookie
def suggested_to_the_browser(request: HttpRequest) -> HttpResponse:
    """The same for the address bar of a browser that has added the site, in the format of OpenSearch suggestions."""
    text = typed(request.GET.get("q", ""))[:LONGEST_TYPED]
    groups = suggestions(text=text, request=request)
    proposals = [(one, str(group.label)) for group in groups for one in group.proposals]
    lines = [
        text,
        [one.title for one, _kind in proposals],
        [kind for _one, kind in proposals],
        [request.build_absolute_uri(one.address) for one, _kind in proposals],
    ]
    response = JsonResponse(lines, safe=False, content_type="application/x-suggestions+json")
    return kept_briefly(response, request)


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def opensearch(request: HttpRequest) -> HttpResponse:
    """`/opensearch.xml`, by which a browser adds the site to those it searches."""
    context = {
        "site": settings.WAGTAIL_SITE_NAME,
        "results": absolute(reverse("search")),
        "suggestions": absolute(reverse("suggestions_json")),
        "itself": absolute(reverse("opensearch")),
        "icon": absolute(static("img/favicon.svg")),
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", context, content_type=kind)


def kept_briefly(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Never by a shared cache nor by robots; by the browser for a minute, but not what an account alone may see."""
    response["X-Robots-Tag"] = "noindex"
    if reader(request):
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, private=True, max_age=KEPT)
    return response
