"""Write a message with the act that causes it; deliver it afterwards, again and again if the mail server is away."""

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from community.background import Worker
from community.models import Member, Notification

logger = logging.getLogger(__name__)
FIRST_WAIT = timedelta(minutes=1)  # doubled at each failure: a day's outage is covered by eleven tries
MOST_ATTEMPTS = 12
TAKEN_FOR = timedelta(minutes=2)  # longer than any mail server is waited for (EMAIL_TIMEOUT)


def notify(*, recipients: Iterable[Member], kind: str, context: Mapping[str, Any]) -> int:
    """Write one message for each active recipient, from `emails/<kind>.txt`; returns how many.

    The template's first line is the subject, the rest the text. It receives `member`, `site_url` and the context.
    Call it inside the act's transaction: a rolled-back act tells nobody.
    """
    written = []
    for member in {member.pk: member for member in recipients if member.is_active}.values():
        text = render_to_string(f"emails/{kind}.txt", {**context, "member": member, "site_url": settings.SITE_URL})
        subject, _newline, body = text.lstrip().partition("\n")
        written.append(
            Notification(recipient=member, kind=kind, subject=subject.strip()[:200], body=body.strip() + "\n")
        )
    if written:
        Notification.objects.bulk_create(written)  # one question for a whole team; nothing listens to each row
        postman.wake_after_commit()
    return len(written)


def deliver(*, limit: int = 50) -> int:
    """Send what is due, the oldest first; returns how many messages still wait, whenever their next try."""
    due = list(Notification.objects.due().order_by("created_at", "pk").values_list("pk", flat=True)[:limit])
    for pk in due:
        _deliver_one(pk)
    return Notification.objects.waiting().count()


def _deliver_one(pk: int) -> None:
    """Send one message, outside any transaction: a slow mail server must not hold SQLite's only write lock.

    The message is taken first, for a while: a process killed between sending and noting it sends it twice, never none.
    """
    now = timezone.now()
    taken = Notification.objects.due().filter(pk=pk).update(attempts=F("attempts") + 1, next_try_at=now + TAKEN_FOR)
    if not taken:
        return  # another process has it
    message = Notification.objects.select_related("recipient").get(pk=pk)
    try:
        EmailMessage(subject=message.subject, body=message.body, to=[message.recipient.email]).send()
    except Exception as fault:  # whatever the mail server invents, the message waits and says why
        logger.warning("message %s not sent: %s", pk, fault)
        _try_later(message, fault)
    else:
        Notification.objects.filter(pk=pk).update(sent_at=timezone.now(), last_error="")


def _try_later(message: Notification, fault: Exception) -> None:
    """Note the failure and wait twice as long as before; give up after the last attempt."""
    now = timezone.now()
    Notification.objects.filter(pk=message.pk).update(
        last_error=f"{type(fault).__name__}: {fault}"[:300],
        next_try_at=now + FIRST_WAIT * 2 ** (message.attempts - 1),
        given_up_at=now if message.attempts >= MOST_ATTEMPTS else None,
    )


postman = Worker(name="postman", drain=deliver)
