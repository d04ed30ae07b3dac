"""What is tied to a sheet, whoever may see it: words, pictures, pages, who tried it. One question names it all."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import router
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from community.models import Member
from community.written_once import Given, Question, question
from practices.adoptions.on_sheet import Tie
from practices.models import (
    Adoption,
    PracticeAttachment,
    PracticePage,
    PracticePicture,
    SheetFromAnswer,
    TestimonialPage,
)
from practices.models.levers import LeverName
from practices.pictures import Described

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
    """Whether documents are joined to it."""


def ties_of(pk: int | None, member: Member | None) -> Ties:
    """What this sheet is tied to; one that was never saved, to nothing."""
    if pk is None:
        return Ties()
    rows = _ties(router.db_for_read(PracticePage)).rows(sheet=pk, reader=member.pk if member else NOBODY)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for kind, of, code, name, place in rows:
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
    own = Adoption.objects.standing().filter(sheet=sheet, structure__memberships__member=reader)
    levels = PracticePage.levels.through.objects.filter(practicepage=sheet)
    topics = PracticePage.topics.through.objects.filter(content_object=sheet)
    ties: list[QuerySet[Any]] = [
        *(_tie("lever", rows, of="content_object_id", code=SLUG_AND_SIGN, name="tag__name") for rows in levers),
        _tie("level", levels, of="practicepage_id", code="involvementlevel__code", name="involvementlevel__name"),
        _tie("topic", topics, of="content_object_id", code="tag__slug", name="tag__name"),
        *(_pictures_tied(rows) for rows in (PICTURES.filter(sheet=sheet), PICTURES.filter(sheet__inspired_by=sheet))),
        _tie("question", SheetFromAnswer.objects.filter(sheet=sheet, question__isnull=False), of="question_id"),
        _tie("inspiration", PracticePage.objects.filter(inspired_by=sheet), of="pk"),
        _tie("tried", said.filter(sheet=sheet), of="structure_id", code=OWN_SHEET),
        _tie("own", own, of="structure_id"),
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
