"""What people do in a conversation: post a comment or a reply, withdraw their own, remove one as a facilitator.

Everything is checked here, under a lock, whoever calls. The views ask `places.open_place` before, for they must answer
404 where a page is hidden: a page may close between the two.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_comments.models import CommentFlag
from wagtail.models import Page

from community.comments.models import PeerComment
from community.comments.places import has_a_conversation
from community.comments.tree import CommentState, state_of
from community.models.members import Member
from community.models.structures import StructurePage
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail
from community.readers import readers_among
from community.teams.spaces import members_of

SAME_MESSAGE_WITHIN = timedelta(minutes=1)  # a double click, or a form sent again by the browser
MOST_MESSAGES = 10  # as many as a lively exchange needs; a robot with a stolen session stops there
MOST_MESSAGES_WITHIN = timedelta(minutes=10)


class Refused(Exception):
    """The message was not posted; `sentence` tells its author why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def post(*, page: Page, member: Member, text: str, parent: PeerComment | None = None) -> PeerComment:
    """Write a comment, or a reply to `parent`, and tell the people concerned; returns the existing one if sent twice.

    `page` is the specific page. Raises Refused when the page is not open to this person, when the parent cannot be
    answered, or after too many messages in a short time. No name, address or IP is stored beside the account.
    """
    # One message at a time for one person: two clicks at once would both find no twin. NO KEY, so that messages
    # and mails that merely name this member do not wait.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    readers = _readers(page=page, people=[member, *_concerned(page=page, parent=parent)])
    if member not in readers:
        raise Refused(_("Cette page n’est plus ouverte aux commentaires."))
    kind = ContentType.objects.get_for_model(type(page))
    message = PeerComment(
        content_type=kind,
        object_pk=str(page.pk),
        site_id=settings.SITE_ID,
        user=member,
        comment=text,
        parent_id=parent.pk if parent else 0,
        submit_date=timezone.now(),
    )
    if twin := _twin_of(message=message):
        return twin
    if parent is not None:
        _check_parent(parent=parent, message=message)
    _check_pace(member=member)
    message.save()
    _tell_about(message=message, page=page, parent=parent, others=[one for one in readers if one != member])
    return message


def may_be_answered(*, comment: PeerComment) -> bool:
    """A comment that can be read, and that is not itself a reply."""
    return state_of(row=comment) is CommentState.SHOWN and comment.parent_id == comment.pk


@transaction.atomic
def withdraw(*, comment: PeerComment, member: Member) -> None:
    """Take back one's own comment: an empty place stays (a tombstone), so that the replies keep theirs.

    The text is erased from the database: it belonged to its author, and nobody needs it once they took it back.
    Raises PermissionError for somebody else's comment; does nothing to a comment no longer shown.
    """
    if comment.user_id != member.pk:
        raise PermissionError("only its author withdraws a comment")
    fresh = _locked(comment)
    if state_of(row=fresh) is CommentState.SHOWN:
        fresh.comment = ""
        _close(fresh, by_author=True)


@transaction.atomic
def remove(*, comment: PeerComment, facilitator: Member, reason: str) -> None:
    """Remove somebody's comment and send its author the reason, with a copy of the text.

    The text stays in the database, shown nowhere, so that a contested removal can be looked at again; the library's
    flag keeps who removed it and when. Raises PermissionError for others than facilitators; does nothing twice.
    """
    if not facilitator.may_animate:
        raise PermissionError("only facilitators remove a comment")
    fresh = _locked(comment)
    if state_of(row=fresh) is not CommentState.SHOWN:
        return
    _close(fresh, by_author=False)
    CommentFlag.objects.get_or_create(comment=fresh, user=facilitator, flag=CommentFlag.MODERATOR_DELETION)
    if fresh.user is not None and fresh.user_id != facilitator.pk:
        context = {"comment": fresh, "page": fresh.content_object, "reason": reason}
        notify(recipients=[fresh.user], kind=CommunityMail.COMMENT_REMOVED, context=context)


def _locked(comment: PeerComment) -> PeerComment:
    """The comment as it is now, nobody else changing it meanwhile."""
    row: PeerComment = PeerComment.norel_objects.select_for_update(of=("self",)).get(pk=comment.pk)
    return row


def _close(comment: PeerComment, *, by_author: bool) -> None:
    """Leave an empty place. Saved through the model: the search index hears of it."""
    comment.is_removed = True
    comment.withdrawn_by_author = by_author
    comment.withdrawn_at = timezone.now()
    comment.save(update_fields=["comment", "is_removed", "withdrawn_by_author", "withdrawn_at"])


def _twin_of(*, message: PeerComment) -> PeerComment | None:
    """The same words by the same person at the same place, just before."""
    since = message.submit_date - SAME_MESSAGE_WITHIN
    sent = PeerComment.objects.filter(
        user_id=message.user_id,
        content_type=message.content_type,
        object_pk=message.object_pk,
        comment=message.comment,
        submit_date__gte=since,
        is_public=True,
        is_removed=False,
    )
    return next((row for row in sent if row.parent_id == (message.parent_id or row.pk)), None)


def _check_parent(*, parent: PeerComment, message: PeerComment) -> None:
    here = (message.content_type_id, message.object_pk)
    if (parent.content_type_id, str(parent.object_pk)) != here or not may_be_answered(comment=parent):
        raise Refused(_("Ce commentaire ne peut plus recevoir de réponse : il a été retiré, ou il est ailleurs."))


def _check_pace(*, member: Member) -> None:
    """Counted on what was written, so that every process of the site counts alike and a refusal costs nothing."""
    since = timezone.now() - MOST_MESSAGES_WITHIN
    if PeerComment.norel_objects.filter(user=member, submit_date__gte=since).count() >= MOST_MESSAGES:
        raise Refused(
            _("Vous avez envoyé beaucoup de messages en peu de temps. Gardez cette page ouverte, et réessayez bientôt.")
        )


def _concerned(*, page: Page, parent: PeerComment | None) -> list[Member]:
    """The author answered, and the active people of the structure that the page belongs to."""
    answered = [parent.user] if parent and parent.user else []
    structure = StructurePage.objects.above(page, inclusive=True).first()
    return answered + (members_of(structure=structure) if structure else [])


def _readers(*, page: Page, people: Iterable[Member]) -> list[Member]:
    """Those of these people who may read the page, asked at once: who may write there, and whom a mail may tell."""
    return readers_among(page=page, people=people) if has_a_conversation(page=page) else []


def _tell_about(*, message: PeerComment, page: Page, parent: PeerComment | None, others: Iterable[Member]) -> None:
    """Tell the author answered, then the page's team: a mail shows no more than the site."""
    context = {"comment": message, "page": page, "parent": parent}
    answered = [person for person in others if parent and person.pk == parent.user_id]
    team = [person for person in others if person not in answered]
    notify(recipients=answered, kind=CommunityMail.COMMENT_REPLY, context=context, about=message.user)
    notify(recipients=team, kind=CommunityMail.COMMENT_NEW, context=context, about=message.user)
