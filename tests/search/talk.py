"""A comment, written as the site writes them."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from community.models import Member, PeerComment


def comment(*, page: Any, member: Member, text: str) -> PeerComment:
    """A public comment of this member on this page."""
    row = PeerComment(
        content_type=ContentType.objects.get_for_model(page),
        object_pk=str(page.pk),
        site_id=settings.SITE_ID,
        user=member,
        user_name=member.display_name,
        comment=text,
        submit_date=timezone.now(),
    )
    row.save()
    return row
