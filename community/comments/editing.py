"""Changing one's own comment, for half an hour: it says so, and facilitators read the words it had before."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.comments.acts import Refused, author_held, check_open, locked, save_or_hold
from community.comments.mentions import name_in, named_in
from community.comments.models import PeerComment
from community.comments.telling import circle_around, tell_as_changed, tell_named
from community.comments.tree import CommentState, state_of
from community.models.conversation import CommentVersion
from community.models.members import Member

TIME_TO_EDIT = timedelta(minutes=30)  # to mend a word, not to change what others have answered


def may_edit(*, comment: PeerComment, member: Member) -> bool:
    """Whether this person may still change this comment: theirs, and written just before.

    What is held is read by nobody else, and a facilitator may ask for a change days later: no half-hour ends there.
    """
    if comment.user_id != member.pk or comment.pk is None:
        return False
    state = state_of(row=comment)
    is_lately = timezone.now() - comment.submit_date < TIME_TO_EDIT
    return state is CommentState.HELD or (state is CommentState.SHOWN and is_lately)


@transaction.atomic
def edit(*, comment: PeerComment, member: Member, text: str, opening: str = "") -> PeerComment:
    """Change the words of one's own comment; the former ones are kept for facilitators. The same words change nothing.

    Whom the new words name is told, once. Raises PermissionError for somebody else's comment, Refused when it is too
    late, or the account or the conversation is closed. What is held may be changed below a closed conversation too: it
    appears only if a facilitator lets it, who may have asked for the change.
    """
    if comment.user_id != member.pk:
        raise PermissionError("only its author changes a comment")
    member = author_held(member=member)  # before the comment, as when one posts
    fresh = locked(comment)
    if not may_edit(comment=fresh, member=member):
        raise Refused(_("Ce commentaire ne peut plus être modifié : la demi-heure est passée, ou il a été retiré."))
    page, was_shown = fresh.content_object, state_of(row=fresh) is CommentState.SHOWN
    if (fresh.comment, fresh.opening) == (text, opening):
        if was_shown:
            check_open(page=page)
        return fresh
    former, known = fresh.comment, {row.member_id for row in fresh.mentions.all()}
    if former != text:
        CommentVersion.objects.create(comment=fresh, text=former)
    fresh.comment, fresh.opening, fresh.edited_at = text, opening, timezone.now()
    save_or_hold(message=fresh, member=member, changed=("comment", "opening", "edited_at"))
    if was_shown:
        check_open(page=page)  # once its rows are written: who answers it holds one of them, then the page
    named = named_in(text=text, member=member)
    circle = circle_around(page=page, member=member, parent=None, named=named)
    fresh.mentions.all().delete()
    name_in(comment=fresh, named=circle.named)
    if fresh.is_public:
        tell_as_changed(message=fresh, circle=circle)
        tell_named(message=fresh, page=page, circle=circle, known=[pk for pk in known if pk])
    return fresh


def versions_of(*, comment: PeerComment) -> Sequence[CommentVersion]:
    """The words that a comment had before, the oldest first: for facilitators."""
    return list(comment.versions.all())
