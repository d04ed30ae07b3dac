"""« Merci, votre message est en ligne »: said where the page opens, beside the comment, and not at the top."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

from community.comments.models import PeerComment

MARK = "beside-comment-"
"""What begins the extra tag of such a message; `components/messages.html` leaves these to the conversation."""


THE_CONVERSATION = 0
"""In the place of a comment's number: what is told concerns all of it, and stands at its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JustSaid:
    """What is told beside one comment, or at the head of the conversation."""

    comment: int
    sentence: str


def say_beside(*, request: HttpRequest, comment: PeerComment, sentence: str) -> None:
    """Tell this, once, beside this comment."""
    messages.success(request, sentence, extra_tags=f"{MARK}{comment.pk}")


def say_at_the_head(*, request: HttpRequest, sentence: str) -> None:
    """Tell this, once, at the head of the conversation."""
    messages.success(request, sentence, extra_tags=f"{MARK}{THE_CONVERSATION}")


def just_said(*, request: HttpRequest) -> JustSaid | None:
    """What the last act of this person has to tell in a conversation; None nearly always."""
    for message in messages.get_messages(request):
        if message.extra_tags and message.extra_tags.startswith(MARK):
            return JustSaid(comment=int(message.extra_tags.removeprefix(MARK)), sentence=str(message))
    return None
