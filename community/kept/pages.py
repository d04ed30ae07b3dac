"""A page as it is kept, and the rules: which request may be answered by one, which answer may become one."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest, HttpResponse

from community.conditional import ASKED_EACH_TIME
from community.kept.permission import permission
from community.kept.stamp import Stamp

STORE, WITH_PARAMETERS = "pages", "pages-with-parameters"
"""Names in CACHES: two, so that somebody who makes up page numbers or searches pushes out none of the plain pages."""

TYPES = ("text/html", "application/xml", "application/rss+xml", "application/opensearchdescription+xml")

VARIES_BY = {"", "cookie", "hx-request", "hx-history-restore-request", "accept-encoding"}
"""What answers may vary by: of these, a request that may be answered by a kept page brings none."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer, headers included, the stamp it holds under, and what is told at each reading."""

    stamp: Stamp
    body: bytes
    headers: tuple[tuple[str, str], ...]
    reading: Any

    @property
    def size(self) -> int:
        """Bytes, near enough: the headers are a tenth of a short page."""
        return len(self.body) + 1024

    def answer(self) -> HttpResponse:
        """A new response, which middlewares may go on with."""
        return HttpResponse(self.body, headers=dict(self.headers))


def address(request: HttpRequest) -> str | None:
    """The cache key of the answer to a request that reads; None when a kept page cannot answer it.

    A signed-in person, or one for whom a message waits, brings a cookie. htmx asks for parts of pages. Wagtail makes
    previews by requests of its own for the page's address, which go through here.
    """
    cookies, meta = request.COOKIES, request.META
    if settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies or getattr(request, "is_dummy", False):
        return None
    if "HTTP_RANGE" in meta or "HTTP_AUTHORIZATION" in meta or any(name.startswith("HTTP_HX_") for name in meta):
        return None
    # Written so that no two are alike: a path may hold « ? » (%3F), and what follows would read as parameters.
    # The port is the one that was reached, by which Wagtail chooses a site: the host may say none.
    where = (request.scheme, request.get_host(), request.get_port())
    whole = repr((*where, request.path, meta.get("QUERY_STRING", "")))
    mark = "?" if meta.get("QUERY_STRING") else ""
    return mark + sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _store(key: str) -> BaseCache:
    return caches[WITH_PARAMETERS if key.startswith("?") else STORE]


def shown_again(*, key: str, stamp: Stamp) -> KeptPage | None:
    """What is kept of this address, if it still holds."""
    page: KeptPage | None = _store(key).get(key)
    return page if page is not None and page.stamp == stamp else None


def keep(*, key: str, stamp: Stamp, request: HttpRequest, response: HttpResponse) -> None:
    """Put an answer by, over what was there: old pages take no room of their own."""
    allowed = permission(request=request, response=response)
    headers = tuple((name, value) for name, value in response.headers.items())
    _store(key).set(key, KeptPage(stamp, response.content, headers, allowed.reading if allowed else None))


def may_be_kept(*, request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer is the same for every visitor: its view says so, and nothing about it says otherwise."""
    return (
        permission(request=request, response=response) is not None
        and response.status_code == 200
        and not response.cookies
        and response.headers.get("Cache-Control", ASKED_EACH_TIME) == ASKED_EACH_TIME
        and response.headers.get("Content-Type", "").partition(";")[0] in TYPES
        and {name.strip().lower() for name in response.headers.get("Vary", "").split(",")} <= VARIES_BY
        and b"csrfmiddlewaretoken" not in response.content
    )
