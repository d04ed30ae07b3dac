"""The pages of a grown site: where each stands, what it names, and what hangs below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any, TypeVar

from django.db import transaction
from wagtail.models import Page

from bench.growing.rows import AT_ONCE, put, put_pages
from bench.growing.texts import STATES, Draw, State, sheet, structure, testimonial
from community.models import Member, ParcoursPage, SiteMedia, StructureIndexPage, StructurePage
from community.vocabulary import Department
from practices.models import PracticePage, TestimonialPage, ThrownDraft, Topic, TranscriptPassage
from practices.models.levers import PracticeLever, PracticeTopic, TestimonialLever
from practices.vocabulary import Format

T = TypeVar("T")
OF_ONE_DEPARTMENT = 24
"""Structures of the same department, the first: the list narrowed to it has its page full at every size."""
WHERE_SHEETS_COME_FROM = 5
"""Editions, the first: what came out of each fills its pages."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A structure, and who writes there."""

    structure: StructurePage
    writer: Member


def structures(draw: Draw, *, number: int) -> list[StructurePage]:
    """Cards below the list of structures."""
    index = StructureIndexPage.objects.get()
    near = [{"department": Department.NORD}] * OF_ONE_DEPARTMENT + [{}] * number
    pages = [structure(draw, **near[place]) for place in range(number)]
    put_pages(pages, below=[index] * number, children=[{"target_levels": draw.levels()} for _page in pages])
    return pages


def sheets(draw: Draw, *, places: Sequence[Place], topics: Sequence[Topic]) -> list[PracticePage]:
    """One sheet for each place named."""
    editions, known = (
        list(ParcoursPage.objects.order_by("pk")[:WHERE_SHEETS_COME_FROM]),
        list(PracticePage.objects.live()),
    )
    made: list[Any] = []
    for part in _parts(list(zip(places, _states(), strict=False))):
        pages = [
            sheet(
                draw,
                state=state,
                owner=place.writer,
                parcours=draw.one(editions) if draw.is_so(1 / 3) else None,
                inspired_by=draw.one(known) if known and draw.is_so(0.05) else None,
            )
            for place, state in part
        ]
        children = [
            {
                "lever_items": draw.levers(PracticeLever),
                "topic_items": [PracticeTopic(tag=topic) for topic in draw.some(topics, most=2)],
                "levels": draw.levels(),
            }
            for _page in pages
        ]
        _write(pages, part, children)
        made += pages
        known += pages
    return made


def testimonials(draw: Draw, *, places: Sequence[Place], about: Sequence[PracticePage]) -> list[TestimonialPage]:
    """One testimonial for each place named, that names a sheet or two."""
    made: list[Any] = []
    for part in _parts(list(zip(places, _states(), strict=False))):
        pages = [testimonial(draw, state=state, owner=place.writer) for place, state in part]
        _record(pages)
        children = [
            {
                "lever_items": draw.levers(TestimonialLever),
                "levels": draw.levels(),
                "sheets": draw.some(about, most=2),
            }
            for _page in pages
        ]
        _write(pages, part, children)
        put([passage for page in pages if page.kind == Format.AUDIO for passage in _passages(page)])
        made += pages
    return made


@transaction.atomic
def _write(pages: list[Any], part: list[tuple[Place, State]], children: list[dict[str, list[Any]]]) -> None:
    put_pages(pages, below=[place.structure for place, _state in part], children=children)
    put(
        [
            ThrownDraft(page=Page(pk=page.pk), thrown_by=place.writer)
            for page, (place, state) in zip(pages, part, strict=True)
            if state.is_thrown
        ]
    )


def _record(pages: Sequence[TestimonialPage]) -> None:
    """A sound each for those that are spoken: a row without its file."""
    spoken = [page for page in pages if page.kind == Format.AUDIO]
    sounds = [
        SiteMedia(title=page.title, type="audio", duration=600, file=f"media/{page.slug}.mp3", collection_id=1)
        for page in spoken
    ]
    put(sounds)
    for page, sound in zip(spoken, sounds, strict=True):
        page.media = sound


def _passages(page: TestimonialPage) -> Iterator[TranscriptPassage]:
    """What is said in twenty-five seconds each."""
    for number, start in enumerate(range(0, len(page.transcript), 300)):
        text = page.transcript[start : start + 300]
        yield TranscriptPassage(testimonial=page, number=number, start=25 * number, end=25 * number + 24, text=text)


def _states() -> Iterator[State]:
    return cycle(STATES)


def _parts(whole: Sequence[T]) -> Iterator[list[T]]:
    remaining = iter(whole)
    while part := list(islice(remaining, AT_ONCE)):
        yield part
