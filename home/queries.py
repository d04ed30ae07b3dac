"""What the front page shows: what facilitators put forward, the levers, and what is new."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from community.comments.latest import Asked, latest_questions
from community.contexts import register_context
from community.models import Member
from community.queries import next_parcours
from community.visibility import reader
from home.models import HomePage
from practices.cards import as_cards
from practices.models import EventReportPage, PracticePage, PracticeRequestPage, TestimonialPage
from practices.queries import lever_counts, newest
from practices.requests.queries import newest_questions

LATEST_SHEETS = 3
LATEST_QUESTIONS = 3
WAITING_QUESTIONS = 3


@dataclass(frozen=True, kw_only=True)
class Featured:
    """A testimonial put forward, and the reason shown beside it."""

    testimonial: TestimonialPage
    reason: str


def register_contexts() -> None:
    """Called from `ready()`."""
    register_context(model=HomePage, context=lambda page, request: front_page(home=page, request=request))


def front_page(*, home: HomePage, request: HttpRequest) -> dict[str, Any]:
    """Everything the front page lists, as this reader may see it."""
    member = reader(request)
    featured = _featured(home, member)
    waiting = newest_questions(member=member, limit=WAITING_QUESTIONS, only_waiting=True)
    return {
        "levers": lever_counts(member=member),
        "story": _of_the_day(featured),
        # One of the two: a phone reads the whole page in a few turns of the thumb.
        "questions": waiting,
        "asked": [] if waiting else _asked(member),
        "sheets": newest(PracticePage, member=member, limit=LATEST_SHEETS),
        "parcours": next_parcours(member=member),
        "report": EventReportPage.objects.visible_to(member).order_by("-date", "-pk").first(),
    }


def _asked(member: Member | None) -> list[Asked]:
    """What is asked below pages, but below questions themselves."""
    return latest_questions(member=member, limit=LATEST_QUESTIONS, but_on=(PracticeRequestPage,))


def _of_the_day(featured: list[Featured]) -> Featured | None:
    """One of those put forward, each in its turn, a day each: none comes before the others."""
    return featured[timezone.localdate().toordinal() % len(featured)] if featured else None


def _featured(home: HomePage, member: Member | None) -> list[Featured]:
    """Those whose last day has not passed and that are still visible, in the order the facilitators chose."""
    choices = [choice for choice in home.featured.all() if choice.is_current]
    visible = TestimonialPage.objects.visible_to(member).filter(pk__in=[choice.testimonial_id for choice in choices])
    cards = {testimonial.pk: testimonial for testimonial in as_cards(visible)}
    return [
        Featured(testimonial=cards[choice.testimonial_id], reason=choice.reason)
        for choice in choices
        if choice.testimonial_id in cards
    ]
