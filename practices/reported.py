"""Sheets and testimonials as things that can be reported: to remove one is to take it off line."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.models import Member
from community.models.visible import VisiblePage
from community.moderation.subjects import Subject, register_subject
from community.visibility import visible_to
from practices.contributions.acts.drafts import take_off_line
from practices.contributions.acts.refusals import NotAllowed
from practices.contributions.queries import authors_of
from practices.models import PracticePage, TestimonialPage
from practices.vocabulary import Format


def register_what_is_reported() -> None:
    """Called from `ready()`."""
    register_subject(_subject(PracticePage, name="fiche", label=_("une fiche pratique"), text=_text_of_sheet))
    register_subject(_subject(TestimonialPage, name="temoignage", label=_("un témoignage"), text=_text_of_testimonial))


def _subject(model: type[VisiblePage], *, name: str, label: Promise, text: Callable[[Any], str]) -> Subject:
    def gather(numbers: Sequence[int]) -> Mapping[int, Any]:
        """What is off line is gone: nothing is left to decide."""
        found: Mapping[int, Any] = model.objects.filter(live=True).in_bulk(list(numbers))
        return found

    return Subject(
        name=name,
        label=label,
        model=model,
        text=text,
        title=lambda page: page.title,
        author=lambda page: page.owner,
        address=lambda page: page.get_absolute_url(),
        is_seen_by=_is_seen_by,
        remove=_remove,
        told=lambda page: authors_of(page=page),
        gather=gather,
    )


def _is_seen_by(page: VisiblePage, member: Member | None) -> bool:
    return visible_to(Page.objects.filter(pk=page.pk), member).exists()


def _remove(page: VisiblePage, by: Member, reason: str) -> None:
    """Its text stays with the team, as a draft; the reason goes by the mail of whoever decides."""
    with suppress(NotAllowed):  # off line already
        take_off_line(page=page, member=by)


def _text_of_sheet(page: PracticePage) -> str:
    told = (page.summary, page.starting_point, *(step.value for step in page.steps), page.user_role)
    return _paragraphs(*told, page.outcomes, page.pitfalls, page.first_step)


def _text_of_testimonial(page: TestimonialPage) -> str:
    account = page.text if page.kind == Format.TEXT else page.transcript
    return _paragraphs(f"{page.speaker_name}, {page.speaker_role}".strip(", "), page.key_quote, account)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part and part.strip())
