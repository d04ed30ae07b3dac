"""What people do in a conversation: post a comment or a reply, withdraw their own, remove one as a facilitator.

Everything is checked here, under a lock, whoever calls. The views ask `places.open_place` before, for they must answer
404 where a page is hidden: a page may close between the two.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_comments.models import CommentFlag
from wagtail.models import Page

from community.comments.attaching import Attached
from community.comments.closing import closing_held
from community.comments.mentions import name_in, named_in
from community.comments.models import PeerComment
from community.comments.quoting import Quote, check_quote
from community.comments.telling import circle_around, forget_what_waits, tell_about
from community.comments.tree import CommentState, state_of
from community.models.conversation import CommentAttachment
from community.models.members import Member
from community.models.moderation import Matter
from community.moderation.deciding import note_removed
from community.moderation.holding import hold
from community.moderation.trust import MayWriteNoMore, Why, held_to_write, why_held
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail

SUBJECT = "commentaire"  # what moderation calls ours
SAME_MESSAGE_WITHIN = timedelta(minutes=1)  # a double click, or a form sent again by the browser
MOST_MESSAGES = 30  # moderation holds what is sent too fast long before; a robot with a stolen session stops there
MOST_MESSAGES_WITHIN = timedelta(minutes=10)
MOST_ATTACHED = 3  # cards: more would hide the words
WORDS = ("comment", "opening", "quoted_text", "quoted_second")  # what `forget_words` erases of the comment itself


class Refused(Exception):
    """The message was not posted; `sentence` tells its author why, beside the field of this name."""

    def __init__(self, sentence: str, *, field: str = "comment") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


@transaction.atomic
def post(
    *,
    page: Page,
    member: Member,
    text: str,
    parent: PeerComment | None = None,
    opening: str = "",
    quote: Quote | None = None,
    attached: Iterable[Attached] = (),
) -> PeerComment:
    """Write a comment, or a reply to `parent`, and tell the people concerned; returns the existing one if sent twice.

    `page` is the specific page. Raises Refused when the page is not open to this person, when the account or the
    conversation is closed, when the parent cannot be answered, when the words quoted are not there, or after too many
    messages in a short time. No name, address or IP is stored beside the account. What moderation holds is written,
    seen by its author alone, and told to nobody.
    """
    member = author_held(member=member)  # one message at a time: two clicks at once would both find no twin
    message = _written(page=page, member=member, text=text, parent=parent, opening=opening)
    lately = _sent_lately(member=member)
    if twin := _twin_of(message=message, lately=lately):
        return twin
    if parent is not None:
        _check_parent(parent=parent, message=message)
    _check_pace(lately=lately)
    _put_quote(message=message, page=page, quote=quote)
    save_or_hold(message=message, member=member)
    check_open(page=page)  # once what it answers is held: comments first, then their page
    _check_answered(message)
    # Asked once it is written: a question that an answer has waited for may have been taken off line meanwhile.
    circle = circle_around(page=page, member=member, parent=parent, named=named_in(text=text, member=member))
    if member not in circle.readers:
        raise Refused(_("Cette page n’est plus ouverte aux commentaires."))
    _attach(message=message, attached=attached)
    name_in(comment=message, named=circle.named)
    if message.is_public:
        tell_about(message=message, page=page, parent=parent, circle=circle)
    return message


def author_held(*, member: Member) -> Member:
    """Who writes, as their row says now, held until the act ends. Raises Refused when the account is closed."""
    try:
        return held_to_write(member=member)
    except MayWriteNoMore as closed:
        raise Refused(closed.sentence) from closed


def may_be_answered(*, comment: PeerComment) -> bool:
    """A comment that can be read, and that is not itself a reply."""
    return state_of(row=comment) is CommentState.SHOWN and comment.parent_id == comment.pk


def check_open(*, page: Page) -> None:
    """Raises Refused, with the facilitators' sentence, where the conversation is closed.

    Nobody closes it until the caller's transaction ends; the caller holds the comments that it needs before.
    """
    if closing := closing_held(page=page):
        said = _("La conversation est fermée par l’animation : « %(sentence)s » Votre texte n’est pas envoyé.")
        raise Refused(said % {"sentence": closing.sentence})


def save_or_hold(*, message: PeerComment, member: Member, changed: Iterable[str] | None = None) -> None:
    """Save what was written, or these columns; what moderation holds is hidden until a facilitator has read it.

    `member` is whom `author_held` gave.
    """
    why = why_held(member=member, text=message.comment, subject=SUBJECT)
    if why is None and message.held_at is not None:  # changed while it waits: facilitators read the new words
        why = Why.AGAIN
    if why is not None:
        message.is_public, message.held_at = False, timezone.now()
    if changed is None:
        message.save()
    else:
        save_columns(message, *changed, "is_public", "held_at")
    if why is not None:
        forget_what_waits(message=message)
        hold(thing=message, subject=SUBJECT, member=member, why=why, text=message.comment)


@transaction.atomic
def withdraw(*, comment: PeerComment, member: Member) -> None:
    """Take back one's own comment: an empty place stays (a tombstone), so that the replies keep theirs.

    The text is erased from the database, with all that stood in it and the quotes that others made of it: it belonged
    to its author, and nobody needs it once they took it back. What is still held leaves nothing at all to see.
    Raises PermissionError for somebody else's comment; does nothing to a comment no longer shown.
    """
    if comment.user_id != member.pk:
        raise PermissionError("only its author withdraws a comment")
    fresh = locked(comment)
    state = state_of(row=fresh)
    if state in (CommentState.SHOWN, CommentState.HELD):
        forget_words(fresh)
        Matter.objects.about(subject=SUBJECT, object_id=fresh.pk).update(text="")  # the copies of what was released too
        _close(fresh, by_author=True)


@transaction.atomic
def remove(*, comment: PeerComment, facilitator: Member, reason: str) -> PeerComment | None:
    """Remove somebody's comment and send its author the reason, with a copy of the text; the comment removed.

    None where it was taken away meanwhile: nothing is sent. Raises PermissionError for others than facilitators.
    """
    # First, as when moderation decides: the journal names the author, whose departure holds them before their comments.
    Member.objects.select_for_update(no_key=True).filter(pk=comment.user_id).first()
    fresh = take_away(comment=comment, by=facilitator)
    if fresh is not None:
        note_removed(thing=fresh, by=facilitator, sentence=reason)
    if fresh is not None and fresh.user is not None and fresh.user_id != facilitator.pk:
        context = {"comment": fresh, "page": fresh.content_object, "reason": reason}
        notify(recipients=[fresh.user], kind=CommunityMail.COMMENT_REMOVED, context=context)
    return fresh


@transaction.atomic
def take_away(*, comment: PeerComment, by: Member) -> PeerComment | None:
    """Take a comment, shown or held, out of everybody's sight, and tell nobody; None where it was already.

    The text stays in the database, shown nowhere, so that a contested removal can be looked at again; the library's
    flag keeps who removed it and when. Raises PermissionError for others than facilitators.
    """
    if not by.may_animate:
        raise PermissionError("only facilitators remove a comment")
    fresh = locked(comment)
    if state_of(row=fresh) not in (CommentState.SHOWN, CommentState.HELD):
        return None
    _close(fresh, by_author=False)
    CommentFlag.objects.get_or_create(comment=fresh, user=by, flag=CommentFlag.MODERATOR_DELETION)
    return fresh


def locked(comment: PeerComment) -> PeerComment:
    """The comment as it is now, nobody else changing it meanwhile."""
    (row,) = all_locked(PeerComment.norel_objects.filter(pk=comment.pk))
    return row


def all_locked(comments: QuerySet[PeerComment]) -> list[PeerComment]:
    """These comments as they are now, nobody else changing them meanwhile; the oldest held first, whoever asks.

    Read once they are held, by another statement: they lie in three tables. Of the two that are not held, PostgreSQL
    would give what they said before the wait, and words taken away meanwhile would be saved again.
    """
    rows = comments.select_for_update(of=("self",), no_key=True).order_by("pk")
    held = list(rows.values_list("pk", flat=True))
    return list(PeerComment.norel_objects.filter(pk__in=held).order_by("pk"))


def save_columns(comment: PeerComment, *columns: str) -> None:
    """Save these columns of a comment that was there, and no other. Through the model: the search index hears of it.

    The others are as they were read, perhaps before a reply counted itself (`nested_count`) in a table that `locked`
    does not hold. `thread_id`, which never changes, is written so that who answers, and holds that row, waits for this
    act, as this act waits for them.
    """
    comment.save(update_fields=[*columns, "thread_id"])


def forget_words(comment: PeerComment) -> None:
    """Erase the words of a comment, in it and around it; the caller saves the comment itself."""
    comment.comment = comment.quoted_text = comment.opening = ""
    comment.quoted_second = None
    for surrounding in (comment.versions, comment.reactions, comment.mentions, comment.attachments):
        surrounding.all().delete()
    PeerComment.objects.filter(quoted_comment=comment.pk).update(quoted_text="")


def _close(comment: PeerComment, *, by_author: bool) -> None:
    """Leave an empty place."""
    comment.is_removed = True
    comment.withdrawn_by_author = by_author
    comment.withdrawn_at = timezone.now()
    comment.held_at = None
    words = WORDS if by_author else ()
    save_columns(comment, *words, "is_removed", "withdrawn_by_author", "withdrawn_at", "held_at")
    forget_what_waits(message=comment)


def _written(*, page: Page, member: Member, text: str, parent: PeerComment | None, opening: str) -> PeerComment:
    message = PeerComment(
        content_object=page,
        site_id=settings.SITE_ID,
        user=member,
        comment=text,
        parent_id=parent.pk if parent else 0,
        submit_date=timezone.now(),
        opening=opening,
    )
    message.object_pk = str(page.pk)
    return message


def _sent_lately(*, member: Member) -> list[PeerComment]:
    """What this person wrote in the last minutes, shown or not."""
    since = timezone.now() - MOST_MESSAGES_WITHIN
    return list(PeerComment.norel_objects.filter(user=member, submit_date__gte=since)[: MOST_MESSAGES + 1])


def _twin_of(*, message: PeerComment, lately: Iterable[PeerComment]) -> PeerComment | None:
    """The same words by the same person at the same place, just before."""
    since = message.submit_date - SAME_MESSAGE_WITHIN
    here = (message.content_type_id, message.object_pk, message.comment)
    for row in lately:
        is_same = (row.content_type_id, row.object_pk, row.comment) == here and row.submit_date >= since
        is_read = state_of(row=row) in (CommentState.SHOWN, CommentState.HELD)
        if is_same and is_read and row.parent_id == (message.parent_id or row.pk):
            return row
    return None


def _check_parent(*, parent: PeerComment, message: PeerComment) -> None:
    here = (message.content_type_id, message.object_pk)
    if (parent.content_type_id, str(parent.object_pk)) != here or not may_be_answered(comment=parent):
        raise _no_answer()


def _check_answered(message: PeerComment) -> None:
    """Once written: what it answers may have been hidden since it was looked at."""
    if not message.answers_what_is_shown:
        raise _no_answer()


def _no_answer() -> Refused:
    return Refused(_("Ce commentaire ne peut plus recevoir de réponse : il a été retiré, ou il est ailleurs."))


def _check_pace(*, lately: Sequence[PeerComment]) -> None:
    """Counted on what was written, so that every process of the site counts alike and a refusal costs nothing."""
    if len(lately) >= MOST_MESSAGES:
        raise Refused(
            _("Vous avez envoyé beaucoup de messages en peu de temps. Gardez cette page ouverte, et réessayez bientôt.")
        )


def _put_quote(*, message: PeerComment, page: Page, quote: Quote | None) -> None:
    """Put the quote in the message, once its words are found where it says; what it quotes is held meanwhile."""
    if quote is None:
        return
    if quote.comment is not None:
        quoted = locked(quote.comment)
        if state_of(row=quoted) is not CommentState.SHOWN or str(quoted.object_pk) != str(page.pk):
            raise Refused(_("Le commentaire que vous citez a été retiré."), field="quoted_text")
        quote = Quote(text=quote.text, comment=quoted, second=quote.second)
    try:
        checked = check_quote(page=page, quote=quote)
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages), field="quoted_text") from refusal
    message.quoted_text, message.quoted_second = checked.text, checked.second
    message.quoted_comment_id = checked.comment.pk if checked.comment else None


def _attach(*, message: PeerComment, attached: Iterable[Attached]) -> None:
    once = {(each.page.pk, each.second) for each in list(attached)[:MOST_ATTACHED]}
    if once:
        CommentAttachment.objects.bulk_create(
            CommentAttachment(comment=message, page_id=page, second=second) for page, second in sorted(once, key=str)
        )
