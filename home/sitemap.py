"""The list of public pages for search engines: what a visitor without an account may read, and nothing else."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Case, Max, When
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.html import escape
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from community.conditional import unless_same
from community.kept.permission import let_it_be_kept
from community.kept.remembered import Remembered
from community.kept_order import KeptOrder
from community.models import ParcoursIndexPage, StructureIndexPage
from community.visibility import visible_to
from home.models import HomePage
from practices.models import (
    EventReportIndexPage,
    Lever,
    PracticeIndexPage,
    PracticePage,
    PracticeRequestIndexPage,
    TestimonialIndexPage,
    TestimonialPage,
)

MOST_ADDRESSES = 500  # addresses in one file: ten milliseconds to write, far below the 50 000 that robots bear

SitemapLine = tuple[str, datetime | None]
"""An address, read from « / » on, and when what it shows was last published."""

CHANGING = tuple(
    model._meta.model_name
    for model in (
        HomePage,
        StructureIndexPage,
        ParcoursIndexPage,
        PracticeIndexPage,
        TestimonialIndexPage,
        PracticeRequestIndexPage,
        EventReportIndexPage,
    )
)
"""Pages that list others: they change with them, and the day when they were last written would say something false."""


class _InTheTree(Sequence[SitemapLine]):
    """Every page that the public may read, in the order of the tree: counted without a question, read by slices.

    Read as rows: to make pages of the tree costs three times as much as to name them.
    """

    def __init__(self, root: Page | None) -> None:
        self._root = root
        self._keys = _order.seen_by(None, narrowed=root.path) if root else ()

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, part: Any) -> Any:
        if self._root is None:
            return []
        address = Substr("url_path", len(self._root.url_path))  # « /accueil/a-propos/ », read from « / » on
        rows = visible_to(Page.objects.filter(pk__in=list(self._keys[part])), None)
        day = Case(When(content_type__model__in=CHANGING, then=None), default="last_published_at")
        return list(rows.order_by("path").values_list(address, day))


_order = KeptOrder(lambda path: Page.objects.filter(path__startswith=path).order_by("path"))


def _pages() -> Sequence[SitemapLine]:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return _InTheTree(site.root_page if site else None)


class _Levers(Sequence[SitemapLine]):
    """The list of the levers, then the page of each one in use, with the day of the newest thing that it lists.

    The days are read with the lines: to count these, nobody looks at what each lever holds.
    """

    def __init__(self) -> None:
        self._levers = list(Lever.objects.in_use())

    def __len__(self) -> int:
        return 1 + len(self._levers)

    def __getitem__(self, part: Any) -> Any:
        newest = _newest.get()
        lines = [
            (reverse("levers"), None),
            *((lever.get_absolute_url(), newest.get(lever.pk)) for lever in self._levers),
        ]
        return lines[part]


def _read_newest() -> Mapping[int, datetime]:
    """Of each lever, by its key: when the public was last given something of it to read."""
    newest: dict[int, datetime] = {}
    for model in (PracticePage, TestimonialPage):
        seen = visible_to(model.objects.order_by(), None)
        named = model.levers.through.objects.filter(content_object__in=seen).order_by()
        for pk, day in named.values_list("tag").annotate(Max("content_object__last_published_at")):
            newest[pk] = max(day, newest.get(pk, day))
    return newest


_newest = Remembered(build=_read_newest)  # every page of a lever is looked at: once for each state of the site

PARTS: Mapping[str, Callable[[], Sequence[SitemapLine]]] = {"pages": _pages, "leviers": _Levers}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: the files that follow, under the site's own address whatever the name it was asked by."""
    files = (
        reverse("sitemap_part", args=[name]) + (f"?p={number}" if number > 1 else "")
        for name, lines in PARTS.items()
        for number in Paginator(lines(), MOST_ADDRESSES).page_range
    )
    return _sent(request, "sitemapindex", "sitemap", ((address, None) for address in files))


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    """`/sitemap-pages.xml?p=2`: five hundred addresses at a time."""
    if section not in PARTS:
        raise Http404
    try:
        lines = Paginator(PARTS[section](), MOST_ADDRESSES).page(request.GET.get("p", 1))
    except InvalidPage as fault:
        raise Http404 from fault
    return _sent(request, "urlset", "url", ((escape_uri_path(path), day) for path, day in lines))


def _sent(request: HttpRequest, whole: str, each: str, lines: Iterable[SitemapLine]) -> HttpResponse:
    """Written without a template, which takes five times as long to say the same."""
    here = urljoin(settings.SITE_URL, "/").removesuffix("/")
    text = "".join(f"<{each}><loc>{here}{escape(path)}</loc>{_lastmod(day)}</{each}>\n" for path, day in lines)
    response = HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{text}</{whole}>\n',
        content_type="application/xml",
        headers={"X-Robots-Tag": "noindex"},  # what it leads to is found, not the list
    )
    let_it_be_kept(request=request, response=response, parameters=("p",))
    return unless_same(request=request, response=response)


def _lastmod(day: datetime | None) -> str:
    return f"<lastmod>{timezone.localdate(day)}</lastmod>" if day else ""
