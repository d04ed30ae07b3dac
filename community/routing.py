"""From an address to its page, in two queries: Wagtail walks down from the site's root, and asks two for each step.

The pages named by the address are read at once, with whether this reader may see them. What is found is what Wagtail
would find, each page below the one before and under its own name; anything else is left to Wagtail's own walk.
"""

from collections.abc import Sequence

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as serve_as_wagtail

from community.models.visible import FRONT_PAGE, IN_A_LIST, VisiblePage
from community.site_here import Root, root_here
from community.visibility import DEEPEST, reader, seen_by

KEPT = "_wagtail_route_for_request"  # where `Page.route_for_request` keeps its answer, and looks for it


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view of a page, with its hooks, after the page is found."""
    if not hasattr(request, KEPT) and (pages := _pages_on_the_way(request, path)):
        setattr(request, KEPT, _route(request, pages))
    response: HttpResponse = serve_as_wagtail(request, path)
    return response


def _pages_on_the_way(request: HttpRequest, path: str) -> list[Page]:
    """The pages that the address names, from the site's root down; none when Wagtail is to look for itself."""
    root, names = root_here(request), [name for name in path.split("/") if name]
    if root is None or root.depth + len(names) > DEEPEST:
        return []
    addresses = [root.url_path]
    for name in names:
        addresses.append(f"{addresses[-1]}{name}/")
    # The names too: they have an index, addresses have none.
    rows = Page.objects.filter(slug__in=[root.slug, *names], url_path__in=addresses)
    pages = list(rows.only(*IN_A_LIST).annotate(is_seen=seen_by(reader(request))).order_by("depth"))
    return pages if _is_one_way(pages, root=root, names=names) else []


def _is_one_way(pages: Sequence[Page], *, root: Root, names: Sequence[str]) -> bool:
    """Whether these are the root and its descendants, one a name, by their places and not by their addresses alone."""
    if len(pages) != 1 + len(names) or pages[0].pk != root.pk:
        return False
    steps = zip(pages, pages[1:], names, strict=False)
    return all(
        below.slug == name and below.path[: -Page.steplen] == above.path for above, below, name in steps
    ) and all(getattr(page.specific_class, "route", None) in (Page.route, VisiblePage.route) for page in pages)


def _route(request: HttpRequest, pages: Sequence[Page]) -> RouteResult | None:
    *above, page = pages
    if pages[0].depth == FRONT_PAGE:  # else a site begins lower, and pages stand above it
        page.pages_above = above
    if above:
        page._cached_parent_obj = above[-1]
    try:
        result: RouteResult = page.specific.route(request, [])
    except (Http404, ObjectDoesNotExist):  # deleted since it was found, or not to be shown
        return None
    return result
