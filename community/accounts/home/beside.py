"""« C’est enregistré »: said once, beside the block that was saved, and not at the top of the page."""

from django.contrib import messages
from django.http import HttpRequest

MARK = "beside-block-"
"""What begins the extra tag of such a message; `components/messages.html` leaves these to the page."""


def say_beside(*, request: HttpRequest, block: str, sentence: str) -> None:
    """Tell this, once, beside this block."""
    messages.success(request, sentence, extra_tags=f"{MARK}{block}")


def just_kept(*, request: HttpRequest) -> dict[str, str]:
    """What the last acts of this person have to tell: block → sentence."""
    said = (message for message in messages.get_messages(request) if (message.extra_tags or "").startswith(MARK))
    return {message.extra_tags.removeprefix(MARK): str(message) for message in said}
