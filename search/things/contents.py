"""What each kind of thing says: its words, the keywords that count more, the values of its filters."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import ParcoursPage, PeerComment, StructurePage
from community.visibility import is_restricted
from practices.models import (
    EventReportPage,
    GlossaryTerm,
    PracticePage,
    PracticeRequestPage,
    TestimonialPage,
    TranscriptPassage,
)
from practices.passages import says_all
from practices.vocabulary import Format
from search.things.registry import Content, TextPart


def sheet_text(page: PracticePage) -> str:
    return _text(
        page.summary,
        page.starting_point,
        *(step.value for step in page.steps),
        page.user_role,
        page.outcomes,
        page.pitfalls,
        page.first_step,
        page.people_needed,
        page.audience,
        page.user_term,
    )


def sheet(page: PracticePage, structure: StructurePage | None) -> Content:
    """Levers, levels, free words, tools to take away, and the structure's own words."""
    return Content(
        keywords=_words(
            *_names(page), *page.topics.all(), *page.attachments.all(), page.get_sector_display(), *_about(structure)
        ),
        facets={
            **_facets(page, structure),
            "sector": _values(page.sector or (structure.sector if structure else "")),
            "time": _values(page.time_band),
            "cost": _values(page.cost_band),
        },
    )


def testimonial_text(page: TestimonialPage) -> str:
    """All that its page shows: what is written, the transcript, and the captions where their words differ."""
    passages = _passages(page)
    captions = () if says_all(passages=passages, transcript=page.transcript) else (each.text for each in passages)
    return _text(page.key_quote, _account(page), *captions, *_beside(page))


def testimonial_parts(page: TestimonialPage) -> list[TextPart]:
    """Its passages, each with its moment, then what is written: on a tie the passage wins, and its moment is shown."""
    passages = _passages(page)
    said = [TextPart(passage.text, passage.moment) for passage in passages]
    account = "" if said and says_all(passages=passages, transcript=page.transcript) else _account(page)
    return [*said, TextPart(_text(page.key_quote, account, *_beside(page)))]


def _account(page: TestimonialPage) -> str:
    """The one field that the page shows, text or transcript: a film made a written account keeps its transcript."""
    return str(page.text if page.kind == Format.TEXT else page.transcript)


def _passages(page: TestimonialPage) -> list[TranscriptPassage]:
    return [] if page.kind == Format.TEXT else list(page.passages.all())


def _beside(page: TestimonialPage) -> tuple[str, ...]:
    return page.discussion_prompt, page.speaker_name, page.speaker_role


def testimonial(page: TestimonialPage, structure: StructurePage | None) -> Content:
    """Levers and levels, its format, and the structure's own words."""
    return Content(
        keywords=_words(*_names(page), _("témoignage"), page.get_kind_display(), *_about(structure)),
        facets=_facets(page, structure),
    )


def question_text(page: PracticeRequestPage) -> str:
    """What was tried, and what is looked for; the question itself is its title."""
    return _text(page.tried, _said(_("Cherche : %(field)s"), page.get_looked_for_display()))


def question(page: PracticeRequestPage, _above: StructurePage | None) -> Content:
    """Its levers, and where it is asked from; never who asks."""
    asks = page.structure if page.structure and _is_for_everybody(page.structure) else None
    levers = list(page.levers.all())
    return Content(
        keywords=_words(*levers, _("question"), _("entraide")),
        facets={
            "lever": tuple(lever.slug for lever in levers),
            "sector": _values(asks.sector if asks else ""),
            "territory": _values(asks.department if asks else ""),
            "year": _years(page.asked_at),
        },
    )


def _is_for_everybody(structure: StructurePage) -> bool:
    """What everybody counts must tell nothing of a structure that is off line, or kept for some."""
    return structure.live and not is_restricted(page=structure)


def structure_text(page: StructurePage) -> str:
    return _text(page.tagline, page.presentation, page.offers, page.needs, page.place, page.user_term)


def structure_parts(page: StructurePage) -> list[TextPart]:
    """What it tells, then its short fields, each said as a sentence after the one that presents it."""
    short = (
        _said(_("Peut aider sur : %(field)s"), page.offers),
        _said(_("Cherche : %(field)s"), page.needs),
        page.place,
        _said(_("Son mot pour « usagers » : %(field)s"), page.user_term),
    )
    return [TextPart(_text(page.tagline, page.presentation)), *_short(short, lead=page.tagline)]


def structure(page: StructurePage, _itself: StructurePage | None) -> Content:
    """What it is, and where."""
    levels = list(page.target_levels.all())
    return Content(
        keywords=_words(*_about(page), page.get_area_type_display(), *levels),
        facets={
            "level": tuple(level.code for level in levels),
            "sector": _values(page.sector),
            "territory": _values(page.department),
            "parcours": tuple(place.parcours.slug for place in page.participations.all()),
        },
    )


def parcours_text(page: ParcoursPage) -> str:
    return _text(page.theme, page.presentation, page.territory, page.eligibility, *_sessions(page), page.partners)


def parcours_parts(page: ParcoursPage) -> list[TextPart]:
    """What it tells, then its sessions and its short fields, each after its theme."""
    short = (*_sessions(page), page.territory, _said(_("Avec : %(field)s"), page.partners))
    return [TextPart(_text(page.theme, page.presentation, page.eligibility)), *_short(short, lead=page.theme)]


def _sessions(page: ParcoursPage) -> list[str]:
    return [_text(session.title, session.goal, session.expected_output) for session in page.sessions.all()]


def parcours(page: ParcoursPage, _structure: StructurePage | None) -> Content:
    """Where and when it takes place."""
    return Content(
        keywords=_words(page.territory, page.theme, _("parcours")),
        facets={"parcours": (page.slug,), "year": _years(page.starts_on, page.ends_on)},
    )


def report_text(page: EventReportPage) -> str:
    quotes = [quote.value for quote in page.quotes]
    return _text(page.question, page.body, *quotes, page.motto, page.next_steps, page.place, page.profiles)


def report_date(page: EventReportPage) -> datetime | None:
    """The day of the meeting, not the day of the writing."""
    return timezone.make_aware(datetime.combine(page.date, time(12))) if page.date else page.first_published_at


def report(page: EventReportPage, _structure: StructurePage | None) -> Content:
    """Its levers, its parcours, and the question of the day."""
    levers = list(page.levers.all())
    return Content(
        keywords=_words(*levers, _("compte rendu"), page.question),
        facets={
            "lever": tuple(lever.slug for lever in levers),
            "parcours": _values(page.parcours.slug if page.parcours else ""),
            "year": _years(page.date),
        },
    )


def term_text(row: GlossaryTerm) -> str:
    return _text(row.definition, row.source)


def term(row: GlossaryTerm, _structure: StructurePage | None) -> Content:
    """The other ways to say it."""
    return Content(keywords=_words(*row.synonyms.split(","), _("glossaire"), _("définition")))


def comment_text(row: PeerComment) -> str:
    return str(row.comment)


def _facets(page: PracticePage | TestimonialPage, structure: StructurePage | None) -> dict[str, tuple[str, ...]]:
    """What sheets and testimonials share."""
    return {
        "lever": tuple(lever.slug for lever in page.levers.all()),
        "level": tuple(level.code for level in page.levels.all()),
        "sector": _values(structure.sector if structure else ""),
        "territory": _values(structure.department if structure else ""),
        "parcours": _values(page.parcours.slug if page.parcours else ""),
        "year": _years(page.first_published_at),
    }


def _names(page: PracticePage | TestimonialPage) -> list[Any]:
    return [*page.levers.all(), *page.levels.all()]


def _about(structure: StructurePage | None) -> list[str]:
    """The words by which a structure is looked for."""
    if structure is None:
        return []
    return [structure.title, structure.get_legal_form_display(), structure.get_sector_display(), structure.commune]


def _said(sentence: str, field: str) -> str:
    return sentence % {"field": field} if field else ""


def _short(fields: Iterable[str], *, lead: str) -> list[TextPart]:
    return [TextPart(field, lead=lead) for field in fields if field]


def _text(*parts: Any) -> str:
    """Fields with a blank line between them, which extracts show as « · » where no sentence ends."""
    return "\n\n".join(stripped for part in parts if (stripped := str(part or "").strip()))


def _words(*parts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for part in parts if (stripped := str(part or "").strip())))


def _values(*values: str) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _years(*days: date | datetime | None) -> tuple[str, ...]:
    known = [timezone.localtime(day).date() if isinstance(day, datetime) else day for day in days if day]
    return tuple(sorted({str(day.year) for day in known}))
