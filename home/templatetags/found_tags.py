"""What each page says of itself in its head: its one address, its picture, its facts; and the signs of the site."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from community.models.visible import VisiblePage
from community.visibility import Reading, reader
from home.found import addresses, structured
from home.found.faces import has_face

register = template.Library()

SHOWN_BY = {"wagtail_serve", "lever", "levers"}
"""The addresses that show a page as it is on line. Forms and previews name one too, and say nothing of it here."""


@register.inclusion_tag("components/head_found.html", takes_context=True)
def found_outside(context: Context) -> dict[str, Any]:
    """The head of a page: for everybody its address; for visitors, among whom machines are, the rest."""
    request: HttpRequest | None = context.get("request")
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or match.url_name not in SHOWN_BY or getattr(request, "is_preview", False):
        return {}
    page, lever = context.get("page"), context.get("lever")
    if isinstance(page, VisiblePage):
        return _of_page(page, request, context)
    # What answers « no such page » at such an address says nothing of it.
    return _of_lever(lever, request) if lever or match.url_name == "levers" else {}


def _of_lever(lever: Any, request: HttpRequest) -> dict[str, Any]:
    """A lever, or the list of all of them where there is none."""
    address, levers = addresses.absolute(request.path), addresses.absolute(reverse("levers"))
    parameters = ("page",) if lever else ()
    found = {"canonical": addresses.canonical(request=request, address=address, parameters=parameters)}
    if lever and reader(request) is None:
        trail = [("Faire avec", addresses.absolute("/")), (_("Les leviers"), levers), (lever.name, address)]
        found["title"], found["picture"] = lever.name, addresses.picture_of_lever(lever)
        found["structured"] = structured.written({"@context": "https://schema.org", **structured.way(trail)})
    return found


def _of_page(page: VisiblePage, request: HttpRequest, context: Context) -> dict[str, Any]:
    if getattr(page, "reading", None) is not Reading.EVERYBODY:
        return {}
    address = addresses.address_of(page)
    found = {
        "canonical": addresses.canonical(request=request, address=address, parameters=page.address_parameters),
        "title": page.title,
    }
    if reader(request) is None:
        found["picture"] = addresses.picture_of_page(page) if has_face(page) else ""
        found["structured"] = structured.structured(page=page, context=_read(context))
    return found


def _read(context: Context) -> dict[str, Any]:
    return {str(name): value for name, value in context.flatten().items()}
