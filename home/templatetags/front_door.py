"""What every page's header and footer list: the sections of the site and its pages of text."""

from dataclasses import dataclass, field

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.kept.remembered import Remembered
from community.models import Member
from community.site_here import Root, root_here, roots
from community.tree import just_below
from community.visibility import reader, sees_as_the_public, visible_to
from home import accessibility

register = template.Library()

SHOWN = ("title", "slug", "url_path", "show_in_menus", "content_type")
BEFORE_THE_LEVERS = (
    "practices.PracticeIndexPage",
    "practices.TestimonialIndexPage",
    "practices.PracticeRequestIndexPage",
    "community.StructureIndexPage",
    "community.ParcoursIndexPage",
)
"""Five sections stand in the bar of every page; the levers, which the front page opens with, come after them."""


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
    named: dict[str, str] = field(default_factory=dict)
    """The address of each of them, by the last word of it: for pages that lead to one in particular."""


@register.simple_tag(takes_context=True)
def site_menu(context: Context) -> Menu:
    """The menu of this visitor, read once a request: header, phone menu, breadcrumb and footer share it.

    The section one is in goes by what is read (a sheet is a sheet), else by the address.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return Menu()
    menu: Menu | None = getattr(request, "_site_menu", None)
    if menu is None:
        menu = _read_menu(request, listed_by=getattr(context.get("page"), "listed_by", ""))
        request._site_menu = menu  # type: ignore[attr-defined]
    return menu


@register.simple_tag(takes_context=True)
def here(context: Context, name: str) -> str:
    """What says, in a link of the account's menu, that the reader is at this address or below; nothing elsewhere."""
    path, address = context["request"].path if "request" in context else "", reverse(name)
    if not path.startswith(address):
        return ""
    return format_html(' aria-current="{}"', "page" if path == address else "true")


def _read_menu(request: HttpRequest, *, listed_by: str) -> Menu:
    root, member = root_here(request), reader(request)
    kept = _kept.get().get(root.pk) if root else None
    if kept is None:
        return Menu()
    seen = kept.public if sees_as_the_public(member) else _seen(kept.entries, member)
    menu = Menu()
    for entry in kept.entries:
        if entry.pk in seen:
            links = menu.sections if entry.is_section else menu.texts
            is_here = entry.kind == listed_by if listed_by else bool(entry.url) and request.path.startswith(entry.url)
            links.append(Link(title=entry.title, url=entry.url, is_here=is_here))
            menu.named[entry.slug] = entry.url
    levers = reverse("levers")
    here = Link(title=_("Leviers"), url=levers, is_here=request.path.startswith(levers))
    before = [entry.kind for entry in kept.entries if entry.pk in seen and entry.is_section]
    menu.sections.insert(sum(kind in BEFORE_THE_LEVERS for kind in before), here)
    return menu


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A page of the menu, whoever reads it and from where."""

    pk: int
    title: str
    slug: str
    url: str
    kind: str
    is_section: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """The pages on line below a front page, and which of them the public sees."""

    entries: tuple[_Entry, ...]
    public: frozenset[int]


def _seen(entries: tuple[_Entry, ...], member: Member | None) -> frozenset[int]:
    pages = Page.objects.filter(pk__in=[entry.pk for entry in entries]).order_by()
    return frozenset(visible_to(pages, member).values_list("pk", flat=True))


def _read_all() -> dict[int, _Kept]:
    """Of each site, by its front page."""
    menus = {}
    for root in roots():
        children = Page.objects.filter(just_below(root.path), live=True).order_by("path")
        entries = tuple(_entry(page, root) for page in children.only(*SHOWN))
        menus[root.pk] = _Kept(entries=entries, public=_seen(entries, None))
    return menus


def _entry(page: Page, root: Root) -> _Entry:
    title = page.title
    if page.slug == accessibility.SLUG:  # the law's wording, in the footer
        title = _("Accessibilité : %(verdict)s") % {"verdict": accessibility.grid().verdict}
    kind = page.specific_class._meta.label if page.specific_class else ""
    return _Entry(
        pk=page.pk, title=title, slug=page.slug, url=_address(page, root), kind=kind, is_section=page.show_in_menus
    )


def _address(page: Page, root: Root) -> str:
    """Where it is on its own site, which is the one being read; empty for a page whose row says nowhere."""
    if not page.url_path.startswith(root.url_path):
        return ""
    try:
        return reverse("wagtail_serve", args=[page.url_path.removeprefix(root.url_path)])
    except NoReverseMatch:
        return ""


_kept = Remembered(build=_read_all)
