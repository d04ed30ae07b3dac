"""One page of a list: as many things as it shows, and which page an address asks for, whatever is written there."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

A_LONG_PAGE = 20  # rows or cards: two or three screens of a telephone
MOST_DIGITS = 9  # more of them name no page of ours, and some are longer than Python reads


def page_of(rows: Any, *, number: int, size: int = A_LONG_PAGE) -> Page:
    """The page `number` of a list or an ordered queryset, its rows read; past the end, the last one.

    A list that fits in one page is not counted: it is read, and that is all.
    """
    first = list(rows[: size + 1]) if number == 1 else []
    if number == 1 and len(first) <= size:
        return Paginator(first, size).page(1)
    page = Paginator(rows, size).get_page(number)
    page.object_list = first[:size] if number == 1 else list(page.object_list)
    return page


def page_asked(*, request: HttpRequest | None, name: str = "page") -> int:
    """The page that an address names (`?page=3`): the first for what is no number, a far one for a number too long."""
    return number_in(request.GET.get(name, "") if request else "") or 1


def number_in(typed: str) -> int | None:
    """The number that was typed; None for what is none. One too long for any database becomes the largest of ours."""
    if not (typed.isascii() and typed.isdigit()):
        return None
    return int(typed) if len(typed) <= MOST_DIGITS else 10**MOST_DIGITS
