"""Questions about what can be found: what answers a search, what is close to a sheet.

The engine gives ids and counts. Everything that is shown, titles, addresses, extracts, is read from the database after
it has been asked once more who may see it: an index that lags hides late, it never shows.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Page as PageOfResults
from django.core.paginator import Paginator
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from community.models import Member, StructurePage
from practices.cards import as_cards, name_levers
from practices.models import PracticePage, PracticeRequestPage, TestimonialPage
from practices.moments import Moment
from practices.pictures import name_pictures
from search.answering.readable import Readable, readable
from search.answering.synonyms import table
from search.answering.titles import titled
from search.engines.base import EngineUnavailable, Query, Results, SearchEngine, Sort
from search.engines.language.extracts import best_extract, best_passage, marked
from search.engines.language.plan import NOTHING_ASKED, Plan
from search.things.audience import groups_of
from search.things.registry import FindableKind, kind_named, kind_weights, kinds, split_uid
from search.which_engine import Fallback, asked_of_an_engine

logger = logging.getLogger(__name__)

A_PAGE = 10
FEWEST_SHEETS_READ = 6  # read for three shown: the engine may name one that has just been hidden
LAST_PAGE = 1000
"""Elasticsearch gives no hit beyond the ten thousandth, and nobody turns so many pages."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Of a page put on line without the act of publishing, as scripts do."""

MOST_TITLES = 200  # of each kind, listed when no engine answers


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What somebody looks for; `selected` gives facet → values."""

    text: str = ""
    selected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page_number: int = 1
    exact: bool = False
    """True: only the words typed, neither synonyms nor corrected spelling."""

    @property
    def is_first_view(self) -> bool:
        """A question as it is first asked: a filter, another order or the next page is the same question again."""
        is_as_it_comes = self.sort == "relevance" and not self.selected and not self.exact
        return bool(self.text) and self.page_number == 1 and is_as_it_comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result, ready to be shown."""

    kind: FindableKind
    thing: Any
    page: Page
    """The page that the thing is, or is on."""
    title: SafeString
    extract: SafeString
    structure: StructurePage | None = None
    levers: Sequence[Any] = ()
    date: datetime | None = None
    moment: Moment | None = None
    """When the extract is said, in a film or a sound."""

    @property
    def format(self) -> str:
        """What a testimonial is made of: « vidéo », « son », « texte »."""
        return self.thing.get_kind_display() if isinstance(self.thing, TestimonialPage) else ""

    @property
    def waits(self) -> bool:
        """Whether it is a question that nobody has answered yet."""
        return isinstance(self.thing, PracticeRequestPage) and self.thing.first_answer_at is None

    @property
    def anchor(self) -> str:
        """What follows the page's address."""
        return self.kind.anchor(self.thing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One page of results, and what there is to say of the whole."""

    results: Sequence[Found]
    page: PageOfResults[Any]
    total: int
    """Everything found; the pages stop at the last one that may be asked for."""
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    corrected_text: str = ""
    widened: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    """The words typed that no text holds, whatever the filters."""
    fallback: Fallback = Fallback.NONE
    """Who answered in the place of the chosen engine, if somebody had to."""
    may_lag: bool = False
    """True when the same question may be answered otherwise in a moment, though nothing has changed."""
    leaves_aside: bool = False
    """True when a filter or an order that was asked does not count in this answer."""

    @property
    def is_degraded(self) -> bool:
        """True when no engine answered: titles only, and no filter but the kind."""
        return self.fallback is Fallback.TITLES

    @property
    def is_from_stand_in(self) -> bool:
        """True when this host's own index answered: everything is there, but what changed a moment ago."""
        return self.fallback is Fallback.STAND_IN


def find(*, asked: SearchRequest, member: Member | None) -> Answer:
    """What this person finds; falls back on titles when no engine answers."""
    groups = groups_of(member=member)
    try:
        (results, page), fallback = asked_of_an_engine(lambda engine: _searched(engine, asked, groups))
    except EngineUnavailable as error:
        logger.warning("no search engine answers, titles do: %s", error)
        return _by_title(asked, member)
    return Answer(
        results=shown(uids=[hit.uid for hit in results.hits], plan=results.plan, member=member),
        page=page,
        total=results.total,
        facets=results.facets,
        corrections=results.corrections,
        corrected_text=results.corrected_text,
        widened=results.widened,
        absent=results.absent,
        fallback=fallback,
        may_lag=results.may_lag or fallback is not Fallback.NONE,
    )


def as_query(*, asked: SearchRequest, groups: tuple[str, ...], limit: int = A_PAGE) -> Query:
    """What an engine is asked for this page of results, for somebody who holds these groups' tokens."""
    selected = dict(asked.selected)
    if not asked.text and "kind" not in selected:
        selected["kind"] = tuple(kind.name for kind in kinds() if kind.is_browsed)
    return Query(
        text=asked.text,
        selected=selected,
        groups=groups,
        sort=asked.sort,
        exact=asked.exact,
        synonyms=table(),
        offset=(asked.page_number - 1) * limit,
        limit=limit,
        kind_weights=kind_weights(),
    )


def similar_sheets(
    *, sheet: PracticePage, member: Member | None, limit: int = 3, in_default: Callable[[], None] = lambda: None
) -> list[PracticePage]:
    """Sheets that speak of the same things, the closest first; none while no engine answers.

    `in_default` is called when the chosen engine did not answer: asked again in a moment, it may say otherwise.
    """
    kind = kind_named("fiche")
    order = [split_uid(uid)[1] for uid in _alike(kind.uid(sheet.pk), (kind.name,), member, limit, in_default)]
    visible = PracticePage.objects.visible_to(member).filter(pk__in=order)
    cards = {card.pk: card for card in as_cards(visible)} if order else {}
    return [cards[pk] for pk in order if pk in cards][:limit]


def already_spoken_of(
    *,
    question: PracticeRequestPage,
    member: Member | None,
    limit: int = 4,
    in_default: Callable[[], None] = lambda: None,
) -> list[Readable]:
    """Sheets, testimonials and other questions that speak of the same things, likewise."""
    uid = kind_named("question").uid(question.pk)
    uids = _alike(uid, ("fiche", "temoignage", "question"), member, limit, in_default)
    return readable(uids=uids, member=member)[:limit]


def _alike(
    uid: str, kinds: tuple[str, ...], member: Member | None, limit: int, in_default: Callable[[], None]
) -> list[str]:
    try:
        hits, fallback = asked_of_an_engine(
            lambda engine: engine.similar(
                uid, kinds=kinds, groups=groups_of(member=member), limit=max(limit * 2, FEWEST_SHEETS_READ)
            )
        )
    except EngineUnavailable:
        hits, fallback = (), Fallback.TITLES
    if fallback is not Fallback.NONE:
        in_default()
    return [hit.uid for hit in hits]


def shown(*, uids: Iterable[str], plan: Plan, member: Member | None) -> list[Found]:
    """These things in the order given, those that this person may see, ready to be shown."""
    things = readable(uids=uids, member=member, needs=lambda kind: kind.text_needs)
    name_levers(pages=[one.thing for one in things if one.kind.shows_levers])
    name_pictures(pages=[one.thing for one in things if isinstance(one.thing, TestimonialPage)])
    return _with_structures([_found(one.kind, one.thing, one.page, plan) for one in things], member)


def _searched(
    engine: SearchEngine, asked: SearchRequest, groups: tuple[str, ...]
) -> tuple[Results, PageOfResults[Any]]:
    """One page of results; beyond the last one, the last one."""
    results = engine.search(as_query(asked=asked, groups=groups))
    page = Paginator(range(min(results.total, A_PAGE * LAST_PAGE)), A_PAGE).get_page(asked.page_number)
    if page.number != asked.page_number:
        results = engine.search(as_query(asked=replace(asked, page_number=page.number), groups=groups))
    return results, page


def _found(kind: FindableKind, thing: Any, page: Page, plan: Plan) -> Found:
    """With its extract; both come escaped from `search.engines.language.extracts`."""
    parts = kind.parts_of(thing)
    best = best_passage(texts=[part.text for part in parts], plan=plan) if len(parts) > 1 else None
    part = next(part for part in reversed(parts) if not part.lead) if best is None else parts[best]
    return Found(
        kind=kind,
        thing=thing,
        page=page,
        title=mark_safe(marked(text=kind.headline(thing, page), plan=plan)),
        extract=mark_safe(best_extract(text=part.text, plan=plan, lead=part.lead)),
        levers=tuple(thing.shown_levers) if kind.shows_levers else (),
        date=kind.date(thing),
        moment=part.moment,
    )


def _with_structures(found: Sequence[Found], member: Member | None) -> list[Found]:
    """Each with the structure it stands below, in one query; who may read a page may read the name above it.

    A question stands below none: it names the one that asks, to whoever may see it.
    """
    structures = StructurePage.objects.to_name().above_each(one.page for one in found)
    asking = {one.page.pk: one.thing.structure_id for one in found if isinstance(one.thing, PracticeRequestPage)}
    if any(asking.values()):
        seen = StructurePage.objects.to_name().visible_to(member).in_bulk({pk for pk in asking.values() if pk})
        structures |= {pk: seen[structure] for pk, structure in asking.items() if structure in seen}
    return [replace(one, structure=structures.get(one.page.pk)) for one in found]


def _by_title(asked: SearchRequest, member: Member | None) -> Answer:
    """Every word in the title, as the database compares them; newest first, whatever their kind."""
    dated = {kind.name: _dated(kind, asked.text, member) for kind in kinds() if kind.is_page}
    wanted = asked.selected.get("kind", tuple(dated))
    listed = sorted((one for name in wanted for one in dated.get(name, ())), reverse=True)
    page = Paginator(listed, A_PAGE).get_page(asked.page_number)
    return Answer(
        results=shown(uids=[uid for _date, uid in page.object_list], plan=NOTHING_ASKED, member=member),
        page=page,
        total=len(listed),
        facets={"kind": {name: len(found) for name, found in dated.items()}},
        fallback=Fallback.TITLES,
        may_lag=True,
        leaves_aside=bool(set(asked.selected) - {"kind"}) or asked.sort in ("discussed", "tried"),
    )


def _dated(kind: FindableKind, text: str, member: Member | None) -> list[tuple[datetime, str]]:
    """When each of these pages first came, and its uid."""
    newest = titled(kind.model._default_manager.all(), text=text, member=member)
    dated = newest.values_list("first_published_at", "pk")[:MOST_TITLES]
    return [(date or LONG_AGO, kind.uid(pk)) for date, pk in dated]
