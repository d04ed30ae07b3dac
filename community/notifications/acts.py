"""Write a message with the act that causes it; deliver it afterwards, again and again if the mail server is away."""

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Case, F, When
from django.utils import timezone

from community.background import Worker
from community.models import Member, Notification
from community.models.notifications import NotificationQuerySet
from community.notifications.envelopes import envelope
from community.notifications.letters import kinds_written_late, letter_from, letter_of
from community.notifications.mails import MailKind, check_kind

logger = logging.getLogger(__name__)
FIRST_WAIT = timedelta(minutes=1)  # doubled at each failure: a day's outage is covered by eleven tries
MOST_ATTEMPTS = 12
# Somebody waits in front of a screen for what is written late: tried again at once, then as the others.
SOON = (timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20))
TAKEN_FOR = timedelta(minutes=2)  # longer than any mail server is waited for (EMAIL_TIMEOUT)


def notify(
    *,
    recipients: Iterable[Member],
    kind: MailKind,
    context: Mapping[str, Any],
    answer_to: str = "",
    address: str = "",
    about: Member | None = None,
) -> int:
    """Write one message for each active recipient, from `emails/<kind>.txt`; returns how many.

    The template receives `member`, `site_url` and the context. Call it inside the act's transaction: a rolled-back act
    tells nobody. `answer_to`: whom an answer reaches, else the site's address of contact. `address`: where it goes,
    when that is not where the recipient's account is. `about`: whom the text names, when it must go with them.
    Raises UnknownKind, whoever the recipients are.
    """
    check_kind(kind)
    people = {member.pk: member for member in recipients if member.is_active}.values()
    letters = [letter_from(kind=kind, member=member, context=context) for member in people]
    Notification.objects.bulk_create(
        Notification(
            recipient=letter.member,
            kind=kind,
            subject=letter.subject,
            body=letter.body,
            answer_to=answer_to,
            address=address,
            about=about,
        )
        for letter in letters
    )
    if letters:
        postman.wake_after_commit()
    return len(letters)


def write_to(
    *, address: str, kind: MailKind, context: Mapping[str, Any], answer_to: str = "", about: Member | None = None
) -> Notification:
    """Write one message to an address that need not have an account; returns its row, by which its fate is known.

    As `notify`, but the template's `member` is None. `about`: whom the text names, when it must go with them.
    Raises UnknownKind.
    """
    check_kind(kind)
    letter = letter_from(kind=kind, member=None, context=context)
    message = Notification.objects.create(
        address=address, kind=kind, subject=letter.subject, body=letter.body, answer_to=answer_to, about=about
    )
    postman.wake_after_commit()
    return message


def ask_for_a_letter(
    *, address: str, kind: MailKind, subject: str, written_from: int | None = None, about: Member | None = None
) -> Notification:
    """Note that a letter is to be written when it leaves, by the writer of its kind, which reads `written_from`.

    For what holds a secret: the row keeps no text. It leaves by a thread of its own (`express`), which no other mail
    keeps waiting. `about`: whom it names, as for `notify`. Raises UnknownKind.
    """
    check_kind(kind)
    message = Notification.objects.create(
        address=address, kind=kind, subject=subject, written_from=written_from, about=about
    )
    express.wake_after_commit()
    return message


def say_as_it_is_now(*, messages: NotificationQuerySet, context: Mapping[str, Any]) -> None:
    """Write again those of these messages that have not left: what they tell was changed meanwhile.

    `context` is the one of `notify`. To be called in the act's transaction.
    """
    waiting = messages.waiting()
    rows = list(waiting.select_related("recipient"))
    for row in rows:
        letter = letter_from(kind=row.kind, member=row.recipient, context=context)
        row.subject, row.body = letter.subject, letter.body
    waiting.bulk_update(rows, ["subject", "body"])


def deliver(*, limit: int = 50) -> int:
    """Send what is due, the oldest first; returns how many messages still wait, whenever their next try.

    What somebody waits for in front of a screen leaves before the rest.
    """
    waited_for = Case(When(kind__in=kinds_written_late(), then=0), default=1)
    due = Notification.objects.due().order_by(waited_for, "created_at", "pk").values_list("pk", flat=True)
    for pk in list(due[:limit]):
        _deliver_one(pk)
    return Notification.objects.waiting().count()


def deliver_all() -> int:
    """Send, in rounds, until nothing is due; returns how many messages wait for their next try."""
    waiting = deliver()
    while waiting and Notification.objects.due().exists():
        waiting = deliver()
    return waiting


def deliver_express() -> int:
    """Send, one after the other, what somebody waits for; returns how many of these wait for their next try."""
    kinds = kinds_written_late()
    due = Notification.objects.due().filter(kind__in=kinds).order_by("created_at", "pk").values_list("pk", flat=True)
    while (pk := due.first()) is not None:
        _deliver_one(pk)
    return Notification.objects.waiting().filter(kind__in=kinds).count()


def _deliver_one(pk: int) -> None:
    """Send one message, outside any transaction: a slow mail server must not hold SQLite's only write lock.

    Changed, or taken back, while the server is being reached, it says what it says now, or nothing.

    The message is taken first, for a while (a lease, by compare-and-swap: one process sees its update change a row).
    A process killed between sending and noting it sends it twice, never none.
    """
    now = timezone.now()
    taken = Notification.objects.due().filter(pk=pk).update(attempts=F("attempts") + 1, next_try_at=now + TAKEN_FOR)
    if not taken:
        return  # another process has it
    try:
        # Reached first, which takes a slow server seconds: what is sent is what the row says once it can leave.
        with get_connection() as server:
            message = Notification.objects.waiting().select_related("recipient").filter(pk=pk).first()
            if message is not None:  # else revoked, forgotten, or sent by another that found us too slow
                _send(message, server)
    except Exception as fault:  # whatever the mail server invents, the message waits and says why
        logger.warning("message %s not sent: %s", pk, fault)
        _try_later(pk, fault)


def _send(message: Notification, server: BaseEmailBackend) -> None:
    """Send it and note it, or forget it: an account closed meanwhile, an address that has none."""
    letter = letter_of(message=message)
    row = Notification.objects.filter(pk=message.pk)
    if letter is None:
        row.delete()
        return
    if message.recipient is None:
        row.update(recipient=letter.member, subject=letter.subject)
    mail = envelope(letter=letter, to=message.address, answer_to=message.answer_to)
    mail.connection = server
    mail.send()
    row.update(sent_at=timezone.now(), last_error="", address="")


def _try_later(pk: int, fault: Exception) -> None:
    """Note the failure and wait twice as long as before (exponential back-off); give up after the last attempt."""
    row = Notification.objects.waiting().filter(pk=pk)
    message = row.first()
    if message is None:
        return  # forgotten meanwhile; or sent, and the server hung up badly
    soon = SOON if message.kind in kinds_written_late() else ()
    waits = message.attempts - len(soon)  # from the first that is not soon
    row.update(
        last_error=f"{type(fault).__name__}: {fault}"[:300],
        next_try_at=timezone.now() + (FIRST_WAIT * 2 ** (waits - 1) if waits > 0 else soon[message.attempts - 1]),
    )
    if waits >= MOST_ATTEMPTS:
        Notification.objects.filter(pk=pk).update(given_up_at=timezone.now())
        Notification.objects.filter(pk=pk, recipient__isnull=False).update(address="")


# `settle`: the answer leaves before the mail does, so that its time says nothing of whether there is one.
postman = Worker(name="postman", drain=deliver_all, settle=0.2)
express = Worker(name="express", drain=deliver_express, retry_every=SOON[0].total_seconds(), settle=0.2)
