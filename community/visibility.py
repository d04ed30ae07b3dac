"""The one rule of who may see a page: everything that shows, counts, lists, feeds or finds asks it.

Visible: the page and every page above it are live, no view restriction keeps this person out, and the conditions
registered by other apps hold (practices adds "every consent is valid at this very moment"). No job has to run: the
dates are compared when the question is asked.

Besides `visible_to`, which everybody shares, a structure's team and the facilitators may *read* what is not
published: `reading_of` says in which capacity.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Substr
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from community.permissions import may_read_unpublished

if TYPE_CHECKING:
    from community.models.members import Member

Pages = TypeVar("Pages", bound=QuerySet[Any])
Condition = Callable[[], Q]

_conditions: list[Condition] = []


class Reading(Enum):
    """In which capacity a person reads a page."""

    EVERYBODY = auto()  # the rule lets them, like anybody in their position
    TEAM_ONLY = auto()  # not visible: they read it as its structure's team or as a facilitator
    ASKED_TO_SIGN_IN = auto()  # restricted: the public may try to sign in
    REFUSED = auto()


def register_condition(condition: Condition) -> None:
    """Add a condition that every visible page must meet, as a Q on a queryset of pages; called from `ready()`."""
    if condition not in _conditions:
        _conditions.append(condition)


def reader(request: HttpRequest) -> "Member | None":
    """The signed-in member, or None for the public."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def visible_to(pages: Pages, member: "Member | None") -> Pages:
    """Keep the pages that this person finds and reads. None is the public."""
    return _open_to(_published(pages), member)


def reading_of(*, page: Page, member: "Member | None") -> Reading:
    """In which capacity this person reads this page."""
    itself = Page.objects.filter(pk=page.pk)
    if visible_to(itself, member).exists():
        return Reading.EVERYBODY
    kept_out = page.live and not _open_to(itself, member).exists()
    if kept_out and member is None and _published(itself).exists():
        return Reading.ASKED_TO_SIGN_IN
    if not kept_out and may_read_unpublished(member=member, page=page):
        return Reading.TEAM_ONLY
    return Reading.REFUSED


def may_read(*, page: Page, member: "Member | None") -> bool:
    """Whether this person may open this page, published or not."""
    return reading_of(page=page, member=member) in (Reading.EVERYBODY, Reading.TEAM_ONLY)


def _published(pages: Pages) -> Pages:
    """Live, below live pages only, and meeting the conditions of the other apps."""
    off_line_above = Page.objects.filter(
        live=False,
        numchild__gt=0,  # only a page with children stands above another: few rows to compare
        depth__lt=OuterRef("depth"),
        path=Substr(OuterRef("path"), Value(1), F("depth") * Value(Page.steplen)),
    )
    pages = pages.filter(~Exists(off_line_above), live=True)
    for condition in _conditions:
        pages = pages.filter(condition())
    return pages


def _open_to(pages: Pages, member: "Member | None") -> Pages:
    """Without those that a Wagtail view restriction, on the page or above it, closes to this person."""
    if member and member.may_animate:
        return pages
    closed = PageViewRestriction.objects.filter(
        page__path=Substr(OuterRef("path"), Value(1), F("page__depth") * Value(Page.steplen))
    ).exclude(restriction_type=PageViewRestriction.NONE)
    if member:
        own_groups = member.groups.values("pk")
        closed = closed.exclude(restriction_type=PageViewRestriction.LOGIN).exclude(
            Q(restriction_type=PageViewRestriction.GROUPS) & Q(groups__in=own_groups)
        )
    return pages.filter(~Exists(closed))
