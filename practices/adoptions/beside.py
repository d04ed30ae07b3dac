"""« Votre récit est en ligne »: said once, beside the story, where the page opens, and not at the top."""

from django.contrib import messages
from django.http import HttpRequest

from practices.models import Adoption

MARK = "beside-try-"
"""What begins the extra tag of such a message; `components/messages.html` leaves these to the page."""


def say_beside(*, request: HttpRequest, adoption: Adoption, sentence: str) -> None:
    """Tell this, once, beside this story."""
    messages.success(request, sentence, extra_tags=f"{MARK}{adoption.pk}")


def just_told(*, request: HttpRequest, adoption: Adoption) -> str:
    """What the last act of this person has to tell beside this story; nothing nearly always."""
    tag = f"{MARK}{adoption.pk}"
    said = (str(message) for message in messages.get_messages(request) if message.extra_tags == tag)
    return next(said, "")
