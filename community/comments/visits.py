"""« Non lus depuis votre visite »: since when what is said below a page is unread to somebody.

A visit lasts half an hour: turning pages, replying, coming back from the first unread comment are one visit. It is
written only when something new was said; no page of a visitor depends on it.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Page

from community.few_at_a_time import delete_few_at_a_time
from community.models.conversation import ConversationVisit
from community.models.members import Member

A_VISIT = timedelta(minutes=30)
KEPT_FOR = timedelta(days=365)
"""Who comes back a year later reads again from the beginning."""


def visit_of(*, page: Page, member: Member) -> ConversationVisit | None:
    """The last visit of this person; None when they never came while something was said."""
    return ConversationVisit.objects.filter(page=page.pk, member=member).first()


def unread_since(*, visit: ConversationVisit | None) -> datetime | None:
    """What was said after this moment is unread; None at a first visit, when nothing is said to be new."""
    if visit is None:
        return None
    return visit.unread_since if timezone.now() - visit.at < A_VISIT else visit.at


def note_visit(*, visit: ConversationVisit | None, page: Page, member: Member, newest: datetime | None) -> None:
    """Write down that this person came, if something was said since they did: a page read again writes nothing.

    `newest`: when somebody last said something that this person reads here. One statement: two tabs leave one row.
    """
    if newest is None or (visit is not None and newest <= visit.at):
        return
    now = timezone.now()
    ConversationVisit.objects.bulk_create(
        [ConversationVisit(member=member, page_id=page.pk, at=now, unread_since=unread_since(visit=visit) or now)],
        update_conflicts=True,
        unique_fields=["member", "page"],
        update_fields=["at", "unread_since"],
    )


def forget_old_visits() -> int:
    """Delete the visits of more than a year ago; returns how many."""
    return delete_few_at_a_time(rows=ConversationVisit.objects.filter(at__lt=timezone.now() - KEPT_FOR))
