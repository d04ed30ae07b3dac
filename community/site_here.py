"""Which of Wagtail's sites a request is for, and where its tree begins: nobody changes them, and every page asks."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site
from wagtail.models.sites import SiteRootPath

from community.kept import generation
from community.kept.remembered import Remembered

OF_THE_SITE = tuple(field.attname for field in Site._meta.concrete_fields)
OF_THE_ROOT = ("pk", "path", "depth", "slug", "url_path")


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """The page at which a site begins."""

    pk: int
    path: str
    depth: int
    slug: str
    url_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """One site: how to choose it, what to make Wagtail's object of, and its root."""

    hostname: str
    port: int
    is_default: bool
    values: tuple[Any, ...]
    root: Root


def site_here(request: HttpRequest) -> Site | None:
    """What `Site.find_for_request` answers, without a question: an object of this request's own, where it looks for it.

    The site's root page is read if somebody wants it.
    """
    kept: Any = request
    if not hasattr(kept, "_wagtail_site"):
        known = _chosen(request)
        kept._wagtail_site = Site.from_db(None, OF_THE_SITE, known.values) if known else None
    site: Site | None = kept._wagtail_site
    return site


def for_addresses(request: HttpRequest) -> HttpRequest:
    """A request that knows this site and nothing else: for templates that write addresses and may meet no person."""
    bare: Any = HttpRequest()
    bare._wagtail_site = site_here(request)
    return bare  # type: ignore[no-any-return]


def root_here(request: HttpRequest) -> Root | None:
    """Where the tree of this request's site begins."""
    site = site_here(request)
    return next((known.root for known in _sites.get() if site and known.values[0] == site.pk), None)


def roots() -> list[Root]:
    """Where each site begins."""
    return [known.root for known in _sites.get()]


def _chosen(request: Any) -> _Known | None:
    """Wagtail's own choice: this host and port, else this host alone if it is one site's, else the default site."""
    hostname, port = split_domain_port(request._get_raw_host())[0], int(request.get_port())
    named = [known for known in _sites.get() if known.hostname == hostname]
    exact = [known for known in named if known.port == port] or [known for known in named if known.is_default]
    default = [known for known in _sites.get() if known.is_default]
    if exact or not default:
        return exact[0] if exact else named[0] if len(named) == 1 else None
    return named[0] if len(named) == 1 else default[0]


def _read_sites() -> tuple[_Known, ...]:
    rows = Site.objects.order_by("pk").values_list(*OF_THE_SITE, *(f"root_page__{name}" for name in OF_THE_ROOT))
    return tuple(_known(row[: len(OF_THE_SITE)], row[len(OF_THE_SITE) :]) for row in rows)


def _known(values: tuple[Any, ...], of_the_root: tuple[Any, ...]) -> _Known:
    row = dict(zip(OF_THE_SITE, values, strict=True))
    root = Root(**dict(zip(OF_THE_ROOT, of_the_root, strict=True)))
    return _Known(
        hostname=row["hostname"], port=row["port"], is_default=row["is_default_site"], values=values, root=root
    )


_sites = Remembered(build=_read_sites)


def _read_root_paths() -> tuple[SiteRootPath, ...]:
    """As Wagtail reads them, the most specific first."""
    sites = Site.objects.select_related("root_page__locale")
    return tuple(
        SiteRootPath(site.pk, site.root_page.url_path, site.root_url, site.root_page.locale.language_code)
        for site in sites.order_by("-root_page__url_path", "-is_default_site", "hostname")
    )


_root_paths = Remembered(build=_read_root_paths)


def write_addresses_of_now() -> None:
    """Have addresses written, while a page is read, with the sites as they are; called when the site starts.

    Wagtail keeps them for an hour in a cache that another host, or SQL, does not empty: a page would be kept with them.
    """
    as_wagtail = Site.get_site_root_paths

    def root_paths() -> list[SiteRootPath]:
        return list(_root_paths.get()) if generation.is_asked_once() else as_wagtail()

    Site.get_site_root_paths = staticmethod(root_paths)
