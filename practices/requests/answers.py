"""What becomes of a question through its answers: it waits no more, some have helped, its asker hears of each."""

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from community.models import Member, PeerComment
from community.notifications.acts import ask_for_a_letter, notify
from community.readers import readers_among
from community.visibility import visible_to
from practices.contributions.mails import ContributionMail
from practices.models import HelpfulAnswer, PracticeRequestPage, VisitorQuestion
from practices.models.requests import hold


class NotMarked(PermissionError):
    """Not theirs to mark, or nothing that is read any more."""


def is_below_a_question(*, comment: PeerComment) -> bool:
    """Whether this comment answers a question."""
    return comment.content_type_id == ContentType.objects.get_for_model(PracticeRequestPage).pk


@transaction.atomic(savepoint=False)  # a part of the comment's own act
def an_answer_appeared(*, comment: PeerComment) -> None:
    """The question waits no more, unless its own asker wrote it."""
    question = int(comment.object_pk)
    if hold(question=question):
        waiting = PracticeRequestPage.objects.filter(pk=question, first_answer_at=None)
        if comment.user_id is not None:
            waiting = waiting.exclude(asker=comment.user_id)
        waiting.update(first_answer_at=comment.submit_date, is_waiting=False)


@transaction.atomic(savepoint=False)  # a part of the comment's own act
def answers_changed(*, question: int) -> None:
    """An answer was withdrawn, removed, released or erased: say again whether it waits, whether some have helped."""
    if not hold(question=question):
        return
    row = PracticeRequestPage.objects.filter(pk=question).values("asker", "first_answer_at", "answered").first()
    if row is None:
        return
    first = _shown(question).exclude(user_id=row["asker"]) if row["asker"] else _shown(question)
    first_at = first.order_by("submit_date").values_list("submit_date", flat=True).first()
    answered = HelpfulAnswer.objects.standing().filter(question=question).exists()
    if (first_at, answered) != (row["first_answer_at"], row["answered"]):
        PracticeRequestPage.objects.filter(pk=question).update(
            first_answer_at=first_at, is_waiting=first_at is None, answered=answered
        )


def tell_the_asker(*, message: PeerComment, page: PracticeRequestPage, told: Collection[int]) -> None:
    """The member who asked, or the visitor, at the address that they confirmed; in the answer's own transaction."""
    if page.asker is not None and page.asker_id not in told:
        notify(
            recipients=[page.asker],
            kind=ContributionMail.QUESTION_ANSWERED,
            context={"page": page, "comment": message},
            about=message.user,
        )
    elif page.asker_id is None:
        for asked in VisitorQuestion.objects.filter(page=page.pk, confirmed_at__isnull=False):
            ask_for_a_letter(
                address=asked.address,
                kind=ContributionMail.VISITOR_ANSWERED,
                subject=str(page.title)[:200],
                written_from=message.pk,
                about=message.user,
            )


def may_mark(*, question: PracticeRequestPage, member: Member | None) -> bool:
    """Whoever asked says what helped; so do facilitators, for those who do not come back."""
    return member is not None and member.is_active and (question.asker_id == member.pk or member.may_animate)


@transaction.atomic
def mark(*, comment: PeerComment, member: Member) -> None:
    """« Cela m’a aidé » : the answer is shown first and its author thanked, once. Raises NotMarked."""
    question = _question_to_mark(comment, member)
    if not _shown(question.pk).filter(pk=comment.pk).exists() or comment.user_id == question.asker_id is not None:
        raise NotMarked
    _row, is_new = HelpfulAnswer.objects.get_or_create(
        comment=comment, defaults={"question": question, "marked_by": member}
    )
    if not is_new:
        HelpfulAnswer.objects.filter(comment=comment).exclude(undone_at=None).update(
            undone_at=None, marked_by=member, marked_at=timezone.now()
        )
    elif comment.user is not None and comment.user_id != member.pk:
        context = {"question": question, "comment": comment}
        readers = readers_among(page=question, people=[comment.user])  # a mail shows no more than the site
        notify(recipients=readers, kind=ContributionMail.ANSWER_HELPED, context=context)
    PracticeRequestPage.objects.filter(pk=question.pk, answered=False).update(answered=True)


@transaction.atomic
def unmark(*, comment: PeerComment, member: Member) -> None:
    """Take the mark back. Raises NotMarked."""
    question = _question_to_mark(comment, member)
    HelpfulAnswer.objects.filter(comment=comment, undone_at=None).update(undone_at=timezone.now())
    answers_changed(question=question.pk)


def marked_answers(page: Any) -> list[int]:
    """The answers that helped, for the conversation to show first."""
    rows = HelpfulAnswer.objects.standing().filter(question=page.pk)
    return list(rows.order_by("marked_at", "pk").values_list("comment", flat=True))


def hold_with_its_question(*, answer: PeerComment) -> bool:
    """Hold an answer, then its question, in the order of those who write, withdraw and remove; whether both are there.

    The other way round, one of two acts at once would be refused by PostgreSQL (a deadlock).
    """
    if not is_below_a_question(comment=answer):
        return False
    rows = PeerComment.norel_objects.select_for_update(of=("self",)).filter(pk=answer.pk)
    return rows.values_list("pk", flat=True).first() is not None and hold(question=int(answer.object_pk))


def _question_to_mark(comment: PeerComment, member: Member) -> PracticeRequestPage:
    """The question, held: marks and withdrawals at once follow each other."""
    if not hold_with_its_question(answer=comment):
        raise NotMarked
    itself = PracticeRequestPage.objects.filter(pk=int(comment.object_pk))
    question: PracticeRequestPage | None = visible_to(itself, member).first()
    if question is None or not may_mark(question=question, member=member):
        raise NotMarked
    return question


def _shown(question: int) -> Any:
    kind = ContentType.objects.get_for_model(PracticeRequestPage)
    return PeerComment.norel_objects.filter(
        content_type=kind, object_pk=str(question), is_public=True, is_removed=False
    )
