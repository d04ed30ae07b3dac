"""A whole site, grown to a number of sheets, with the places where most stands: they are as large at every size.

Per sheet: a tenth of a testimonial, a twentieth of a structure with two people, a comment and a half, a question and
what is said below it (`bench.growing.talk`). What depends on people rather than on the age of a site is the same
everywhere: how much waits for a facilitator, the largest structure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench.growing import entries, people, sheets, talk, texts, tries
from bench.growing.rows import put, put_pages
from bench.growing.sheets import Place
from bench.growing.texts import Draw
from community.models import Member, ParcoursIndexPage, Participation, Session
from practices.contributions.acts import drafts
from practices.models import EventReportIndexPage, PracticePage, PracticeRequestPage, TestimonialPage
from practices.models.levers import ReportLever
from search.indexing.rebuild import rebuild
from search.indexing.upkeep import drain_fully
from search.which_engine import own_targets

SHEETS_OF_THE_LARGEST, SHEETS_OF_THE_ORDINARY = 200, 24
TESTIMONIALS_OF_THE_LARGEST, TESTIMONIALS_OF_THE_ORDINARY = 60, 3
COMMENTS_OF_THE_MOST_DISCUSSED = 120
FEWEST_EDITIONS, FEWEST_REPORTS = 40, 120
"""Lists that would otherwise hold three rows on a small site and a page on a large one: that is no growth."""
WAITING = 20


@dataclass(frozen=True, kw_only=True)
class Grown:
    """What to look at: the largest structure, its pilot, an ordinary one and its own, the most discussed sheet."""

    largest: Place
    ordinary: Place
    discussed: PracticePage
    question: PracticeRequestPage
    """The most answered."""
    testimonial: TestimonialPage
    drafts: Sequence[Any]
    """Of the largest structure, complete, never on line, that nobody reads yet."""


def grow(sheets_wanted: int, /) -> Grown:
    """Add that many sheets, and all that goes with them, to the demonstration of this database."""
    draw = Draw(number=sheets_wanted * 4)
    places = _places(draw, number=max(4, sheets_wanted // 20))
    topics = texts.topics(draw, number=max(4, sheets_wanted // 10))
    put(topics)
    _editions(draw, places, number=max(FEWEST_EDITIONS, sheets_wanted // 200))
    largest, ordinary, others = places[0], places[1], places[1:]
    many = min(SHEETS_OF_THE_LARGEST, sheets_wanted // 2)
    where = [largest] * many + [ordinary] * min(SHEETS_OF_THE_ORDINARY, sheets_wanted // 4)
    where += [draw.one(places[2:]) for _sheet in range(sheets_wanted - len(where))]
    made = sheets.sheets(draw, places=where, topics=topics)
    told = _testimonials(draw, places, made, number=max(8, sheets_wanted // 10))
    _reports(draw, told, number=max(FEWEST_REPORTS, sheets_wanted // 50))
    discussed = _conversations(draw, [place.writer for place in places], made, told, number=sheets_wanted * 3 // 2)
    asked = talk.questions(draw, places=places, number=sheets_wanted)
    talk.matters(draw, about=made, by=largest.writer)
    entries.entries(draw, places=places, by=largest.writer)
    tried_by = [place for place in places if place is not ordinary]  # it is shown the form
    tries.tries(draw, places=tried_by, made=made, discussed=discussed)
    people.restrictions(draw, on=[place.structure for place in others[3::25]] + made[-1::-500])
    ready = _submitted(largest, made)
    _derived()
    return Grown(
        largest=largest,
        ordinary=ordinary,
        discussed=discussed,
        question=asked,
        testimonial=next(page for page in told if page.live and page.kind == "audio"),
        drafts=ready,
    )


def _places(draw: Draw, *, number: int) -> list[Place]:
    """Structures and their people; the first, who is in the largest, is nowhere else."""
    structures = sheets.structures(draw, number=number)
    members = people.members(number=number * people.A_TEAM)
    people.place(people=members, structures=structures)
    people.messages(to=members, number=number * 20)
    return [
        Place(structure=structure, writer=writer)
        for structure, writer in zip(structures, members[:: people.A_TEAM], strict=True)
    ]


def _editions(draw: Draw, places: Sequence[Place], *, number: int) -> None:
    """Parcours of seven sessions and eight structures."""
    pages = [texts.edition(draw) for _each in range(number)]
    children = [
        {
            "sessions": [Session(title=f"Session {rank}", place="Lens") for rank in range(1, 8)],
            "participations": [
                Participation(structure=place.structure) for place in draw.chance.sample(places, min(8, len(places)))
            ],
        }
        for _page in pages
    ]
    put_pages(pages, below=[ParcoursIndexPage.objects.get()] * number, children=children)


def _testimonials(
    draw: Draw, places: Sequence[Place], about: Sequence[PracticePage], *, number: int
) -> list[TestimonialPage]:
    many = min(TESTIMONIALS_OF_THE_LARGEST, number // 2)
    where = [places[0]] * many + [places[1]] * min(TESTIMONIALS_OF_THE_ORDINARY, number // 4)
    where += [draw.one(places[2:]) for _each in range(number - len(where))]
    told = sheets.testimonials(draw, places=where, about=about)
    people.consents(draw, of=told)
    return told


def _reports(draw: Draw, told: Sequence[TestimonialPage], *, number: int) -> None:
    pages = [texts.report(draw) for _each in range(number)]
    children = [{"lever_items": draw.levers(ReportLever), "testimonials": draw.some(told, most=3)} for _page in pages]
    put_pages(pages, below=[EventReportIndexPage.objects.get()] * number, children=children)


def _conversations(
    draw: Draw,
    members: Sequence[Member],
    made: Sequence[PracticePage],
    told: Sequence[TestimonialPage],
    *,
    number: int,
) -> PracticePage:
    """Comments here and there, and many on one sheet, which is returned."""
    discussed: PracticePage = next(page for page in made if page.live)
    both: list[Any] = [*made, *told]
    pages = [page for page in both if page.live and page is not discussed]
    people.conversation(draw, on=[draw.one(pages) for _comment in range(number)], by=members)
    people.conversation(draw, on=[discussed] * min(COMMENTS_OF_THE_MOST_DISCUSSED, number), by=members)
    return discussed


def _submitted(largest: Place, made: Sequence[PracticePage]) -> list[Any]:
    """Hand over some drafts, elsewhere when there are enough; the largest structure's are returned."""
    never_on_line = [page for page in made if page.first_published_at is None and not hasattr(page, "thrown_draft")]
    theirs = [page for page in never_on_line if page.path.startswith(largest.structure.path)]
    for page in [page for page in never_on_line if page not in theirs][:WAITING]:
        drafts.submit(page=PracticePage.objects.get(pk=page.pk), member=Member.objects.get(pk=page.owner_id))
    return theirs


def _derived() -> None:
    """What receivers would have kept in step, and what a database learns of its tables by itself, in time."""
    call_command("rebuild_references_index", verbosity=0)
    for target in own_targets():
        rebuild(target=target)
        drain_fully(target=target)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
