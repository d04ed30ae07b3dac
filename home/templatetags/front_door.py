"""What every page's header and footer list: the sections of the site and its pages of text."""

from dataclasses import dataclass, field

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from community.visibility import reader, visible_to

register = template.Library()

ACCESSIBILITY_SLUG = "accessibilite"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A title, an address, and whether the visitor is there or below."""

    title: str
    url: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class Menu:
    """The sections (sheets, testimonials…) and the pages of text (the method, the legal pages…)."""

    sections: list[Link] = field(default_factory=list)
    texts: list[Link] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def site_menu(context: Context) -> Menu:
    """The menu of this visitor, read once a request: header, phone menu and footer share it."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return Menu()
    menu: Menu | None = getattr(request, "_site_menu", None)
    if menu is None:
        menu = _read_menu(request)
        request._site_menu = menu  # type: ignore[attr-defined]
    return menu


def _read_menu(request: HttpRequest) -> Menu:
    site = Site.find_for_request(request)
    if site is None:
        return Menu()
    children = Page.objects.child_of(site.root_page).order_by("path")
    menu = Menu()
    for page in visible_to(children, reader(request)):
        links = menu.sections if page.show_in_menus else menu.texts
        links.append(_link(page, request))
    return menu


def _link(page: Page, request: HttpRequest) -> Link:
    url = page.get_url(request) or ""
    # The law's wording, in the footer, for as long as no audit says otherwise.
    title = _("Accessibilité : non conforme") if page.slug == ACCESSIBILITY_SLUG else page.title
    return Link(title=title, url=url, is_here=bool(url) and request.path.startswith(url))
