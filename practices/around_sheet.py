"""What a sheet is linked to: its words, its structure, its parcours, its lineage, who tried it, who speaks of it.

Everything that is tied to it is named by one question; who may see what is asked once, of all the pages named.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from django.core.paginator import Page as PageOfCards
from django.db import router
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import HttpRequest
from wagtail.models import Page

from community.models import Member, StructurePage
from community.paging import page_asked, page_of
from community.queries import name_structures
from community.seen_pages import SeenPages
from community.visibility import reader
from community.written_once import Given, Question, question
from practices.adoptions.lineage import Near, lineage_around
from practices.adoptions.on_sheet import Tie, said_by_own, tried_here
from practices.cards import on_cards
from practices.models import (
    Adoption,
    PracticeAttachment,
    PracticePage,
    PracticePicture,
    SheetFromAnswer,
    TestimonialPage,
)
from practices.models.levers import LeverName
from practices.pictures import Described, hand_out

PICTURES = PracticePicture.objects
OF_SHEETS, OF_TESTIMONIALS = PracticePage.levers.through.objects, TestimonialPage.levers.through.objects

SLUG_AND_SIGN = Concat("tag__slug", Value(" "), "tag__sign", output_field=CharField())

NOBODY = 0
"""The key of no account: the public is in no team."""

OWN_SHEET, SPEAKER = Cast(Coalesce("own_sheet", 0), CharField()), Cast("structure", CharField())


@dataclass(frozen=True, kw_only=True)
class Word:
    """A level or a keyword of the sheet."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What is tied to a sheet, whoever may see it."""

    levels: list[Word] = field(default_factory=list)
    topics: list[Word] = field(default_factory=list)
    levers: dict[int, list[LeverName]] = field(default_factory=dict)
    """Those of the sheet and of the pages below."""
    inspirations: list[int] = field(default_factory=list)
    testimonials: list[int] = field(default_factory=list)
    pictures: dict[int, list[Described]] = field(default_factory=dict)
    """Those of the sheet and of those it inspired, in their order."""
    tried: list[Tie] = field(default_factory=list)
    """What structures say of trying it."""
    taken_from: list[tuple[int, int]] = field(default_factory=list)
    """Sheets that it comes from, each with the structure that says so."""
    question: int | None = None
    """The question to the network that it was an answer to."""
    own: list[int] = field(default_factory=list)
    """What the reader's own structures say of trying it, on line or not."""
    has_tools: bool = False


def around_sheet(*, sheet: PracticePage, request: HttpRequest) -> dict[str, Any]:
    """All that the page of a sheet shows beside its own text, as this reader may see it.

    `?inspirations=`, `?temoignages=` and `?essais=` turn the pages of the last three.
    """
    member = reader(request)
    ties = _ties_of(sheet.pk, member)
    named = [pk for pk in (sheet.parcours_id, sheet.inspired_by_id, ties.question) if pk]
    tied = [pk for tie in ties.tried for pk in (tie.structure, tie.own_sheet) if pk]
    tied += [pk for pair in ties.taken_from for pk in pair]
    visible = SeenPages([*named, *ties.inspirations, *ties.testimonials, *tied], member)
    turned = partial(page_asked, request=request)
    inspirations = _cards(PracticePage.objects, ties.inspirations, visible, ties, turned(name="inspirations"))
    testimonials = _cards(TestimonialPage.objects, ties.testimonials, visible, ties, turned(name="temoignages"))
    name_structures(pages=[sheet, *inspirations, *testimonials])
    pictures = hand_out(
        pages=[*inspirations, *testimonials],
        heads={pk: rows[0][0] for pk, rows in ties.pictures.items()},
        page_of=ties.pictures.get(sheet.pk, []) if sheet.is_as_stored else _pictures_of_a_version(sheet),
    )
    if sheet.is_as_stored:
        sheet.levers_in_hand = ties.levers.get(sheet.pk, [])
    return {
        "structure": sheet.get_parent(),
        "parcours": visible.get(sheet.parcours_id),
        "inspired_by": visible.get(sheet.inspired_by_id),
        "question": visible.get(ties.question or 0),
        "inspirations": inspirations,
        "testimonials": testimonials,
        **_who_tried(sheet, ties, visible, request, known=_structures([sheet, *inspirations, *testimonials])),
        "pictures": pictures,
        "attachments": _tools(sheet) if ties.has_tools or not sheet.is_as_stored else [],
        "levels": ties.levels if sheet.is_as_stored else list(sheet.levels.all()),
        "topics": ties.topics if sheet.is_as_stored else list(sheet.topics.all()),
    }


def _structures(pages: Iterable[Page]) -> list[StructurePage]:
    """Those that `name_structures` gave."""
    return [parent for page in pages if isinstance(parent := page.get_parent(), StructurePage)]


def _who_tried(
    sheet: PracticePage,
    ties: Ties,
    visible: Mapping[int, Page],
    request: HttpRequest,
    *,
    known: Iterable[StructurePage],
) -> dict[str, Any]:
    """What structures say of it, and where it comes from and leads; nothing beside a draft."""
    if not (sheet.live and sheet.is_as_stored):
        return {"tried": None, "own_tries": [], "lineage": None}
    near = Near(
        inspired_by=sheet.inspired_by_id, inspired=ties.inspirations, taken_from=ties.taken_from, tried=ties.tried
    )
    return {
        "tried": tried_here(sheet=sheet, ties=ties.tried, visible=visible, request=request),
        "own_tries": said_by_own(ties.own),
        "lineage": lineage_around(sheet=sheet, near=near, visible=visible, member=reader(request), known=known),
    }


def _tools(sheet: PracticePage) -> list[Any]:
    """The documents to take away, of the row or of a version."""
    return list(sheet.attachments.select_related("document"))


def _pictures_of_a_version(sheet: PracticePage) -> list[Described]:
    """A draft shows its team those that still lack an agreement."""
    return [(row.image_id, row.alt) for row in sheet.pictures.all()]


def _cards(manager: Any, pks: Iterable[int], visible: Mapping[int, Page], ties: Ties, number: int) -> PageOfCards:
    shown = [pk for pk in pks if pk in visible]
    rows = on_cards(manager.filter(pk__in=shown)).order_by("-first_published_at", "-pk") if shown else []
    page = page_of(rows, number=number)
    for card in page.object_list:
        card.levers_in_hand = ties.levers.get(card.pk, [])
    return page


def _ties_of(pk: int | None, member: Member | None) -> Ties:
    """A sheet that was never saved is tied to nothing."""
    if pk is None:
        return Ties()
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for kind, of, code, name, place in _ties(router.db_for_read(PracticePage)).rows(
        sheet=pk, reader=member.pk if member else NOBODY
    ):
        found[kind].append((place, of, code, name))
    levers: defaultdict[int, list[LeverName]] = defaultdict(list)
    for _place, of, slug_and_sign, name in sorted(found["lever"]):
        slug, _, sign = slug_and_sign.partition(" ")
        levers[of].append(LeverName(name=name, slug=slug, sign=sign))
    pictures: defaultdict[int, list[Described]] = defaultdict(list)
    for _place, of, image, alt in sorted(found["picture"]):
        pictures[of].append((int(image), alt))
    return Ties(
        levels=[Word(code=code, name=name) for _, _, code, name in sorted(found["level"])],
        topics=[Word(code=code, name=name) for _, _, code, name in sorted(found["topic"])],
        levers=levers,
        inspirations=[of for _, of, _, _ in found["inspiration"]],
        question=next((of for _, of, _, _ in found["question"]), None),
        testimonials=[of for _, of, _, _ in found["testimonial"]],
        pictures=pictures,
        tried=[Tie(pk=place, structure=of, own_sheet=int(code or 0)) for place, of, code, _ in sorted(found["tried"])],
        taken_from=[(of, int(code)) for _, of, code, _ in sorted(found["taken"])],
        own=sorted(place for place, _of, _code, _name in found["own"]),
        has_tools=bool(found["tool"]),
    )


@lru_cache(maxsize=4)
def _ties(using: str) -> Question:
    """The question, for any sheet and whoever reads it: it names none."""
    sheet, reader = Given("sheet"), Given("reader")
    levers = (
        # Not one condition with « or », for which each lever of each sheet would be read.
        OF_SHEETS.filter(content_object=sheet),
        OF_SHEETS.filter(content_object__inspired_by=sheet),
        OF_TESTIMONIALS.filter(content_object__sheets=sheet),
    )
    said = Adoption.objects.shown()
    ties: list[QuerySet[Any]] = [
        *(_tie("lever", rows, of="content_object_id", code=SLUG_AND_SIGN, name="tag__name") for rows in levers),
        _tie(
            "level",
            PracticePage.levels.through.objects.filter(practicepage=sheet),
            of="practicepage_id",
            code="involvementlevel__code",
            name="involvementlevel__name",
        ),
        _tie(
            "topic",
            PracticePage.topics.through.objects.filter(content_object=sheet),
            of="content_object_id",
            code="tag__slug",
            name="tag__name",
        ),
        *(_pictures_tied(rows) for rows in (PICTURES.filter(sheet=sheet), PICTURES.filter(sheet__inspired_by=sheet))),
        _tie("question", SheetFromAnswer.objects.filter(sheet=sheet, question__isnull=False), of="question_id"),
        _tie("inspiration", PracticePage.objects.filter(inspired_by=sheet), of="pk"),
        _tie("tried", said.filter(sheet=sheet), of="structure_id", code=OWN_SHEET),
        _tie(
            "own",
            Adoption.objects.standing().filter(sheet=sheet, structure__memberships__member=reader),
            of="structure_id",
        ),
        _tie("tool", PracticeAttachment.objects.filter(sheet=sheet), of="document_id"),
        _tie("taken", said.filter(own_sheet=sheet), of="sheet_id", code=SPEAKER),
        _tie("testimonial", TestimonialPage.sheets.through.objects.filter(practicepage=sheet), of="testimonialpage_id"),
    ]
    first, *others = ties
    return question(first.using(using).union(*(other.using(using) for other in others), all=True))


def _pictures_tied(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Photographs that may be shown, each of its sheet, by its own key."""
    keyed = rows.alias(key=Cast("image", CharField()), place=Coalesce("sort_order", 0))
    return _tie("picture", keyed.filter(agreement=True), of="sheet_id", code="key", name="alt", place="place")


def _tie(
    kind: str, rows: QuerySet[Any], *, of: str, code: Any = "", name: str = "", place: str = "pk"
) -> QuerySet[Any]:
    """One kind of tie: what, of which page, its code and its name, and where it comes among the others."""

    def text(column: Any) -> Any:
        column = column or Value("", output_field=CharField())
        return F(column) if isinstance(column, str) else column

    return rows.order_by().values_list(Value(kind, output_field=CharField()), F(of), text(code), text(name), F(place))
