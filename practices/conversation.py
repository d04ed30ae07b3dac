"""What practices give to the conversation: which pages are joined to comments, and which of their words are quoted."""

from typing import Any

from community.comments.attaching import register_attachable
from community.comments.quoting import register_quotable
from practices.models import EventReportPage, PracticePage, TestimonialPage
from practices.moments import Moment
from practices.monologue import only_speaker, without_name
from practices.vocabulary import Format


def register_conversations() -> None:
    """Called from `ready()`."""
    register_attachable(PracticePage, EventReportPage)
    register_attachable(TestimonialPage, moment=Moment, is_recorded=lambda page: bool(page.media_id))
    register_quotable(PracticePage, words_of_sheet)
    register_quotable(TestimonialPage, words_of_testimonial)
    register_quotable(EventReportPage, words_of_report)


def words_of_sheet(page: PracticePage) -> str:
    """What a sheet tells, in the order of its page."""
    steps = [str(step.value) for step in page.steps]
    parts = (page.summary, page.people_needed, page.first_step, *steps, page.pitfalls, page.starting_point)
    return _text(*parts, page.user_role, page.outcomes)


def words_of_testimonial(page: TestimonialPage) -> str:
    """What is written or said there; without the names before each paragraph too, as one person's page shows them."""
    said = page.text if page.kind == Format.TEXT else page.transcript
    alone = only_speaker(transcript=said, speaker=page.speaker_name)
    captions = "" if page.kind == Format.TEXT else " ".join(passage.text for passage in page.passages.all())
    parts = (page.speaker_name, page.speaker_role, page.key_quote, said, captions, page.discussion_prompt)
    return _text(*parts, without_name(said, alone) if alone else "")


def words_of_report(page: EventReportPage) -> str:
    """What a report tells of a meeting."""
    quotes = [str(quote.value) for quote in page.quotes]
    return _text(page.question, page.body, *quotes, page.motto, page.next_steps, page.place, page.profiles)


def _text(*parts: Any) -> str:
    return "\n".join(str(part) for part in parts if part)
