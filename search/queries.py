"""Questions about what can be found: what answers a search, what is close to a sheet.

The engine gives ids and counts. Everything that is shown, titles, addresses, extracts, is read from the database after
it has been asked once more who may see it: an index that lags hides late, it never shows.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page as PageOfResults
from django.core.paginator import Paginator
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from community.models import Member, StructurePage
from community.visibility import visible_to
from practices.models import PracticePage
from practices.queries import as_cards
from search.audience import groups_of
from search.chosen_engine import get_engine
from search.engines.base import EngineUnavailable, Query, Results, Sort
from search.engines.extracts import best_extract, marked
from search.engines.plan import NOTHING_ASKED, Plan
from search.kinds import Kind, kind_named, kind_weights, kinds, split_uid

logger = logging.getLogger(__name__)

A_PAGE = 10
FEWEST_SHEETS_READ = 6  # read for three shown: the engine may name one that has just been hidden
MOST_TITLES = 200  # listed when the engine does not answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody looks for; `selected` gives facet → values."""

    text: str = ""
    selected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page_number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result, ready to be shown."""

    kind: Kind
    thing: Any
    page: Page
    """The page that the thing is, or is on."""
    title: SafeString
    extract: SafeString
    structure: StructurePage | None = None
    levers: Sequence[Any] = ()
    date: datetime | None = None

    @property
    def anchor(self) -> str:
        """What follows the page's address."""
        return self.kind.anchor(self.thing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One page of results, and what there is to say of the whole."""

    results: Sequence[Found]
    page: PageOfResults[Any]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    corrected_text: str = ""
    widened: tuple[str, ...] = ()
    is_degraded: bool = False
    """True when the engine did not answer: titles only, no filters."""

    @property
    def total(self) -> int:
        return self.page.paginator.count


def find(*, asked: Asked, member: Member | None) -> Answer:
    """What this person finds; falls back on titles when the engine does not answer."""
    groups = groups_of(member=member)
    try:
        results = _searched(asked, groups, asked.page_number)
        page = Paginator(range(results.total), A_PAGE).get_page(asked.page_number)
        if page.number != asked.page_number:  # beyond the last one: the last one
            results = _searched(asked, groups, page.number)
    except EngineUnavailable as error:
        logger.warning("the search engine does not answer, titles do: %s", error)
        return _by_title(asked, member)
    return Answer(
        results=shown(uids=[hit.uid for hit in results.hits], plan=results.plan, member=member),
        page=page,
        facets=results.facets,
        corrections=results.corrections,
        corrected_text=results.corrected_text,
        widened=results.widened,
    )


def similar_sheets(*, sheet: PracticePage, member: Member | None, limit: int = 3) -> list[PracticePage]:
    """Sheets that speak of the same things, the closest first; none while the engine does not answer."""
    kind = kind_named("fiche")
    try:
        hits = get_engine().similar(
            kind.uid(sheet.pk),
            kinds=(kind.name,),
            groups=groups_of(member=member),
            limit=max(limit * 2, FEWEST_SHEETS_READ),
        )
    except EngineUnavailable:
        return []
    order = [split_uid(hit.uid)[1] for hit in hits]
    visible = PracticePage.objects.visible_to(member).filter(pk__in=order)
    cards = {card.pk: card for card in as_cards(visible)} if order else {}
    return [cards[pk] for pk in order if pk in cards][:limit]


def shown(*, uids: Iterable[str], plan: Plan, member: Member | None) -> list[Found]:
    """These things in the order given, those that this person may see: one query a kind, and what their cards need."""
    order = [split_uid(uid) for uid in uids]
    wanted: dict[str, list[int]] = defaultdict(list)
    for name, pk in order:
        wanted[name].append(pk)
    found = {
        (name, one.thing.pk): one
        for name, ids in wanted.items()
        for one in _of_kind(kind_named(name), ids, plan, member)
    }
    return _with_structures([found[key] for key in order if key in found])


def _searched(asked: Asked, groups: tuple[str, ...], number: int) -> Results:
    selected = dict(asked.selected)
    if not asked.text and "kind" not in selected:
        selected["kind"] = tuple(kind.name for kind in kinds() if kind.is_browsed)
    offset = (number - 1) * A_PAGE
    query = Query(
        text=asked.text,
        selected=selected,
        groups=groups,
        sort=asked.sort,
        offset=offset,
        limit=A_PAGE,
        kind_weights=kind_weights(),
    )
    return get_engine().search(query)


def _of_kind(kind: Kind, ids: Sequence[int], plan: Plan, member: Member | None) -> Iterable[Found]:
    rows = kind.rows(ids=ids, needs=kind.text_needs + kind.card_needs)
    if kind.is_page:
        pages = {page.pk: page for page in visible_to(rows, member)}
        things, page_of = list(pages.values()), {pk: pk for pk in pages}
    else:
        things = list(rows)
        page_of = dict(kind.pages(things))
        pages = visible_to(Page.objects.all(), member).in_bulk(set(page_of.values()))
    for thing in things:
        page = pages.get(page_of.get(thing.pk, 0))
        if page is not None:
            yield _found(kind, thing, page, plan)


def _found(kind: Kind, thing: Any, page: Page, plan: Plan) -> Found:
    """With its extract; both come escaped from `search.engines.extracts`."""
    return Found(
        kind=kind,
        thing=thing,
        page=page,
        title=mark_safe(marked(text=kind.headline(thing, page), plan=plan)),
        extract=mark_safe(best_extract(text=kind.text(thing), plan=plan)),
        levers=list(thing.levers.all()) if "levers" in kind.card_needs else (),
        date=kind.date(thing),
    )


def _with_structures(found: Sequence[Found]) -> list[Found]:
    """Each with the structure it stands below, in one query; who may read a page may read the name above it."""
    above = {one.page.path[: -one.page.steplen] for one in found}
    structures = {page.path: page for page in StructurePage.objects.filter(path__in=above)} if above else {}
    return [replace(one, structure=structures.get(one.page.path[: -one.page.steplen])) for one in found]


def _by_title(asked: Asked, member: Member | None) -> Answer:
    """Every word in the title, as the database compares them; newest first."""
    findable = [kind for kind in kinds() if kind.is_page and kind.name in asked.selected.get("kind", (kind.name,))]
    listed: list[tuple[str, int]] = []
    for kind in findable:
        rows = visible_to(kind.model._default_manager.all(), member)
        for word in asked.text.split()[:8]:
            rows = rows.filter(title__icontains=word)
        listed += [
            (kind.name, pk) for pk in rows.order_by("-first_published_at").values_list("pk", flat=True)[:MOST_TITLES]
        ]
    page = Paginator(listed, A_PAGE).get_page(asked.page_number)
    uids = [kind_named(name).uid(pk) for name, pk in page.object_list]
    return Answer(results=shown(uids=uids, plan=NOTHING_ASKED, member=member), page=page, is_degraded=True)
