"""The mails to a visitor who asked, written when they leave: an address that was forgotten meanwhile gets none.

None repeats what was typed before its address has confirmed it: nobody writes to others through us.
"""

from typing import Any

from community.models import Notification, PeerComment
from community.notifications.letters import Letter, letter_from
from practices.contributions.mails import ContributionMail
from practices.models import PracticeRequestPage, VisitorQuestion
from practices.requests.links import CONFIRM, FORGET, link_to


def write_the_confirmation(message: Notification) -> Letter | None:
    """The link to confirm by."""
    asked = VisitorQuestion.objects.unconfirmed().filter(pk=message.written_from or 0).first()
    if asked is None:
        return None
    return _letter(ContributionMail.VISITOR_CONFIRM, asked, link=link_to(act=CONFIRM, asked=asked))


def write_the_answer(message: Notification) -> Letter | None:
    """An answer, as it is read at this moment, and where it stands."""
    comment = PeerComment.objects.filter(id=message.written_from or 0, is_public=True, is_removed=False).first()
    question = _question_of(comment)
    if comment is None or question is None:
        return None
    asked = VisitorQuestion.objects.filter(page=question, address=message.address).first()
    if asked is None:
        return None
    return _letter(ContributionMail.VISITOR_ANSWERED, asked, question=question, comment=comment)


def _question_of(comment: PeerComment | None) -> PracticeRequestPage | None:
    """The question, while the public reads it."""
    if comment is None:
        return None
    rows = PracticeRequestPage.objects.visible_to(None)
    question: PracticeRequestPage | None = rows.filter(pk=int(comment.object_pk)).first()
    return question


def _letter(kind: ContributionMail, asked: VisitorQuestion, **context: Any) -> Letter:
    leave = link_to(act=FORGET, asked=asked)
    return letter_from(kind=kind, member=None, context={"asked": asked, "leave": leave, **context}, leave=leave)
