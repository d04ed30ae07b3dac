"""Who may find a page, and until when: the rule of `community.visibility`, written down for an index.

The index needs it so that counts are right; what is shown is filtered again by the rule itself.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from community.models import Member, StructurePage
from community.tree import paths_down_to
from practices.models import ConsentRecord, TestimonialPage
from practices.models.testimonials import days_that_stand
from search.engines.base import PUBLIC

MEMBERS = "member"
FACILITATORS = "facilitator"

ALL_THAT_IS_PUBLISHED = (PUBLIC, MEMBERS, FACILITATORS)
"""Every document holds one of these tokens: what those who animate the network find."""

A_DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date.min + A_DAY, date.max - A_DAY
"""An agreement may be written « until 31/12/9999 »: the midnight after it, or its moment in UTC, would not exist."""


@dataclass(frozen=True, slots=True)
class Audience:
    """The tokens of those who may find a page, and the moments between which they may."""

    groups: tuple[str, ...]
    visible_from: datetime | None = None
    visible_until: datetime | None = None


def groups_of(*, member: Member | None) -> tuple[str, ...]:
    """The tokens a person holds; None is the public."""
    if member is None:
        return (PUBLIC,)
    own = [_group(pk) for pk in member.groups.order_by("pk").values_list("pk", flat=True)]
    return (PUBLIC, MEMBERS, *([FACILITATORS] if member.may_animate else []), *own)


@dataclass(slots=True)
class Surroundings:
    """What stands above a batch of pages and decides who finds them, read in a handful of queries."""

    pages: Mapping[int, Page]
    _off_line: set[str] = field(default_factory=set)
    _restrictions: dict[str, list[PageViewRestriction]] = field(default_factory=dict)
    _structures: dict[int, StructurePage] = field(default_factory=dict)
    _consents: dict[int, list[ConsentRecord]] = field(default_factory=dict)
    _testimonials: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        paths = {path for page in self.pages.values() for path in paths_down_to(page)}
        self._off_line = set(Page.objects.filter(path__in=paths, live=False).values_list("path", flat=True))
        self._structures = StructurePage.objects.above_each(self.pages.values(), inclusive=True)
        self._read_restrictions(paths)
        self._testimonials = set(TestimonialPage.objects.filter(pk__in=self.pages).values_list("pk", flat=True))
        for consent in ConsentRecord.objects.filter(testimonial__in=self._testimonials):
            self._consents.setdefault(consent.testimonial_id, []).append(consent)

    def audience(self, page_id: int) -> Audience | None:
        """Who may find this page; None where nobody may, now or later, without something being saved."""
        page = self.pages.get(page_id)
        if page is None or any(path in self._off_line for path in paths_down_to(page)):
            return None
        restrictions = [rule for path in paths_down_to(page) for rule in self._restrictions.get(path, [])]
        groups = _who(restrictions)
        if page_id not in self._testimonials:
            return Audience(groups)
        begin, end = _validity(self._consents.get(page_id, []))
        return Audience(groups, begin, end) if begin and end else None

    def structure(self, page_id: int) -> StructurePage | None:
        """The structure that the page is, or belongs to."""
        return self._structures.get(page_id)

    def _read_restrictions(self, paths: Collection[str]) -> None:
        rows = (
            PageViewRestriction.objects.filter(page__path__in=paths).select_related("page").prefetch_related("groups")
        )
        for row in rows.exclude(restriction_type=PageViewRestriction.NONE):
            self._restrictions.setdefault(row.page.path, []).append(row)


def surroundings(*, page_ids: Iterable[int]) -> Surroundings:
    """What decides who finds these pages."""
    return Surroundings(Page.objects.in_bulk(list(page_ids)))


def _who(restrictions: list[PageViewRestriction]) -> tuple[str, ...]:
    """The tokens of those whom every restriction lets in.

    A document is found by whoever holds one of its tokens. So two lists of groups, at two heights of the tree, leave
    the groups that stand in both. Somebody who is in one group of each list may read the page and does not find it;
    the union would be worse: it would count pages that a person may not read.
    """
    if not restrictions:
        return (PUBLIC,)
    asked = [rule for rule in restrictions if rule.restriction_type != PageViewRestriction.LOGIN]
    groups = [{_group(group.pk) for group in rule.groups.all()} for rule in asked if _is_for_groups(rule)]
    if not asked:
        return (MEMBERS, FACILITATORS)
    if len(groups) < len(asked):  # a shared password: nobody finds, but those who find everything
        return (FACILITATORS,)
    return (*sorted(set.intersection(*groups)), FACILITATORS)


def _is_for_groups(restriction: PageViewRestriction) -> bool:
    return bool(restriction.restriction_type == PageViewRestriction.GROUPS)


def _group(pk: int) -> str:
    return f"group:{pk}"


def _validity(consents: list[ConsentRecord]) -> tuple[datetime | None, datetime | None]:
    """From the first moment of the first day on which all of them stand to the last moment of the last one."""
    days = days_that_stand(consents=consents)
    if days is None:
        return None, None
    return _midnight(max(days[0], FIRST_DAY)), _midnight(min(days[1], LAST_DAY) + A_DAY)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
