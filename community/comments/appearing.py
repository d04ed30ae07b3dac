"""A comment that was held appears: a facilitator has read it, and those it concerns are told then, not before."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from community.comments.acts import locked, save_columns
from community.comments.mentions import Named
from community.comments.models import PeerComment
from community.comments.telling import circle_around, forget_what_waits, tell_about
from community.comments.tree import CommentState, state_of
from community.models.members import Member
from community.models.structures import StructurePage
from community.teams.spaces import members_of


@transaction.atomic
def release(*, comment: PeerComment, by: Member) -> None:
    """Show what was held, dated from now: it is news for everybody else. Does nothing to what is not held.

    Raises PermissionError for others than facilitators.
    """
    if not by.may_animate:
        raise PermissionError("only facilitators release a comment")
    fresh = locked(comment)
    if state_of(row=fresh) is not CommentState.HELD:
        return
    fresh.is_public, fresh.held_at, fresh.submit_date = True, None, timezone.now()
    save_columns(fresh, "is_public", "held_at", "submit_date")
    page, author = fresh.content_object, fresh.user
    if page is not None and author is not None:
        _tell(message=fresh, page=page, author=author)


@transaction.atomic
def hold_again(*, comment: PeerComment, by: Member) -> None:
    """Hide a comment that is shown until a facilitator releases it. Raises PermissionError for others."""
    if not by.may_animate:
        raise PermissionError("only facilitators hold a comment")
    fresh = locked(comment)
    if state_of(row=fresh) is CommentState.SHOWN:
        fresh.is_public, fresh.held_at = False, timezone.now()
        save_columns(fresh, "is_public", "held_at")
        forget_what_waits(message=fresh)


def _tell(*, message: PeerComment, page: Page, author: Member) -> None:
    parent = None
    if message.parent_id != message.pk:
        parent = PeerComment.objects.filter(id=message.parent_id, is_public=True, is_removed=False).first()
    circle = circle_around(page=page, member=author, parent=parent, named=_named(message))
    tell_about(message=message, page=page, parent=parent, circle=circle)


def _named(message: PeerComment) -> list[Named]:
    rows = message.mentions.select_related("member")
    places = StructurePage.objects.in_bulk([row.structure_id for row in rows if row.structure_id])
    named = [Named(spelled=row.spelled, member=row.member) for row in rows if row.member]
    return [
        *named,
        *(Named(spelled=one.title, structure=one, team=members_of(structure=one)) for one in places.values()),
    ]
