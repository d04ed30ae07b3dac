"""Which structures may have an answer to a question put to the network: those whose practice and words are the closest.

Three lists, each with its own scores: the sheets and testimonials on the question's levers, the structures' own cards,
and what their people say they can help with. Scores of different lists do not compare: each counts as a share of the
best of its list. Called after the commit, far from any request: see `practices.requests.finder`.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from wagtail.models import Page

from community.models import Membership, StructurePage
from community.visibility import published
from practices.models import PracticePage, PracticeRequestPage
from search.answering.synonyms import table
from search.engines.base import EngineUnavailable, Query, Results, SearchEngine
from search.engines.language.french import analyse
from search.engines.language.plan import Plan, make_plan
from search.things.audience import ALL_THAT_IS_PUBLISHED
from search.things.registry import kind_weights, split_uid
from search.which_engine import asked_of_an_engine

MOST_TOLD = 6

MOST_HITS = 60
"""Texts read of each list: six structures are wanted, the largest have ten sheets on a lever."""

MOST_SHEETS, MOST_PEOPLE = 5_000, 5_000
"""Looked at; a network of a hundred structures has a few hundred people."""

TOLD, PRESENTED, OFFERED = 1.0, 0.4, 0.6
"""What the best of each list is worth. What was done and told says most; a card is short, and says a little of all."""

Scores = Mapping[int, float]
"""How close structures are, by their key."""


Among = Mapping[int, int]
"""Those that may be told, by their key: how many of the question's levers their sheets carry."""


def structures_with_an_answer(*, request_page: PracticeRequestPage, limit: int = MOST_TOLD) -> list[int]:
    """The keys of these structures, the likeliest first; the same question gives the same list.

    Whoever tells them asks for more than are told: some were told of another question this week.
    While no engine answers: those whose people said that they can help, then by levers alone.
    """
    levers = {lever.pk: lever.slug for lever in request_page.levers.all()}
    among = _candidates(request_page, list(levers))
    if not among:
        return []
    words = request_page.title  # what was tried names ten things beside it: measured, it brings who does those
    told, cards = _by_words(words, list(levers.values()), among)
    people = _by_people(make_plan(words, synonyms=table()), among)
    worth: defaultdict[int, float] = defaultdict(float)
    for scores, weight in ((told, TOLD), (cards, PRESENTED), (people, OFFERED)):
        best = max(scores.values(), default=1.0)
        for pk, score in scores.items():
            worth[pk] += weight * score / best
    asked = [pk for pk in among if pk in worth or levers]
    return sorted(asked, key=lambda pk: (-worth.get(pk, 0.0), -among[pk], pk))[:limit]


def _candidates(asked: PracticeRequestPage, levers: Sequence[int]) -> Among:
    """Never the structures of whoever asks. Of a question without a lever, all that have a live sheet."""
    sheets = published(PracticePage.objects.order_by("-first_published_at", "-pk")).only("path", "depth")
    if levers:
        sheets = sheets.filter(lever_items__tag__in=levers).distinct()
    sheets = {sheet.pk: sheet for sheet in sheets[:MOST_SHEETS]}
    named = PracticePage.levers.through.objects.filter(content_object__in=sheets, tag__in=levers)
    carried: defaultdict[int, set[int]] = defaultdict(set)
    for sheet, lever in named.order_by().values_list("content_object", "tag"):
        carried[sheet].add(lever)
    told, own = defaultdict[int, set[int]](set), _own(asked)
    for sheet, structure in published(StructurePage.objects.to_name()).above_each(sheets.values()).items():
        if structure.pk not in own:
            told[structure.pk] |= carried[sheet]
    return {pk: len(shared) for pk, shared in told.items()}


def _own(asked: PracticeRequestPage) -> set[int]:
    teams = Membership.objects.filter(member=asked.asker_id) if asked.asker_id else Membership.objects.none()
    return {*teams.values_list("structure", flat=True), *([asked.structure_id] if asked.structure_id else [])}


def _by_words(words: str, levers: Sequence[str], among: Among) -> tuple[Scores, Scores]:
    """By what they publish on these levers, and by how they present themselves; empty while no engine answers."""
    on_levers = {"lever": tuple(levers)} if levers else {}

    def ask(engine: SearchEngine) -> tuple[Scores, Scores]:
        told = engine.search(_query(words, {"kind": ("fiche", "temoignage"), **on_levers}))
        cards = engine.search(_query(words, {"kind": ("structure",)}))
        return _scores(told), _scores(cards)

    try:
        (pages, cards), _fallback = asked_of_an_engine(ask)
    except EngineUnavailable:
        return {}, {}
    return _of_structures(pages, among), {pk: score for pk, score in cards.items() if pk in among}


def _scores(results: Results) -> Scores:
    return {split_uid(hit.uid)[1]: hit.score for hit in results.hits}


def _query(words: str, selected: Mapping[str, tuple[str, ...]]) -> Query:
    """Asked for those who animate the network: what is restricted to a few may be the closest all the same."""
    return Query(
        text=words,
        selected=selected,
        groups=ALL_THAT_IS_PUBLISHED,
        limit=MOST_HITS,
        counted=(),
        synonyms=table(),
        kind_weights=kind_weights(),
    )


def _of_structures(pages: Scores, among: Among) -> Scores:
    """Each structure with the score of its closest text."""
    best: dict[int, float] = {}
    there = Page.objects.filter(pk__in=pages).only("path", "depth")
    for pk, structure in StructurePage.objects.to_name().above_each(there).items():
        if structure.pk in among:
            best[structure.pk] = max(best.get(structure.pk, 0.0), pages[pk])
    return best


def _by_people(plan: Plan, among: Among) -> Scores:
    """By « je peux aider sur » of their people: a word that few people say counts more."""
    rows = Membership.objects.filter(structure__in=among, member__is_active=True)
    said = list(
        rows.exclude(member__can_help="")
        .order_by("structure", "member")
        .values_list("structure", "member__can_help")[:MOST_PEOPLE]
    )
    wanted = _stems(plan)
    held = [(pk, {token.stem for token in analyse(text)} & wanted) for pk, text in said]
    common = Counter(stem for _pk, stems in held for stem in stems)
    best: dict[int, float] = {}
    for pk, stems in held:
        if stems:
            worth = sum(math.log(1 + len(said) / common[stem]) for stem in stems)
            best[pk] = max(best.get(pk, 0.0), worth)
    return best


def _stems(plan: Plan) -> set[str]:
    """The words asked, and their other ways to be said, where one word says it."""
    wordings = (wording for term in plan.hard_terms for wording in term.wordings)
    return {wording.forms[0].stem for wording in wordings if len(wording.forms) == 1}
