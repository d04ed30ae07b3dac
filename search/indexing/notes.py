"""What is noted of each index: when it was written, when that failed and why, what a check of it found."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from search.models import IndexState

LONGEST_ERROR = 300


def in_words(error: Exception) -> str:
    """What is kept of an error, beside an index or a change."""
    return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]


def note_written(*, target: str) -> bool:
    """Note that an index has just been written; returns whether its last attempt before had failed."""
    never_since = Q(written_at__isnull=True) | Q(written_at__lt=F("failed_at"))
    had_failed = IndexState.objects.filter(never_since, target=target, failed_at__isnull=False).exists()
    _note(target, written_at=timezone.now())
    return had_failed


def note_rebuilt(*, target: str) -> None:
    """Note that it has just been built anew: what a check had found is no longer so."""
    _note(target, written_at=timezone.now(), missing=0, ghosts=0)


def note_failed(*, target: str, error: Exception) -> None:
    """Note that it could not be written; what it holds stays as it is."""
    _note(target, failed_at=timezone.now(), last_error=in_words(error))


def note_checked(*, target: str, documents: int, missing: int, ghosts: int) -> None:
    """Note that it was compared with the database, and what was found."""
    _note(target, checked_at=timezone.now(), documents=documents, missing=missing, ghosts=ghosts)


def note_remains(*, target: str, since: datetime) -> None:
    """Note that somebody has left: its files are to be made without them."""
    _note(target, remains_since=since)


def note_remains_erased(*, target: str, since: datetime) -> None:
    """Note that they were, unless somebody else has left meanwhile."""
    IndexState.objects.filter(target=target, remains_since=since).update(remains_since=None)


def _note(target: str, **facts: Any) -> None:
    if not IndexState.objects.filter(target=target).update(**facts):
        IndexState.objects.update_or_create(target=target, defaults=facts)
