"""What every page's header and footer list: the sections of the site and its pages of text."""

from dataclasses import dataclass, field

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.kept.remembered import Remembered
from community.models import Member
from community.site_here import Root, root_here, roots
from community.visibility import reader, sees_as_the_public, visible_to

register = template.Library()

ACCESSIBILITY_SLUG = "accessibilite"
SHOWN = ("title", "slug", "url_path", "show_in_menus")


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
    root, member = root_here(request), reader(request)
    if root is None:
        return Menu()
    entries = _public_entries.get().get(root.pk, ()) if sees_as_the_public(member) else _entries(root, member)
    menu = Menu()
    for entry in entries:
        links = menu.sections if entry.is_section else menu.texts
        links.append(Link(title=entry.title, url=entry.url, is_here=request.path.startswith(entry.url)))
    return menu


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A page of the menu, whoever is where."""

    title: str
    url: str
    is_section: bool


def _entries(root: Root, member: Member | None) -> tuple[_Entry, ...]:
    """The pages below the front page that this person sees."""
    children = Page.objects.filter(path__startswith=root.path, depth=root.depth + 1).order_by("path")
    return tuple(_entry(page, root) for page in visible_to(children.only(*SHOWN), member))


def _entry(page: Page, root: Root) -> _Entry:
    # The law's wording, in the footer, for as long as no audit says otherwise.
    title = _("Accessibilité : non conforme") if page.slug == ACCESSIBILITY_SLUG else page.title
    url = reverse("wagtail_serve", args=[page.url_path.removeprefix(root.url_path)])
    return _Entry(title=title, url=url, is_section=page.show_in_menus)


# Of each site: the public's, which is everybody's as long as nothing is restricted.
_public_entries = Remembered(build=lambda: {root.pk: _entries(root, None) for root in roots()})
