"""Since when somebody is trusted with what facilitators and administrators do."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from community.models import Member

MAKES_TRUSTED = {"is_facilitator", "is_superuser"}


def note_trust(*, member: Member, fields: Iterable[str] | None) -> None:
    """Before `member` is saved: note since when they are a facilitator or an administrator, or that they no longer are.

    `fields`: those that are saved, None for all.
    """
    if fields is not None and MAKES_TRUSTED.isdisjoint(fields):
        return
    is_trusted = member.is_facilitator or member.is_superuser
    if is_trusted == (member.entrusted_at is not None):
        return
    member.entrusted_at = timezone.now() if is_trusted else None
    if member.pk is not None:  # `fields` may leave it out
        Member.objects.filter(pk=member.pk).update(entrusted_at=member.entrusted_at)


def trusted_since(*, member: Member) -> datetime:
    """When `member` became facilitator or administrator; now, where no form has seen it (a script, an import)."""
    if member.entrusted_at is None:
        Member.objects.filter(pk=member.pk, entrusted_at=None).update(entrusted_at=timezone.now())
        member.refresh_from_db(fields=["entrusted_at"])
    since = member.entrusted_at
    assert since is not None  # noqa: S101 written just above
    return since
