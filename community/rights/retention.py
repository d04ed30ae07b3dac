"""How long what is kept of people stays, when they ask for nothing: accounts that nobody uses, mails that have left."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.few_at_a_time import delete_few_at_a_time
from community.models import Departure, Member, Notification
from community.notifications.acts import write_to
from community.notifications.mails import CommunityMail

UNSEEN_FOR_MONTHS = 23
UNSEEN_FOR = timedelta(days=700)  # twenty-three months; with the warning, two years
WARNED_FOR = timedelta(days=30)
MAILS_KEPT_FOR = timedelta(days=30)


def unseen(*, now: datetime | None = None) -> QuerySet[Member]:
    """Accounts whose owner has not signed in for so long; who never came counts from the day it was opened."""
    since = (now or timezone.now()) - UNSEEN_FOR
    rows: QuerySet[Member] = Member.objects.annotate(seen_at=Coalesce("last_login", "date_joined"))
    return rows.filter(seen_at__lte=since)  # type: ignore[misc]  # said just above


def trusted_and_unseen() -> int:
    """Facilitators and administrators unseen for so long: they are shown to the others, and never go by themselves."""
    return unseen().filter(Q(is_facilitator=True) | Q(is_superuser=True)).count()


def warn_the_unseen() -> int:
    """Write to those whose account will go by itself, once; returns how many were told."""
    told = 0
    quiet = unseen().filter(is_facilitator=False, is_superuser=False, departure=None)
    for pk in list(quiet.values_list("pk", flat=True)):
        told += _warn(pk)
    return told


@transaction.atomic
def _warn(pk: int) -> bool:
    """Note the departure and write, unless they have just come, or another process does it."""
    rows = Member.objects.select_for_update(no_key=True)
    person = rows.filter(pk=pk, pk__in=unseen().values("pk")).first()
    if person is None:
        return False
    values = {"cause": Departure.Cause.UNSEEN, "words": Departure.Words.KEPT, "due_at": timezone.now() + WARNED_FOR}
    departure, is_new = Departure.objects.get_or_create(member=person, defaults=values)
    if is_new:
        context = {"name": person.display_name, "departure": departure, "is_open": person.is_active}
        write_to(address=person.email, kind=CommunityMail.UNSEEN, context=context, about=person)
    return is_new


def forget_messages_sent() -> int:
    """Delete the mails that left a month ago, and those that were given up as long; returns how many."""
    before = timezone.now() - MAILS_KEPT_FOR
    old = Notification.objects.filter(Q(sent_at__lte=before) | Q(given_up_at__lte=before))
    return delete_few_at_a_time(rows=old)
