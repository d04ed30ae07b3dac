"""The list of public pages for search engines: what a visitor without an account may read, and nothing else."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap
from django.db.models import Case, Max, When
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from community.conditional import unless_same
from community.kept.permission import let_it_be_kept
from community.kept_order import KeptOrder
from community.models import ParcoursIndexPage, StructureIndexPage
from community.visibility import visible_to
from home.models import HomePage
from practices.models import (
    EventReportIndexPage,
    Lever,
    PracticeIndexPage,
    PracticePage,
    TestimonialIndexPage,
    TestimonialPage,
)


class OurSitemap(Sitemap):
    """Addresses as the mails and the feeds write them."""

    limit = 1000  # pages of text in one file: half a second to write, far below the 50 000 that robots bear

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


CHANGING = tuple(
    model._meta.model_name
    for model in (
        HomePage,
        StructureIndexPage,
        ParcoursIndexPage,
        PracticeIndexPage,
        TestimonialIndexPage,
        EventReportIndexPage,
    )
)
"""Pages that list others: they change with them, and the day when they were last written would say something false."""


class _Addresses(Sequence[tuple[str, datetime | None]]):
    """The addresses below a root and when each was last published: counted without a question, read by slices."""

    def __init__(self, root: Page | None) -> None:
        self._root = root
        self._keys = _in_the_tree.seen_by(None, narrowed=root.path) if root else ()

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, part: Any) -> Any:
        if self._root is None:
            return []
        address = Substr("url_path", len(self._root.url_path))  # « /accueil/a-propos/ », read from « / » on
        rows = visible_to(Page.objects.filter(pk__in=list(self._keys[part])), None)
        day = Case(When(content_type__model__in=CHANGING, then=None), default="last_published_at")
        return list(rows.order_by("path").values_list(address, day))


_in_the_tree = KeptOrder(lambda path: Page.objects.filter(path__startswith=path).order_by("path"))


class PageSitemap(OurSitemap):
    """Every page that the public may read, in the order of the tree, so that a page keeps its file.

    Read as rows: to make a thousand pages of the tree costs three times as much as to name them.
    """

    def items(self) -> "_Addresses":
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        return _Addresses(site.root_page if site else None)

    def location(self, item: tuple[str, datetime | None]) -> str:
        return escape_uri_path(item[0])

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        return item[1]


class LeverSitemap(OurSitemap):
    """The list of the levers, then the page of each one in use, with the day of the newest thing that it lists."""

    def items(self) -> list[tuple[str, datetime | None]]:
        days = [_newest_of_each(model) for model in (PracticePage, TestimonialPage)]
        rows = [
            (lever.get_absolute_url(), max((day[lever.pk] for day in days if lever.pk in day), default=None))
            for lever in Lever.objects.in_use()
        ]
        return [(reverse("levers"), None), *rows]

    def location(self, item: tuple[str, datetime | None]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        return item[1]


def _newest_of_each(model: Any) -> dict[int, datetime]:
    """Of each lever, by its key: when the public was last given something of this kind to read."""
    seen = visible_to(model.objects.order_by(), None)
    named = model.levers.through.objects.filter(content_object__in=seen).order_by()
    return dict(named.values_list("tag").annotate(Max("content_object__last_published_at")))


PARTS = {"pages": PageSitemap, "leviers": LeverSitemap}


def _files(name: str) -> int:
    """In how many files a part is cut."""
    addresses: Any = PARTS[name]().items()
    return max(1, math.ceil(len(addresses) / OurSitemap.limit))


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: the files that follow, under the site's own address whatever the name it was asked by."""
    files = [
        SitemapIndexItem(
            urljoin(settings.SITE_URL, reverse("sitemap_part", args=[name]) + (f"?p={n}" if n > 1 else ""))
        )
        for name, part in PARTS.items()
        for n in range(1, _files(name) + 1)
    ]
    text = render_to_string("sitemap_index.xml", {"sitemaps": files})
    return _kept(request, HttpResponse(text, content_type="application/xml"))


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    """`/sitemap-pages.xml?p=2`: a thousand addresses at a time."""
    return _kept(request, sitemap(request, {**PARTS}, section=section).render())


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    let_it_be_kept(request=request, response=response, parameters=("p",))
    return unless_same(request=request, response=response)
