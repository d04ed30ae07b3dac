"""What moderation needs to know of a comment: whose it is, where it stands, how it is removed or released."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from community.comments.acts import SUBJECT, take_away
from community.comments.appearing import release
from community.comments.models import PeerComment
from community.comments.tree import CommentState, state_of
from community.models.members import Member
from community.moderation.subjects import Subject, register_subject
from community.visibility import may_read


def register_comments() -> None:
    """Called from `ready()`."""
    register_subject(
        Subject(
            name=SUBJECT,
            label=_("un commentaire"),
            model=PeerComment,
            text=lambda comment: comment.comment,
            title=_title,
            author=lambda comment: comment.user,
            address=lambda comment: comment.get_absolute_url(),
            is_seen_by=_is_seen_by,
            remove=_remove,
            release=lambda comment, by: release(comment=comment, by=by),
            gather=_gather,
        )
    )


def _title(comment: PeerComment) -> str:
    page = comment.content_object
    return str(page.title) if page else ""


def _is_seen_by(comment: PeerComment, member: Member | None) -> bool:
    page = comment.content_object
    is_shown = state_of(row=comment) is CommentState.SHOWN
    return is_shown and page is not None and may_read(page=page, member=member)


def _remove(comment: PeerComment, by: Member, reason: str) -> None:
    """Moderation tells the author why, in its own mail."""
    take_away(comment=comment, by=by)


def _gather(numbers: Sequence[int]) -> Mapping[int, PeerComment]:
    """What its author withdrew, or somebody removed, is gone."""
    rows = (
        PeerComment.objects.filter(id__in=list(numbers), is_removed=False)
        .select_related("user")
        .prefetch_related("content_object")
    )
    return {row.pk: row for row in rows}
