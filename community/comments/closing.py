"""Closing a conversation, with a sentence that everybody reads, and opening it again: facilitators only.

Whoever closes, and whoever writes, holds the row of the page: what is being written is said before, or refused. It is
held after comments, never before (`acts.locked`): PostgreSQL refuses one of two acts that wait for each other.
"""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from community.models.conversation import ConversationState
from community.models.members import Member


class StandsOtherwise(Exception):
    """Somebody closed it, opened it again or changed the sentence since it was read: `now` is what stands."""

    def __init__(self, now: ConversationState | None) -> None:
        super().__init__("the conversation was closed or opened meanwhile")
        self.now = now


def closing_of(*, page: Page) -> ConversationState | None:
    """Why and since when the conversation of this page is closed; None while it is open."""
    return ConversationState.objects.filter(page=page.pk, closed_at__isnull=False).first()


def conversation_is_closed(page: Page) -> bool:
    """Whether nothing more may be said below this page."""
    return closing_of(page=page) is not None


def closing_held(*, page: Page) -> ConversationState | None:
    """As `closing_of`, and so it stays until the caller's transaction ends."""
    _hold(page)
    return closing_of(page=page)


def seen_in(closing: ConversationState | None) -> str:
    """What stands before a facilitator's eyes, as a form carries it: since when it is closed, if it is."""
    return closing.closed_at.isoformat() if closing and closing.closed_at else ""


@transaction.atomic
def close(*, page: Page, by: Member, sentence: str, seen: str | None = None) -> None:
    """Close it; closed already, the new sentence replaces the former. Pressed twice, it is done once.

    `seen`: what the form showed (`seen_in`), None to close whatever stands. Raises PermissionError for others than
    facilitators, StandsOtherwise.
    """
    _check(by)
    now = closing_held(page=page)
    if now is not None and (now.by_id, now.sentence) == (by.pk, sentence):
        return
    _check_seen(now, seen)
    ConversationState.objects.update_or_create(
        page_id=page.pk, defaults={"closed_at": timezone.now(), "sentence": sentence, "by": by}
    )


@transaction.atomic
def reopen(*, page: Page, by: Member, seen: str | None = None) -> None:
    """Open it again; does nothing to one that is open. Raises as `close`."""
    _check(by)
    now = closing_held(page=page)
    if now is not None:
        _check_seen(now, seen)
        ConversationState.objects.filter(page=page.pk).update(closed_at=None, sentence="", by=by)


def _hold(page: Page) -> None:
    """By the page, which is always there: a conversation that was never closed has no row of its own."""
    rows = Page.objects.select_for_update(of=("self",), no_key=True).filter(pk=page.pk)
    list(rows.values_list("pk", flat=True))


def _check_seen(now: ConversationState | None, seen: str | None) -> None:
    if seen is not None and seen != seen_in(now):
        raise StandsOtherwise(now)


def _check(member: Member) -> None:
    if not member.may_animate:
        raise PermissionError("only facilitators close a conversation")
