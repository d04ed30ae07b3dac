"""Taking away what the comments library does behind our back."""

from django.db.models.signals import pre_save
from django_comments_xtd import get_model
from django_comments_xtd.models import publish_or_unpublish_on_pre_save


def silence_the_library() -> None:
    """Disconnect its pre-save receiver: saving a comment again must never publish or hide somebody else's reply."""
    pre_save.disconnect(publish_or_unpublish_on_pre_save, sender=get_model())
