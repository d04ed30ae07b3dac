"""What questions register with the rooms that ask without knowing who answers; called from `ready()`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.models import Member
from community.moderation.subjects import Subject, register_subject
from community.permissions import register_author
from community.visibility import Reading, reading_of
from practices.models import PracticeRequestPage
from practices.requests import acts
from practices.requests.queries import register_contexts


def register_requests() -> None:
    """Called from `ready()`."""
    register_contexts()
    register_author(asked_by)
    register_subject(
        Subject(
            name=acts.SUBJECT,
            label=_("une question"),
            model=PracticeRequestPage,
            text=_text,
            title=lambda question: str(question.draft_title or question.title),
            author=lambda question: question.asker,
            address=lambda question: str(question.get_url() or ""),
            is_seen_by=_is_seen_by,
            remove=acts.remove,
            release=acts.release,
        )
    )


def asked_by(page: Page, member: Member) -> bool:
    """Whether this person asked this question: they read it while it waits, and once it is withdrawn."""
    is_a_question = page.specific_class is PracticeRequestPage
    return is_a_question and PracticeRequestPage.objects.filter(pk=page.pk, asker=member).exists()


def _text(question: PracticeRequestPage) -> str:
    """The latest version: what a facilitator is asked to show."""
    latest: Any = question.get_latest_revision_as_object()
    return "\n\n".join(part for part in (latest.title, latest.tried) if part)


def _is_seen_by(question: PracticeRequestPage, member: Member | None) -> bool:
    return reading_of(page=question, member=member) is Reading.EVERYBODY
