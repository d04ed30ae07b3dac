"""What facilitators ask of the requests: which wait, which a page of the queue shows, whom a parcours concerns."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.models import EntryRequest, Member, ParcoursPage
from community.models.requests import EntryRequestQuerySet
from community.paging import number_in, page_of

KINDS: dict[str, tuple[EntryRequest.Kind, Promise]] = {
    "compte": (EntryRequest.Kind.ACCOUNT, _("Demandes de compte")),
    "nouvelles": (EntryRequest.Kind.NEWS, _("À tenir au courant")),
}
STATES: dict[str, dict[EntryRequest.Kind, Promise]] = {
    "attend": {
        EntryRequest.Kind.ACCOUNT: _("attendent une réponse"),
        EntryRequest.Kind.NEWS: _("attendent l’ouverture"),
    },
    "repondu": {EntryRequest.Kind.ACCOUNT: _("répondues"), EntryRequest.Kind.NEWS: _("prévenus")},
    "classe": {EntryRequest.Kind.ACCOUNT: _("classées")},
}
NEXT_ONE = "prochain"


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """What the address of the queue says: the words of the address, known ones only."""

    kind: str
    state: str
    parcours: str

    @classmethod
    def read(cls, words: Any) -> "Narrowed":
        """From `request.GET`, whatever is written there; by default, the accounts that wait."""
        kind = words.get("genre", "")
        kind = kind if kind in KINDS else "compte"
        state = words.get("etat", "")
        known = state in STATES and KINDS[kind][0] in STATES[state]
        parcours = words.get("parcours", "")
        is_known = parcours == NEXT_ONE or number_in(parcours)
        return cls(kind=kind, state=state if known else "attend", parcours=parcours if is_known else "")


@dataclass(frozen=True, kw_only=True)
class Way:
    """Something to press: its words, its address, how many it leads to, whether one is there."""

    words: str
    address: str
    total: int
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One page of the requests, and the ways to other pages."""

    asked: Narrowed
    page: Page
    kinds: list[Way]
    states: list[Way]
    parcours: list[tuple[str, str]] = field(default_factory=list)
    to_tell: list[Way] = field(default_factory=list)
    """The coming parcours that somebody waits for."""


def queue(*, asked: Narrowed, number: int) -> Queue:
    """The page `number` of what was asked for; what has waited longest first, what was answered last first."""
    kind = KINDS[asked.kind][0]
    of_kind = _about(EntryRequest.objects.confirmed().filter(kind=kind), asked.parcours)
    rows = _in_state(of_kind, asked.state)
    order = ("asked_at", "pk") if asked.state == "attend" else ("-asked_at", "-pk")
    rows = rows.select_related("parcours", "answered_by", "told").order_by(*order)
    waiting = dict(EntryRequest.objects.waiting().values_list("kind").annotate(total=Count("pk")).order_by())
    return Queue(
        asked=asked,
        page=page_of(rows, number=number),
        kinds=[
            Way(words=str(words), address=f"?genre={name}", total=waiting.get(value, 0), is_here=name == asked.kind)
            for name, (value, words) in KINDS.items()
        ],
        states=_states(of_kind, asked),
        parcours=_parcours_named(),
        to_tell=_to_tell() if asked.kind == "nouvelles" and asked.state == "attend" else [],
    )


def recipients_of_news(*, parcours: ParcoursPage) -> EntryRequestQuerySet:
    """Who wants to hear that this parcours opens, or the next, whichever it is, and was told nothing."""
    rows = EntryRequest.objects.waiting().for_news()
    return rows.filter(Q(parcours=parcours) | Q(parcours=None))


def to_export(*, asked: Narrowed) -> EntryRequestQuerySet:
    """Everybody who is kept informed, told or not yet, of the parcours that was asked for."""
    rows = _about(EntryRequest.objects.confirmed().for_news(), asked.parcours)
    return rows.select_related("parcours", "told").order_by("asked_at", "pk")


def has_account(*, address: str) -> Member | None:
    """The account that this address has now, open or closed: for facilitators' eyes alone."""
    return Member.objects.filter(email=address).first()


def _states(of_kind: EntryRequestQuerySet, asked: Narrowed) -> list[Way]:
    kind = KINDS[asked.kind][0]
    about = f"&parcours={asked.parcours}" if asked.parcours else ""
    filed = Q(outcome=EntryRequest.Outcome.FILED)
    waits = Q(answered_at=None, told=None)
    totals = of_kind.aggregate(
        attend=Count("pk", filter=waits), repondu=Count("pk", filter=~waits & ~filed), classe=Count("pk", filter=filed)
    )
    return [
        Way(
            words=str(words[kind]),
            address=f"?genre={asked.kind}&etat={name}{about}",
            total=totals[name],
            is_here=name == asked.state,
        )
        for name, words in STATES.items()
        if kind in words
    ]


def _in_state(rows: EntryRequestQuerySet, state: str) -> EntryRequestQuerySet:
    if state == "repondu":
        return rows.answered()
    return rows.filed() if state == "classe" else rows.waiting()


def _about(rows: EntryRequestQuerySet, parcours: str) -> EntryRequestQuerySet:
    if parcours == NEXT_ONE:
        return rows.filter(parcours=None)
    return rows.filter(parcours=number_in(parcours)) if parcours else rows


def _to_tell() -> list[Way]:
    """Each coming parcours, and how many wait for news of it or of the next whichever it is."""
    waiting = EntryRequest.objects.waiting().for_news().order_by()
    totals = dict(waiting.values_list("parcours").annotate(total=Count("pk")))
    coming = ParcoursPage.objects.live().filter(starts_on__gt=timezone.localdate()).order_by("starts_on", "pk")
    told = [(pk, title, totals.get(pk, 0) + totals.get(None, 0)) for pk, title in coming.values_list("pk", "title")]
    return [
        Way(words=title, address=reverse("tell_about_parcours", args=[pk]), total=total, is_here=False)
        for pk, title, total in told
        if total
    ]


def _parcours_named() -> list[tuple[str, str]]:
    """Those that somebody asked about: number and title, the latest first."""
    asked_about = EntryRequest.objects.confirmed().filter(parcours__isnull=False).values("parcours")
    found = ParcoursPage.objects.filter(pk__in=asked_about).order_by(F("starts_on").desc(nulls_last=True), "-pk")
    return [(str(pk), title) for pk, title in found.values_list("pk", "title")]
