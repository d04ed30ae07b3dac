"""`{% page_address 3 "fiches" %}`: where a page of a list is read, the rest of the address kept as it is."""

from collections.abc import Iterator

from django import template
from django.core.paginator import Page
from django.template import Context

register = template.Library()


@register.simple_tag
def page_numbers(page: Page) -> Iterator[int | str]:
    """Its neighbours, the first and the last; the paginator alone, which knows no current page, shows page 1's."""
    numbers: Iterator[int | str] = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return numbers


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int, param: str, anchor: str = "", without: str = "") -> str:
    """The first page has no number, so that one page has one address. `without` names a parameter that is left out."""
    request = context["request"]
    asked = request.GET.copy()
    asked.pop(without, None)
    asked[param] = str(number)
    if number == 1:
        del asked[param]
    address = f"?{asked.urlencode()}" if asked else request.path
    return f"{address}#{anchor}" if anchor else address
