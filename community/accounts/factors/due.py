"""From when on a second proof is required of facilitators and administrators: some days after they became so."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from community.accounts.factors.trust import trusted_since
from community.models import Member


def due_on(*, member: Member) -> datetime | None:
    """When it is required of this person; None for who has no such part, and where a site asks it of nobody."""
    days: int | None = settings.SECOND_FACTOR_GRACE_DAYS
    if days is None or not member.is_trusted:
        return None
    return trusted_since(member=member) + timedelta(days=days)


def is_due(*, member: Member) -> bool:
    """Whether it is required of this person now."""
    due = due_on(member=member)
    return due is not None and due <= timezone.now()
