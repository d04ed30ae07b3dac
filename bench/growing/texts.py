"""What the pages of a grown site say and choose: drawn from the benches' corpus, the same each time."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from django.utils import timezone

from bench.corpus import Corpus
from community.models import InvolvementLevel, Member, ParcoursPage, StructurePage
from community.vocabulary import AreaType, Department, Sector
from practices.models import EventReportPage, Lever, PracticePage, PracticeRequestPage, TestimonialPage, Topic
from practices.models.requests import LookedFor
from practices.vocabulary import CostBand, Format, TimeBand

SEED = 20_261_126
A_YEAR = timedelta(days=365)
T = TypeVar("T")


@dataclass
class Draw:
    """Chance, and what it draws from."""

    number: int
    """Texts that will be asked for, about."""
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self._texts = Corpus().documents(self.number)
        self._levers, self._levels = list(Lever.objects.in_use()), list(InvolvementLevel.objects.all())

    def text(self) -> tuple[str, str]:
        """A title and fourteen hundred characters, or two hundred and fifty."""
        try:
            document = next(self._texts)
        except StopIteration:
            self._texts = Corpus().documents(self.number)
            document = next(self._texts)
        return f"{document.title[:100]} {next(self._numbers)}", document.text

    def one(self, among: Sequence[T]) -> T:
        return self.chance.choice(among)

    def some(self, among: Sequence[T], *, most: int) -> list[T]:
        """One to `most` of them, each once."""
        return self.chance.sample(among, min(len(among), self.chance.randint(1, most)))

    def is_so(self, share: float) -> bool:
        return self.chance.random() < share

    def moment(self) -> datetime:
        """Within six years."""
        return timezone.now() - timedelta(minutes=self.chance.randrange(60, 3_000_000))

    def levers(self, through: type[Any]) -> list[Any]:
        return [through(tag=lever) for lever in self.some(self._levers, most=2)]

    def levels(self) -> list[InvolvementLevel]:
        return self.some(self._levels, most=2)


def structure(draw: Draw, **fields: Any) -> StructurePage:
    """A card, complete; one in twenty-five is not on line."""
    title, text = draw.text()
    number = title.rpartition(" ")[2]
    return StructurePage(
        title=f"Structure {title}",
        slug=f"structure-{number}",
        tagline=text[:150],
        presentation=text[:600],
        sector=draw.one(Sector.values),
        commune=draw.one(("Lens", "Roubaix", "Amiens", "Laon", "Creil")),
        area_type=draw.one(AreaType.values),
        contact_optin=True,
        levels_as_of=date(2026, 1, 1),
        **{"department": draw.one(Department.values), **fields},
        **_published(draw, is_live=int(number) % 25 != 7),
    )


def sheet(draw: Draw, *, state: "State", owner: Member, **fields: Any) -> PracticePage:
    """A sheet that lacks nothing, in one of the states of a page."""
    title, text = draw.text()
    parts = [text[start : start + 250] for start in range(0, 1250, 250)]
    page = PracticePage(
        title=title,
        slug=f"fiche-{title.rpartition(' ')[2]}",
        owner=owner,
        summary=text[:190],
        starting_point=parts[0] or title,
        user_role=parts[1],
        outcomes=parts[2],
        pitfalls=parts[3] or title,
        first_step=parts[4],
        time_band=draw.one(TimeBand.values),
        cost_band=draw.one(CostBand.values),
        sector=draw.one(Sector.values),
        territory=draw.one(AreaType.values),
        last_verified_on=date(2026, 1, 1),
        **_published(draw, **state.facts),
        **fields,
    )
    page.steps = [("step", part or title) for part in parts[:3]]
    return page


def testimonial(draw: Draw, *, state: "State", owner: Member, **fields: Any) -> TestimonialPage:
    """Two in three are written, the others spoken; the recording comes after (its row must exist first)."""
    title, text = draw.text()
    kind = Format.AUDIO if draw.is_so(1 / 3) else Format.TEXT
    return TestimonialPage(
        title=title,
        slug=f"temoignage-{title.rpartition(' ')[2]}",
        owner=owner,
        speaker_name=draw.one(("Nadia", "Paul", "Awa", "Lou")),
        speaker_role="usagère",
        kind=kind,
        text=text if kind == Format.TEXT else "",
        transcript="" if kind == Format.TEXT else text,
        key_quote=text[:200],
        **_published(draw, **state.facts),
        **fields,
    )


def edition(draw: Draw) -> ParcoursPage:
    """A parcours of the last years."""
    title, text = draw.text()
    starts_on = draw.moment().date()
    return ParcoursPage(
        title=f"Parcours {title}",
        slug=f"parcours-{title.rpartition(' ')[2]}",
        theme=title,
        presentation=text,
        territory="Hauts-de-France",
        starts_on=starts_on,
        ends_on=starts_on + A_YEAR,
        **_published(draw, is_live=True),
    )


def report(draw: Draw, **fields: Any) -> EventReportPage:
    """The memory of a morning."""
    title, text = draw.text()
    return EventReportPage(
        title=f"Matinée {title}",
        slug=f"matinee-{title.rpartition(' ')[2]}",
        date=draw.moment().date(),
        place="Salle des fêtes",
        question=title,
        body=text,
        **_published(draw, is_live=True),
        **fields,
    )


def question(draw: Draw, *, place: Any) -> PracticeRequestPage:
    """A question of somebody in a structure."""
    title, text = draw.text()
    return PracticeRequestPage(
        title=f"Comment faire : {title} ?",
        slug=f"question-{title.rpartition(' ')[2]}",
        owner=place.writer,
        asker=place.writer,
        structure=place.structure,
        tried=text[:600],
        looked_for=draw.one(LookedFor.values),
        asked_at=draw.moment(),
        told_at=timezone.now(),
        **_published(draw, is_live=True),
    )


def topics(draw: Draw, *, number: int) -> list[Topic]:
    """Free words."""
    return [Topic(name=f"mot-clé {draw.text()[0]}", slug=f"mot-cle-{place}") for place in range(number)]


@dataclass(frozen=True)
class State:
    """Whether a page is on line, has been, and has a newer draft; `is_thrown`: in the wastebasket."""

    is_live: bool = True
    was_live: bool = True
    is_changed: bool = False
    is_thrown: bool = False

    @property
    def facts(self) -> dict[str, bool]:
        return {"is_live": self.is_live, "was_live": self.was_live, "is_changed": self.is_changed}


ON_LINE = State()
DRAFT = State(is_live=False, was_live=False)
OFF_LINE = State(is_live=False)
THROWN = State(is_live=False, was_live=False, is_thrown=True)
STATES = tuple(
    {3: DRAFT, 7: State(is_changed=True), 11: THROWN, 15: DRAFT, 19: OFF_LINE}.get(n, ON_LINE) for n in range(25)
)
"""In turn: of twenty-five pages, one has a newer draft, two were never on line, one is no more, one is thrown away."""


def _published(draw: Draw, *, is_live: bool, was_live: bool = True, is_changed: bool = False) -> dict[str, Any]:
    moment = draw.moment()
    published = moment if is_live or was_live else None
    return {
        "live": is_live,
        "has_unpublished_changes": is_changed or not is_live,
        "first_published_at": published,
        "last_published_at": published,
        "latest_revision_created_at": moment,
    }
