"""The door: visitors are answered with the page as it is kept, as long as nothing has changed since it was made."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from community.conditional import name_content, or_not_modified
from community.kept import generation, pages, stamp
from community.kept.signals import kept_page_read

MadeBy = Callable[[HttpRequest], HttpResponseBase]
READS = ("GET", "HEAD")


class KeptPages:
    """Stands before sessions: a kept page costs one small query, and nothing of the site is woken up."""

    def __init__(self, get_response: MadeBy) -> None:
        self._make = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READS:
            return self._make(request)
        with generation.asked_once():
            return self._shown(request)

    def _shown(self, request: HttpRequest) -> HttpResponseBase:
        key = pages.address(request) if settings.KEEP_PAGES else None
        before = stamp.now() if key else None
        if key is None or before is None:
            return self._make(request)
        page = pages.shown_again(key=key, stamp=before)
        if page is None:
            return self._made(request, key, before)
        if page.reading is not None:
            kept_page_read.send_robust(sender=None, request=request, reading=page.reading)
        return or_not_modified(request=request, response=page.answer())

    def _made(self, request: HttpRequest, key: str, before: stamp.Stamp) -> HttpResponseBase:
        """Make the page, and keep it if nothing moved meanwhile: it is then exactly what its stamp says."""
        response = _whole(self._make, request)
        if not isinstance(response, HttpResponse):
            return response
        if not pages.may_be_kept(request=request, response=response):  # its ETag, if it has one, is its view's own
            return or_not_modified(request=request, response=response) if "ETag" in response else response
        name_content(response)
        if request.method == "GET" and generation.is_whole() and stamp.still(before):
            pages.keep(key=key, stamp=before, request=request, response=response)
        return or_not_modified(request=request, response=response)


def _whole(make: MadeBy, request: HttpRequest) -> HttpResponseBase:
    """The whole answer, even to who shows an ETag: a view that answers 304 by itself would leave nothing to keep."""
    shown = request.META.pop("HTTP_IF_NONE_MATCH", None)
    try:
        return make(request)
    finally:
        if shown is not None:
            request.META["HTTP_IF_NONE_MATCH"] = shown
