"""What is written down of an index as it lives: that it was written, that it failed, what a check of it found."""

from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from search.models import IndexState

LONGEST_ERROR = 300


def in_words(error: Exception) -> str:
    """What is kept of an error, beside an index or a change."""
    return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]


def note_written(*, target: str) -> bool:
    """It has just been written; returns whether its last attempt before had failed."""
    never_since = Q(written_at__isnull=True) | Q(written_at__lt=F("failed_at"))
    had_failed = IndexState.objects.filter(never_since, target=target, failed_at__isnull=False).exists()
    _note(target, written_at=timezone.now())
    return had_failed


def note_rebuilt(*, target: str) -> None:
    """It has just been written anew from all there is: what a check had found is no longer so."""
    _note(target, written_at=timezone.now(), missing=0, ghosts=0)


def note_failed(*, target: str, error: Exception) -> None:
    """It could not be written; what it holds stays as it is."""
    _note(target, failed_at=timezone.now(), last_error=in_words(error))


def note_checked(*, target: str, documents: int, missing: int, ghosts: int) -> None:
    """It was compared with the database."""
    _note(target, checked_at=timezone.now(), documents=documents, missing=missing, ghosts=ghosts)


def _note(target: str, **facts: Any) -> None:
    if not IndexState.objects.filter(target=target).update(**facts):
        IndexState.objects.update_or_create(target=target, defaults=facts)
