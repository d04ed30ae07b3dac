"""Addresses of the results page: the same search asked otherwise, and the one by which machines should know it."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from search.answering.queries import SearchRequest
from search.page.filters import FILTERS
from search.page.forms import SORTS


def query_string_with(
    typed: QueryDict,
    *,
    keep: Sequence[str] = (),
    without: tuple[str, str] | None = None,
    changed: Mapping[str, str] | None = None,
) -> str:
    """The query part of an address, back on its first page: `keep` only, `without` one value, or with `changed`."""
    asked = typed.copy()
    asked.pop("page", None)
    if keep:
        for name in set(asked) - set(keep):
            asked.pop(name)
    if without:
        name, value = without
        asked.setlist(name, [other for other in asked.getlist(name) if other != value])
    for name, value in (changed or {}).items():
        asked[name] = value
    return "?" + asked.urlencode()


def canonical(asked: SearchRequest, *, page_number: int) -> str:
    """The whole address that says this and nothing more: what is asked by default left out, the rest in one order."""
    parts = QueryDict(mutable=True)
    if asked.text:
        parts["q"] = asked.text
    for each in sorted(FILTERS, key=lambda each: each.parameter):
        if asked.selected.get(each.facet):
            parts.setlist(each.parameter, sorted(asked.selected[each.facet]))
    order = next(name for name, (sort, _label) in SORTS.items() if sort == asked.sort)
    optional = {
        "tri": order if asked.sort != "relevance" else "",
        "exact": "1" if asked.exact else "",
        "page": str(page_number) if page_number > 1 else "",
    }
    for name, value in optional.items():
        if value:
            parts[name] = value
    address = absolute(reverse("search"))
    return f"{address}?{parts.urlencode()}" if parts else address


def absolute(path: str) -> str:
    """An address of this site that holds elsewhere."""
    return f"{settings.SITE_URL}{path}"
