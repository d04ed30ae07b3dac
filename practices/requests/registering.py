"""What questions register with the rooms that ask without knowing who answers; called from `ready()`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.comments.marks import register_acts, register_marks
from community.comments.telling import register_tell_too
from community.models import Member
from community.moderation.subjects import Subject, register_subject
from community.notifications.letters import register_writer
from community.permissions import register_author
from community.rights.what_we_keep import register_what_we_keep
from community.visibility import Reading, reading_of
from practices.contributions.mails import ContributionMail
from practices.models import PracticeRequestPage, VisitorQuestion
from practices.requests import acts
from practices.requests.answers import marked_answers, tell_the_asker
from practices.requests.kept import questions_of
from practices.requests.mails import write_the_answer, write_the_confirmation
from practices.requests.queries import register_contexts
from practices.requests.visitors import signed


def register_requests() -> None:
    """Called from `ready()`."""
    register_contexts()
    register_author(asked_by)
    register_marks(PracticeRequestPage, marked_answers)
    register_acts(PracticeRequestPage, "practices/requests/answer_acts.html")
    register_tell_too(PracticeRequestPage, tell_the_asker)
    register_writer(kind=ContributionMail.VISITOR_CONFIRM, writer=write_the_confirmation)
    register_writer(kind=ContributionMail.VISITOR_ANSWERED, writer=write_the_answer, is_awaited=False)
    register_what_we_keep(questions_of)
    register_subject(
        Subject(
            name=acts.SUBJECT,
            label=_("une question"),
            model=PracticeRequestPage,
            text=_text,
            title=_title,
            author=lambda question: question.asker,
            address=lambda question: str(question.get_url() or ""),
            is_seen_by=_is_seen_by,
            remove=lambda question, by, reason: acts.remove(thing=question, by=by, reason=reason),
            release=lambda question, by: acts.release(thing=question, by=by),
            mailbox=_mailbox,
            gather=_standing,
        )
    )


def asked_by(page: Page, member: Member) -> bool:
    """Whether this person asked this question: they read it while it waits, and once it is withdrawn."""
    is_a_question = page.specific_class is PracticeRequestPage
    return is_a_question and PracticeRequestPage.objects.filter(pk=page.pk, asker=member).exists()


def _standing(numbers: Sequence[int]) -> Mapping[int, PracticeRequestPage]:
    """What its author withdrew is gone: nothing is left to decide."""
    rows = PracticeRequestPage.objects.filter(pk__in=list(numbers), withdrawn_at=None).select_related("asker")
    return {row.pk: row for row in rows}


def _title(question: PracticeRequestPage) -> str:
    """As on line; while it is not, as last written."""
    return str(question.title if question.live else question.draft_title or question.title)


def _text(question: PracticeRequestPage) -> str:
    """What everybody reads; of one that is held, the latest version: what a facilitator is asked to show."""
    read: Any = question if question.live else question.get_latest_revision_as_object()
    text = "\n\n".join(part for part in (read.title, read.tried) if part)
    return signed(text=text, name=question.asker_name) if question.asker_name else text


def _is_seen_by(question: PracticeRequestPage, member: Member | None) -> bool:
    return reading_of(page=question, member=member) is Reading.EVERYBODY


def _mailbox(question: PracticeRequestPage) -> str:
    """Where a visitor reads what was decided of their question."""
    rows = VisitorQuestion.objects.filter(page=question.pk, confirmed_at__isnull=False)
    return rows.values_list("address", flat=True).first() or ""
