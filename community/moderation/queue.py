"""What facilitators read: the queue, one matter whole, the journal; each in a few queries, whatever their length."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.functional import Promise

from community.models import Decision, Matter, Report
from community.moderation.subjects import Subject, subject_called
from community.paging import page_of

LONG_TEXT = 150  # words: a screen and a half of a telephone


@dataclass(frozen=True, kw_only=True)
class MatterShown:
    """A matter, with its text of now."""

    matter: Matter
    subject: Subject
    thing: Any
    reports: Sequence[Report]

    @property
    def label(self) -> str | Promise:
        """« un commentaire »."""
        return self.subject.label

    @property
    def text(self) -> str:
        """As it is read now."""
        return self.subject.text(self.thing)

    @property
    def is_long(self) -> bool:
        """Whether its beginning is shown first: on a telephone, the decisions come soon after."""
        return len(self.text.split()) > LONG_TEXT

    @property
    def text_before(self) -> str:
        """As it was when it came here, where it was changed since."""
        before = self.matter.text
        return before if before.strip() and before.strip() != self.text.strip() else ""

    @property
    def address(self) -> str:
        """Its place on the site."""
        return self.subject.address(self.thing)

    @property
    def reasons(self) -> list[str]:
        """What it was reported for, the first one first."""
        return list(dict.fromkeys(report.reason for report in self.reports))


@dataclass(frozen=True, kw_only=True)
class MattersRead:
    """One page of it; those of its matters whose thing is gone are apart."""

    page: Page
    gone: Sequence[Matter]


def queue(*, number: int, is_asked: bool = False) -> MattersRead:
    """What waits for a facilitator, the oldest first; `is_asked`: what waits for its author."""
    rows = Matter.objects.asked() if is_asked else Matter.objects.waiting()
    page = page_of(rows.select_related("author").order_by("opened_at", "pk"), number=number)
    found = shown_of(list(page.object_list))
    there = {each.matter.pk for each in found}
    gone = [matter for matter in page.object_list if matter.pk not in there]
    page.object_list = found
    return MattersRead(page=page, gone=gone)


def shown_of(matters: Sequence[Matter], /) -> list[MatterShown]:
    """These matters with their things, in their order, without those whose thing is gone."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for matter in matters:
        numbers[matter.subject].append(matter.object_id)
    known = {name: subject for name in numbers if (subject := subject_called(name)) is not None}
    things = {name: subject.find_all(numbers[name]) for name, subject in known.items()}
    reports = _reports_of(matters)
    return [
        MatterShown(
            matter=matter,
            subject=known[matter.subject],
            thing=things[matter.subject][matter.object_id],
            reports=reports[matter.pk],
        )
        for matter in matters
        if matter.subject in known and matter.object_id in things[matter.subject]
    ]


def journal(*, number: int) -> Page:
    """What was decided, the latest first."""
    rows: QuerySet[Decision] = Decision.objects.select_related("matter", "by").order_by("-at", "-pk")
    return page_of(rows, number=number)


def _reports_of(matters: Sequence[Matter]) -> dict[int, list[Report]]:
    found: defaultdict[int, list[Report]] = defaultdict(list)
    for report in Report.objects.filter(matter__in=matters).select_related("member").order_by("reported_at", "pk"):
        found[report.matter_id].append(report)
    return found
