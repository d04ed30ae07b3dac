"""Closing a conversation, with a sentence that everybody reads, and opening it again: facilitators only."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from community.models.conversation import ConversationState
from community.models.members import Member


def closing_of(*, page: Page) -> ConversationState | None:
    """Why and since when the conversation of this page is closed; None while it is open."""
    return ConversationState.objects.filter(page=page.pk, closed_at__isnull=False).first()


def conversation_is_closed(page: Page) -> bool:
    """Whether nothing more may be said below this page."""
    return closing_of(page=page) is not None


@transaction.atomic
def close(*, page: Page, by: Member, sentence: str) -> None:
    """Close it; closed already, the new sentence replaces the former. Raises PermissionError for others."""
    _check(by)
    ConversationState.objects.update_or_create(
        page_id=page.pk, defaults={"closed_at": timezone.now(), "sentence": sentence, "by": by}
    )


@transaction.atomic
def reopen(*, page: Page, by: Member) -> None:
    """Open it again; does nothing to one that is open. Raises PermissionError for others."""
    _check(by)
    ConversationState.objects.filter(page=page.pk).update(closed_at=None, sentence="", by=by)


def _check(member: Member) -> None:
    if not member.may_animate:
        raise PermissionError("only facilitators close a conversation")
