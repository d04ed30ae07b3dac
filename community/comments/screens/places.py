"""What the views of the conversation begin with: the comment that an address names, its page, the way back."""

from django.http import Http404
from wagtail.models import Page

from community.comments.models import PeerComment
from community.comments.places import open_place
from community.comments.tree import CommentState, state_of
from community.models.members import Member
from community.visibility import may_read


def shown_comment(pk: int) -> PeerComment:
    """A comment that can be read; 404 for one that is withdrawn, removed, held or unknown."""
    comment = _comment(pk)
    if comment is None or state_of(row=comment) is not CommentState.SHOWN:
        raise Http404
    return comment


def own_comment(pk: int, member: Member) -> PeerComment:
    """A comment of this person, shown or held; 404 for any other."""
    comment = _comment(pk)
    is_theirs = comment is not None and comment.user_id == member.pk
    if comment is None or not is_theirs or state_of(row=comment) not in (CommentState.SHOWN, CommentState.HELD):
        raise Http404
    return comment


def place_open_to(page_pk: int, member: Member) -> Page:
    """The published page where this person may talk; 404 where it is hidden from them, or has no conversation."""
    page = open_place(page_pk=page_pk, member=member)
    if page is None:
        raise Http404
    return page


def page_pk_of(comment: PeerComment) -> int:
    """The page of a comment."""
    return int(comment.object_pk)


def way_back(*, comment: PeerComment, member: Member) -> str:
    """The comment on its page, or the front page for those who may no longer read it."""
    page = comment.content_object
    return comment.get_absolute_url() if page and may_read(page=page, member=member) else "/"


def _comment(pk: int) -> PeerComment | None:
    return PeerComment.objects.filter(id=pk).first()  # `pk` overflows on huge numbers
