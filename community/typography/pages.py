"""Every page, and every part of one that htmx asks for, is shown in French typography: here, and nowhere by hand.

What is read is the HTML that leaves: its texts, and the attributes that are read out or shown. What people will send
back (fields), what machines read (scripts, addresses) and what is quoted letter by letter (code) leaves as it is.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from community.typography.signs import places, shown

# A quote that nothing closes, a comment without an end go to the end of the page, as in browsers. Possessive
# quantifiers (`*+`): what is read is never given back, so that no page takes longer than it is long.
_TAG = r"""[^>"']*+(?:(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))[^>"']*+)*+(?:>|\Z)"""
_NOT_TEXT = re.compile(
    rf"""<(?:
    (?P<tag>(?P<name>(?i:textarea|script|style|pre|code|kbd|samp))(?=[\s/>]){_TAG}).*?(?:</(?i:(?P=name))(?=[\s/>])|\Z)
    |!--.*?(?:-->|\Z)
    |[a-zA-Z/!?]{_TAG})""",
    re.DOTALL | re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""(?<=[\s"'/])([^\s=>"'/]++)\s*+=\s*+("[^"]*+"|'[^']*+')""")
_SHOWN = {"title", "alt", "aria-label", "aria-description", "placeholder"}


def french_page(html: str, /) -> str:
    """The page with its French spaces and apostrophes; a page that has them already is unchanged."""
    return shown(html, _places_shown(html))


def _places_shown(html: str) -> Iterator[tuple[int, int]]:
    """The places that stand in what is shown. Places and tags are gone through side by side, once each."""
    tags = _NOT_TEXT.finditer(html)
    tag, bounds = next(tags, None), None
    for start, end in places(html):
        while tag and tag.end() <= start:
            tag, bounds = next(tags, None), None
        if tag is None or start < tag.start():
            yield start, end
            continue
        bounds = _bounds_shown(html, tag) if bounds is None else bounds
        if bisect(bounds, start) % 2:
            yield start, end


def _bounds_shown(html: str, tag: re.Match[str]) -> list[int]:
    """Where the values of a tag that are shown begin and end, in turn."""
    end = tag.end("tag") if tag["name"] else tag.end()
    if html.startswith("<!--", tag.start()):
        return []
    values = _ATTRIBUTE.finditer(html, tag.start(), end)
    return [bound for value in values if value[1].lower() in _SHOWN for bound in value.span(2)]


class FrenchPages:
    """Stands under the keeper of pages, so that a kept page is written once, and under what says its length."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._make = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._make(request)
        if isinstance(response, HttpResponse) and _is_ours(request=request, response=response):
            response.content = french_page(response.text).encode(response.charset)
        return response


def _is_ours(*, request: HttpRequest, response: HttpResponse) -> bool:
    """Whether an answer is HTML of ours: the admin shows what is typed in fields of its own, which sends it back."""
    return (
        response.headers.get("Content-Type", "").startswith("text/html")
        and "Content-Encoding" not in response.headers
        and not request.path.startswith(reverse("wagtailadmin_home"))
    )
