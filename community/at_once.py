"""Several hands on one page at once: whose row is held first, and what nobody writes back from memory.

Wagtail saves a page whole, from an object that may have been read long before (a form open in the admin, a version
restored). So every page of the site, whatever saves it, passes by `catch_up`: the page's row is held, then the columns
that other acts keep are taken from it, unless this very act changed them. Decision 12 says why.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import QuerySet
from wagtail.models import Page, Revision

AnyPage = TypeVar("AnyPage", bound=Page)

# Written by the statements of those who add, move and remove pages: never from an object read before.
PLACE = ("path", "depth", "numchild")
# Written by whoever keeps a version, by name.
VERSION = ("latest_revision_id", "latest_revision_created_at", "draft_title")
# Written by whoever publishes, takes off line, locks or gives away: only the act that changed one writes it.
PUBLICATION = ("live", "has_unpublished_changes", "live_revision_id", "last_published_at", "expired")
STATE = (*PUBLICATION, "first_published_at", "locked", "locked_by_id", "locked_at", "owner_id")
READ = ("slug", "url_path", *PLACE, *VERSION, *STATE)


class Outdated(Exception):
    """Somebody saved another version since this one was opened: `latest` is theirs.

    This is optimistic locking: a form carries the number of the revision it shows, and an act refuses an older one.
    """

    def __init__(self, latest: Revision | None) -> None:
        super().__init__("another version was saved meanwhile")
        self.latest = latest


def held(page: AnyPage) -> AnyPage:
    """The page as its row says now, held until the act ends; to be called in a transaction.

    An act that needs two pages holds the one above first. A row that may receive children is held by this row of
    `Page`, before any row of its own type: treebeard takes them the other way round.
    """
    row: AnyPage = _rows(page).get().specific
    return row


def hold_to_add_below(page: Page) -> str:
    """Hold the row of a page that is about to receive a child, as strongly as treebeard does just after.

    Returns the address that it has now. Raises Page.DoesNotExist when it was deleted meanwhile.
    """
    rows = Page.objects.select_for_update(of=("self",)).filter(pk=page.pk)
    address: str = rows.values_list("url_path", flat=True).get()
    return address


def as_read(page: Page) -> dict[str, Any]:
    """The columns of this object as the database last gave or took them; empty for a plain `Page`, which notes none."""
    known = page.__dict__.get("_as_read")
    if isinstance(known, tuple):  # names and values, kept as they came: most pages are read and never saved
        known = page.__dict__["_as_read"] = dict(zip(*known, strict=True))
    return known or {}


def note(page: Page, names: Iterable[str] | None = None) -> None:
    """Remember that the row says what these fields of the object do; all of them unless some are named."""
    columns = {page._meta.get_field(name).attname for name in names if _is_column(page, name)} if names else set(READ)
    values = {name: page.__dict__[name] for name in columns if name in page.__dict__}
    page.__dict__["_as_read"] = as_read(page) | values


def catch_up(page: Page) -> bool:
    """Hold the page's row, and take from it what other acts have written since this object was read.

    Returns whether somebody published meanwhile what this object knows as a draft: its text is then for a version.
    """
    now = _rows(page).values(*READ).first()
    if now is None:
        return False
    before = as_read(page)
    is_elsewhere = page.path != now["path"]
    is_published = before.get("live") is False and page.live is False and now["live"] is True
    for name in _taken(page, before, now):
        setattr(page, name, now[name])
    _follow_the_tree(page, now, is_elsewhere=is_elsewhere or not before)
    return is_published


def _follow_the_tree(page: Page, now: dict[str, Any], *, is_elsewhere: bool) -> None:
    """Give the page the address that its row, or its new place, says.

    An empty slug is derived from the title just after, by Wagtail, which sees to the address if that slug is another.
    """
    wanted = page.slug
    page.slug = wanted or now["slug"]
    if is_elsewhere or page.slug != now["slug"]:
        page.__dict__.pop("_cached_parent_obj", None)
        page.set_url_path(page.get_parent())
    else:
        page.url_path = now["url_path"]
    page.slug = wanted


def _taken(page: Page, before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """The columns that this object did not change itself."""
    same = {name for name in READ if name in before and before[name] == getattr(page, name)}
    taken = [*PLACE, *(name for name in VERSION if name in same or name not in before)]
    if "live" in same and before["live"] != now["live"]:  # somebody else published or hid it: that goes as a whole
        return [*taken, *STATE]
    return [*taken, *(name for name in STATE if name in same)]


def _is_column(page: Page, name: str) -> bool:
    return any(name in (field.name, field.attname) for field in page._meta.concrete_fields)


def _rows(page: Page) -> QuerySet[Page]:
    """This page's row alone, held without keeping others from referring to it."""
    rows: QuerySet[Page] = Page.objects.select_for_update(of=("self",), no_key=True).filter(pk=page.pk)
    return rows
