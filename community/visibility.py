"""The one rule of who may see a page: everything that shows, counts, lists, feeds or finds asks it.

Visible: the page and every page above it are live, no view restriction keeps this person out, and the conditions
registered by other apps hold (practices adds "every consent is valid at this very moment"). No job has to run: the
dates are compared when the question is asked.

Besides `visible_to`, which everybody shares, a structure's team and the facilitators may *read* what is not
published: `reading_of` says in which capacity.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.auth.models import Group
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CharField, Exists, Func, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from community.kept.remembered import Remembered
from community.permissions import may_read_unpublished
from community.written_once import Given, Written, WrittenOnce, written

if TYPE_CHECKING:
    from community.models.members import Member

Pages = TypeVar("Pages", bound=QuerySet[Any])
Condition = Callable[[], Q]

_conditions: list[Condition] = []

DEEPEST = 6
"""Levels of the tree that the rule looks at; what stands deeper is shown to nobody. Our page types reach the fifth
(root, front page, list, structure, sheet): `tests/architecture` says so when a new one reaches further."""


class Reading(Enum):
    """In which capacity a person reads a page."""

    EVERYBODY = auto()  # the rule lets them, like anybody in their position
    TEAM_ONLY = auto()  # not visible: they read it as its structure's team or as a facilitator
    ASKED_TO_SIGN_IN = auto()  # restricted: the public may try to sign in
    REFUSED = auto()


class Position(Enum):
    """What the rule knows of a person before it looks at their groups."""

    PUBLIC = auto()
    MEMBER = auto()
    ANIMATES = auto()


def register_condition(condition: Condition) -> None:
    """Add a condition that every visible page must meet, as a Q on a queryset of pages; called from `ready()`.

    It is built once a day and kept: it may name today's date, and nothing else that is not read from the database.
    """
    if condition not in _conditions:
        _conditions.append(condition)


def reader(request: HttpRequest) -> "Member | None":
    """The signed-in member, or None for the public."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def visible_to(pages: Pages, member: "Member | None") -> Pages:
    """Keep the pages that this person finds and reads. None is the public."""
    return pages.filter(seen_by(member, using=pages.db))


def seen_by(member: "Member | None", *, using: str = DEFAULT_DB_ALIAS) -> WrittenOnce:
    """The rule for this person, as a condition on the pages of a query: to filter them, or to say it of each."""
    text = _written(using, _position_of(member), timezone.localdate(), tuple(_conditions))
    return WrittenOnce(text, reader=member.pk if member else None)


def published(pages: Pages) -> Pages:
    """Keep the pages that are on line, whomever they are restricted to: what those who animate the network see."""
    text = _written(pages.db, Position.ANIMATES, timezone.localdate(), tuple(_conditions))
    return pages.filter(WrittenOnce(text, reader=None))


def closed_to_some(pages: QuerySet[Any]) -> frozenset[int]:
    """The keys of those of these pages that a restriction of the admin closes to anybody, there or above them."""
    closing = restricted_paths()
    if not closing:
        return frozenset()
    return frozenset(pk for pk, path in pages.values_list("pk", "path") if stands_below(path, closing))


def restricted_paths() -> frozenset[str]:
    """Where restrictions of the admin stand: of what is published, the public sees what is neither there nor below."""
    return frozenset(_restrictions().values_list("page__path", flat=True))


def stands_below(path: str, places: frozenset[str]) -> bool:
    """Whether a page, or one above it, is at one of these paths: as `PathsFromTheRoot` asks it of the database."""
    return any(path[:end] in places for end in range(Page.steplen, len(path) + 1, Page.steplen))


def sees_as_the_public(member: "Member | None") -> bool:
    """Whether this person sees exactly what the public sees: nothing is restricted, so the rule is one for all."""
    return member is None or _nothing_is_restricted.get()


def reading_of(*, page: Page, member: "Member | None", is_seen: bool | None = None) -> Reading:
    """In which capacity this person reads this page; `is_seen` when the rule has just been asked with the page."""
    itself = Page.objects.filter(pk=page.pk)
    if visible_to(itself, member).exists() if is_seen is None else is_seen:
        return Reading.EVERYBODY
    if may_read_unpublished(member=member, page=page):
        return Reading.TEAM_ONLY
    by_password = _restrictions().filter(
        restriction_type=PageViewRestriction.PASSWORD, page__path__in=[PathsFromTheRoot()]
    )
    if member is None and _published(itself, _conditions).filter(~Exists(by_password)).exists():
        return Reading.ASKED_TO_SIGN_IN
    return Reading.REFUSED


def is_restricted(*, page: Page) -> bool:
    """Whether a restriction of the admin, on the page or above it, closes it to anybody."""
    if _nothing_is_restricted.get():
        return False
    laid = _restrictions().filter(page__path__in=[PathsFromTheRoot()])
    return Page.objects.filter(pk=page.pk).filter(Exists(laid)).exists()


def may_read(*, page: Page, member: "Member | None") -> bool:
    """Whether this person may open this page, published or not."""
    return reading_of(page=page, member=member) in (Reading.EVERYBODY, Reading.TEAM_ONLY)


def _position_of(member: "Member | None") -> Position:
    if member is None:
        return Position.PUBLIC
    return Position.ANIMATES if member.may_animate else Position.MEMBER


@lru_cache(maxsize=16)  # three positions, today and yesterday, two databases
def _written(using: str, position: Position, _day: date, conditions: tuple[Condition, ...]) -> Written:
    """The whole rule for people in this position, as it is put in each query: it names nobody."""
    return written(_open_to(_published(Page.objects.using(using), conditions), position))


def _published(pages: Pages, conditions: Iterable[Condition]) -> Pages:
    """Live, below live pages only, and meeting the conditions of the other apps.

    SQLite is asked it of the page's key, so that it walks through the few pages in question. PostgreSQL, which would
    begin by finding every such page, is asked it of the row itself.
    """
    off_line = Page.objects.filter(live=False, path__in=[PathsFromTheRoot()])
    on_line = Q(~Exists(off_line), live=True, depth__lte=DEEPEST)
    if connections[pages.db].vendor == "postgresql":
        pages = pages.filter(on_line)
    else:
        pages = pages.filter(Exists(Page.objects.filter(on_line, pk=OuterRef("pk"))))
    for condition in conditions:
        pages = pages.filter(condition())
    return pages


def _open_to(pages: Pages, position: Position) -> Pages:
    """Without those that a Wagtail view restriction, on the page or above it, closes to this person.

    A shared password opens to nobody: such a page could neither be counted nor found.
    """
    if position is Position.ANIMATES:
        return pages
    any_restriction = _restrictions()
    closed = any_restriction.filter(page__path__in=[PathsFromTheRoot()])
    if position is Position.MEMBER:
        own_groups = Group.objects.filter(user=Given("reader")).values("pk")
        closed = closed.exclude(restriction_type=PageViewRestriction.LOGIN).exclude(
            Q(restriction_type=PageViewRestriction.GROUPS) & Q(groups__in=own_groups)
        )
    # Where nothing is restricted, which is asked once, no page is compared with anything.
    return pages.filter(~Exists(any_restriction) | ~Exists(closed))


def _restrictions() -> QuerySet[PageViewRestriction]:
    rows: QuerySet[PageViewRestriction] = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.NONE)
    return rows


_nothing_is_restricted = Remembered(build=lambda: not _restrictions().exists())


class PathsFromTheRoot(Func):
    """The paths of the outer page and of all above it, as a list for IN: each is found by the index of paths.

    One expression, not one a level: Django takes longer to build them than the database to answer.
    """

    output_field = CharField()

    def __init__(self, *expressions: Any, **extra: Any) -> None:
        super().__init__(*(expressions or [OuterRef("path")]), **extra)

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **_extra: Any) -> tuple[str, Any]:
        path, params = compiler.compile(self.source_expressions[0])
        ends = range(Page.steplen, Page.steplen * DEEPEST + 1, Page.steplen)
        return ", ".join(f"SUBSTR({path}, 1, {end})" for end in ends), tuple(params) * len(ends)
