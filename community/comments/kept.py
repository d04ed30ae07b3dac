"""What the conversation keeps of somebody beside their comments, and what of it is forgotten when they leave."""

import re
from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.comments.acts import all_locked, locked
from community.comments.models import LONGEST_QUOTE, PeerComment
from community.comments.telling import say_again
from community.comments.tree import CommentState, state_of
from community.models.conversation import CommentAttachment, CommentVersion, ConversationVisit, Mention, Reaction
from community.models.members import Member
from community.rights.leavers import Leaver
from community.rights.mentions import SOMEBODY
from community.rights.ours import when
from community.rights.what_we_keep import KeptPart
from community.visibility import visible_to


def conversation_of(member: Member) -> Iterator[KeptPart]:
    """Their reactions, their former words, where they are named, when they came: parts of an archive."""
    reactions = list(Reaction.objects.filter(member=member).select_related("comment").order_by("at", "pk"))
    words = _words_read(comments=[one.comment for one in reactions], member=member)
    yield KeptPart(
        key="reactions",
        title=_("Vos « merci » et « je me reconnais »"),
        rows=[
            {
                _("Le"): when(one.at),
                _("Réaction"): one.get_kind_display(),
                _("À propos de"): words[one.comment_id][:200],
            }
            for one in reactions
        ],
    )
    versions = CommentVersion.objects.filter(comment__user=member)
    yield KeptPart(
        key="commentaires-avant",
        title=_("Les mots que vos commentaires avaient avant"),
        rows=[{_("Jusqu’au"): when(one.replaced_at), _("Texte"): one.text} for one in versions],
    )
    named = list(Mention.objects.filter(member=member, comment__is_public=True).select_related("comment"))
    words = _words_read(comments=[one.comment for one in named], member=member)
    yield KeptPart(
        key="mentions",
        title=_("Les commentaires qui vous nomment"),
        rows=[{_("Écrit le"): when(one.comment.submit_date), _("Texte"): words[one.comment_id]} for one in named],
    )
    yield _visits(member)


def forget_conversation(leaver: Leaver) -> None:
    """Their comments lose them, their former words go, and their name from the comments that linked it.

    Reactions, mentions and visits go with the account.
    """
    theirs = PeerComment.norel_objects.filter(user=leaver.pk)
    naming = Mention.objects.filter(member=leaver.pk)
    # All of them before anything is written, and in one order: saving an answer holds its question, which comes after.
    concerned = Q(user=leaver.pk) | Q(pk__in=naming.values("comment")) | Q(quoted_comment__in=naming.values("comment"))
    if leaver.erases_words:
        concerned |= Q(quoted_comment__in=theirs.values("pk"))
    held = all_locked(PeerComment.norel_objects.filter(concerned))
    _leave([comment for comment in held if comment.user_id == leaver.pk], leaver)
    CommentVersion.objects.filter(comment__in=theirs).delete()
    for mention in naming.order_by("comment", "pk"):  # as quotes: the oldest first
        _unname(mention)
    if leaver.erases_words:
        for model in (Reaction, Mention, CommentAttachment):
            model.objects.filter(comment__in=theirs).delete()
        PeerComment.objects.filter(quoted_comment__in=theirs).update(quoted_text="")
        PeerComment.objects.filter(pk__in=theirs.values("pk")).update(quoted_text="", quoted_second=None, opening="")
    named = list(theirs.values_list("pk", flat=True))
    PeerComment.norel_objects.filter(pk__in=named).update(user_name="", user_email="", user_url="", ip_address=None)


def _leave(comments: Sequence[PeerComment], leaver: Leaver) -> None:
    """Each keeps its place and its replies; its text, if they said so, and if nobody had removed it.

    Through the model: the search index hears of it.
    """
    for comment in comments:
        if leaver.erases_words and not comment.is_removed:
            comment.is_removed = comment.withdrawn_by_author = True
            comment.withdrawn_at = timezone.now()
        if comment.is_removed and comment.comment:
            comment.comment = ""
            comment.save(update_fields=["comment", "is_removed", "withdrawn_by_author", "withdrawn_at"])


def _unname(mention: Mention) -> None:
    """As the comment says now, held: its author may have changed it, or taken it back, since the mention was read.

    Through the model: the search index hears of it. The mails that have not left say it too.
    """
    comment = locked(mention.comment)
    written = re.compile(rf"@{re.escape(mention.spelled)}(?!\w)")  # « @Annabelle » is somebody else
    comment.comment = written.sub(f"@{SOMEBODY}", comment.comment)
    comment.save(update_fields=["comment"])
    say_again(message=comment)
    quotes = PeerComment.objects.filter(quoted_comment=comment.pk, quoted_text__contains=f"@{mention.spelled}")
    for quote in quotes.order_by("id"):
        quote = locked(quote)
        quote.quoted_text = written.sub(f"@{SOMEBODY}", quote.quoted_text)[:LONGEST_QUOTE]
        quote.save(update_fields=["quoted_text"])


def _words_read(*, comments: Sequence[PeerComment], member: Member) -> dict[int, str]:
    """The words of others, where this person still reads them; of those that are gone or hidden, that they are."""
    below = {int(one.object_pk) for one in comments}
    seen = set(visible_to(Page.objects.filter(pk__in=below), member).values_list("pk", flat=True)) if below else set()
    return {
        one.pk: one.comment
        if state_of(row=one) is CommentState.SHOWN and int(one.object_pk) in seen
        else _("Un message qui n’est plus en ligne")
        for one in comments
    }


def _visits(member: Member) -> KeptPart:
    rows = list(ConversationVisit.objects.filter(member=member).order_by("at"))
    visited = Page.objects.filter(pk__in=[one.page_id for one in rows])
    titles = dict(visible_to(visited, member).values_list("pk", "title"))
    said = [{_("Page"): titles.get(one.page_id, ""), _("Dernière visite"): when(one.at)} for one in rows]
    return KeptPart(key="visites", title=_("Les conversations que vous avez lues"), rows=said)
