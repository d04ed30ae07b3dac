"""The facts of a page in the words of schema.org (JSON-LD): those that the page itself shows, and no other name."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from community.models import ParcoursPage, StructurePage
from community.templatetags.network_tags import pages_above
from home.found.addresses import absolute, address_of, picture_of_page, sign_of_the_site
from home.models import HomePage
from practices.models import EventReportPage, PracticePage, PracticeRequestPage, TestimonialPage
from practices.vocabulary import Format, Licence

Facts = dict[str, Any]

LICENCES = {
    Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    Licence.BY: "https://creativecommons.org/licenses/by/4.0/deed.fr",
}
IN_A_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def structured(*, page: Page, context: Mapping[str, Any]) -> SafeString:
    """The content of the script element of a page: what it is, and the way to it. `context` is its template's."""
    maker = _makers.get(type(page))
    graph = [*([_bare({"@id": address_of(page), **maker(page, context)})] if maker else []), *_way_to(page)]
    return written({"@context": "https://schema.org", "@graph": graph}) if graph else SafeString("")


def written(facts: Facts) -> SafeString:
    """As JSON that no text, whatever it holds, can lead out of its element."""
    return mark_safe(json.dumps(facts, ensure_ascii=False, default=_said).translate(IN_A_SCRIPT))


def way(steps: Iterable[tuple[str, str]]) -> Facts:
    """A trail from the front page: titles and addresses."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _way_to(page: Page) -> list[Facts]:
    if isinstance(page, HomePage):
        return []
    above = [(each.title, address_of(each)) for each in pages_above(page)]
    return [way([("Faire avec", absolute("/")), *above, (page.title, address_of(page))])]


def _front_page(page: HomePage, context: Mapping[str, Any]) -> Facts:
    network = context["site_settings"]().network_name if "site_settings" in context else ""
    return {
        "@type": "WebSite",
        "name": "Faire avec",
        "url": absolute("/"),
        "description": page.introduction,
        "inLanguage": "fr",
        "publisher": {"@type": "Organization", "name": network, "logo": sign_of_the_site()} if network else "",
    }


def _sheet(page: PracticePage, context: Mapping[str, Any]) -> Facts:
    texts = [str(step.value) for step in page.steps]
    return {
        "@type": ["Article", "HowTo"],
        "headline": page.title,
        "name": page.title,
        "description": page.summary,
        **_of_a_text(page, context),
        "license": LICENCES.get(Licence(page.licence), "") if page.licence in Licence.values else "",
        "step": [
            {"@type": "HowToStep", "position": number, "text": text} for number, text in enumerate(texts, start=1)
        ],
    }


def _testimonial(page: TestimonialPage, context: Mapping[str, Any]) -> Facts:
    speaker = {"@type": "Person", "name": page.speaker_name} if page.speaker_name else ""
    recording = page.media if page.kind in (Format.VIDEO, Format.AUDIO) else None
    facts = {"name": page.title, "description": page.key_quote, **_of_a_text(page, context), "creator": speaker}
    if recording is None:
        return {"@type": "Article", "headline": page.title, **facts, "articleBody": page.text}
    return {
        "@type": "VideoObject" if page.kind == Format.VIDEO else "AudioObject",
        **facts,
        "uploadDate": page.first_published_at,
        "thumbnailUrl": picture_of_page(page),
        "contentUrl": absolute(recording.url),
        "duration": f"PT{round(recording.duration)}S" if recording.duration else "",
        "transcript": page.transcript,
    }


def _question(page: PracticeRequestPage, context: Mapping[str, Any]) -> Facts:
    """The question alone: answers are what people said to each other."""
    asked = {"@type": "Question", "name": page.title, "text": page.tried, "dateCreated": page.asked_at}
    return {"@type": "WebPage", "name": page.title, **_of_a_text(page, context), "mainEntity": asked}


def _of_a_text(page: Page, context: Mapping[str, Any]) -> Facts:
    """Whose it is, since when, about what."""
    structure = context.get("structure")
    return {
        "url": address_of(page),
        "image": picture_of_page(page),
        "inLanguage": "fr",
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "author": _organisation(structure) if isinstance(structure, StructurePage) else "",
        "keywords": [lever.name for lever in getattr(page, "shown_levers", ())],
    }


def _organisation(structure: StructurePage) -> Facts:
    return {"@type": "Organization", "name": structure.title, "url": address_of(structure)}


def _structure(page: StructurePage, _context: Mapping[str, Any]) -> Facts:
    address = {
        "@type": "PostalAddress",
        "addressLocality": page.commune,
        "addressRegion": str(page.get_department_display()),
        "addressCountry": "FR",
    }
    return {
        **_organisation(page),
        "description": page.tagline,
        "image": picture_of_page(page),
        "address": _bare(address) if page.commune or page.department else "",
        "sameAs": page.website,
    }


def _parcours(page: ParcoursPage, context: Mapping[str, Any]) -> Facts:
    return {
        "@type": "EventSeries",
        "name": page.title,
        "description": page.theme or page.presentation[:300],
        "url": address_of(page),
        "image": picture_of_page(page),
        "startDate": page.starts_on,
        "endDate": page.ends_on,
        "location": _place(page.territory),
        "subEvent": [
            _bare(
                {
                    "@type": "Event",
                    "name": session.title,
                    "startDate": session.date,
                    "description": session.goal,
                    "location": _place(session.place or page.territory),
                }
            )
            for session in page.sessions.get_object_list()  # which its page lists: read once for both
            if session.date
        ],
    }


def _report(page: EventReportPage, _context: Mapping[str, Any]) -> Facts:
    return {
        "@type": "Event",
        "name": page.title,
        "description": page.question,
        "url": address_of(page),
        "image": picture_of_page(page),
        "startDate": page.date,
        "location": _place(page.place),
    }


def _place(name: str) -> Facts | str:
    return {"@type": "Place", "name": name} if name else ""


def _bare(facts: Facts) -> Facts:
    """Without what is not known."""
    return {name: value for name, value in facts.items() if value or value == 0}


def _said(value: Any) -> str:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else _day_or_text(value)


def _day_or_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_makers: dict[type[Page], Callable[[Any, Mapping[str, Any]], Facts]] = {
    HomePage: _front_page,
    PracticePage: _sheet,
    TestimonialPage: _testimonial,
    PracticeRequestPage: _question,
    StructurePage: _structure,
    ParcoursPage: _parcours,
    EventReportPage: _report,
}
