"""An answer that its reader already holds, byte for byte, is not sent again (304, by a strong ETag)."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

ASKED_EACH_TIME = "private, no-cache"
"""Told to browsers: keep it, and ask whether it is still so. A consent withdrawn hides at the next request."""


def unless_same(*, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, or 304 to who shows its ETag; asked again each time, for each reader apart."""
    name_content(response)
    return or_not_modified(request=request, response=response)


def name_content(response: HttpResponse) -> None:
    """Give a response the ETag of its content.

    No date is compared: a page taken off line leaves the newest date as it was, and must be seen to be gone.
    """
    del response["Last-Modified"]
    response["ETag"] = quote_etag(sha256(response.content).hexdigest())
    response["Cache-Control"] = ASKED_EACH_TIME
    patch_vary_headers(response, ["Cookie"])


def or_not_modified(*, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response, or 304 to who shows the ETag it carries."""
    same: HttpResponse | None = get_conditional_response(request, etag=response["ETag"], response=response)
    return same or response
