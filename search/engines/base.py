"""What every search engine receives and gives back: documents, queries, results, errors, and the protocol they fulfil.

Example, from a view::

    results = engine.search(Query(text="accueillir les nouveaux", groups=("public",), selected={"lever": ("accueil",)}))
    for hit in results.hits:
        ...                                   # hit.uid is "kind:id"; load the rows, check visibility again
        best_extract(text=row_text, plan=results.plan)
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Protocol, runtime_checkable

from search.engines.language.plan import NOTHING_ASKED, Plan
from search.engines.language.synonyms import NO_SYNONYMS, SynonymTable

PUBLIC = "public"
"""The token of everybody: a document whose groups hold it is found without an account."""

FACETS: tuple[str, ...] = ("kind", "lever", "level", "sector", "territory", "parcours", "time", "cost", "year")
"""Every facet an engine counts. Adding one changes the index: rebuild it (the fingerprint does the rest)."""

Sort = Literal["relevance", "date", "discussed", "tried"]


class EngineError(Exception):
    """Anything an engine cannot do; callers need to catch nothing else."""


class EngineUnavailable(EngineError):
    """The engine cannot answer now: answer otherwise, keep what was to be written, try again later."""


class IndexNotBuilt(EngineUnavailable):
    """There is no index yet for this version of the analysis: `rebuild()` makes one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing that can be found. `uid` is "kind:id"; writing a uid again replaces what it held.

    `groups` has no default on purpose: whoever writes a document says who may find it.
    It is found by an asker who holds one of these tokens, when `visible_from` <= now < `visible_until`.
    """

    uid: str
    kind: str
    title: str
    groups: tuple[str, ...]
    text: str = ""
    keywords: tuple[str, ...] = ()
    """Words that count more than the text: names of levers and levels, kind of structure…"""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values by facet name, among FACETS; "kind" is filled from `kind`."""
    visible_from: datetime | None = None
    visible_until: datetime | None = None
    date: datetime | None = None
    discussed: int = 0
    """Number of comments, for the "discussed" sort."""
    tried: int = 0
    """Number of structures that say they tried it, for the "tried" sort."""
    version: int = 0
    """When the database was read for it, in microseconds (0: now). Where several hosts write, the latest wins."""

    @property
    def digest(self) -> str:
        """A content hash of sixteen characters: equal digests mean the same content for the same readers.

        `version` does not count, nor does the order of keywords and values: a database promises none.
        """
        moments = [_in_utc(moment) for moment in (self.visible_from, self.visible_until, self.date)]
        lists = [sorted(map(str, values)) for values in (self.groups, self.keywords)]
        facets = {name: sorted(map(str, values)) for name, values in sorted(self.facets.items()) if values}
        about = json.dumps([self.kind, self.title, *lists, facets, *moments, self.discussed, self.tried], default=str)
        said = hashlib.sha256(about.encode())  # the text apart: as JSON it would cost more than all the rest
        said.update(str(self.text).encode(errors="surrogatepass"))
        return said.hexdigest()[:16]


def _in_utc(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def _now() -> datetime:
    return datetime.now(tz=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody asks. An empty text means everything, newest first unless `sort` says otherwise."""

    text: str = ""
    selected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Chosen facet values: OR inside a facet, AND between facets."""
    groups: tuple[str, ...] = (PUBLIC,)
    now: datetime = field(default_factory=_now)
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    """0 asks for the counts only."""
    exact: bool = False
    """True: only the words typed, neither synonyms nor corrected spelling."""
    synonyms: SynonymTable = NO_SYNONYMS
    kind_weights: Mapping[str, float] = field(default_factory=dict)
    """Kind → what the scores of its documents are multiplied by, above 0; a kind left out counts 1.

    They change the order by relevance, never what is found nor the counts.
    """
    counted: tuple[str, ...] = FACETS
    """The facets to count; ask for none when the page shows none."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found; scores compare inside one answer only (0 when sorted otherwise than by relevance)."""

    uid: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to a Query; `plan` is what extracts need, and what explains the answer."""

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """name → value → documents, most frequent first; counts of a facet ignore that facet's own selection."""
    plan: Plan = NOTHING_ASKED
    absent: tuple[str, ...] = ()
    """The words typed that no document of the asker's holds, whatever the filters ("Aucun texte ne contient : …")."""
    may_lag: bool = False
    """True when words were compared with a list older than the index: the same query may soon be answered otherwise."""

    @property
    def corrections(self) -> Mapping[str, str]:
        """Typed word → the word searched instead ("Résultats pour …"), accents restored."""
        return self.plan.corrections

    @property
    def corrected_text(self) -> str:
        """The whole typed text with its corrections, or "" when nothing was corrected."""
        return self.plan.corrected_text

    @property
    def widened(self) -> tuple[str, ...]:
        """The synonyms that were searched too ("Recherche élargie à : …")."""
        return self.plan.widened


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document whose title matches what is being typed; read its title and address from the database."""

    uid: str
    kind: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that could not be indexed, and why. The index then holds no version of it, not even the old one."""

    uid: str
    reason: str


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an act of writing did."""

    indexed: int = 0
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened while a rebuild was reading: documents to write again, uids to remove."""

    documents: Iterable[Document] = ()
    deleted: Iterable[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether an engine can answer, for an operator's page; `detail` is one English sentence."""

    name: str
    is_ready: bool
    documents: int = 0
    detail: str = ""


@runtime_checkable
class SearchEngine(Protocol):
    """The one door to an engine. Every method raises EngineUnavailable when it cannot do its work."""

    name: str

    def index(self, documents: Iterable[Document], /) -> IndexReport:
        """Write documents; they are findable when this returns. Idempotent: each replaces the one of the same uid."""

    def delete(self, uids: Iterable[str], /) -> None:
        """Remove documents; unknown uids are no error."""

    def rebuild(
        self, documents: Iterable[Document], /, *, catch_up: Callable[[], Changes] | None = None
    ) -> IndexReport:
        """Build a new index beside the old one, then switch (« blue-green »).

        `catch_up` is called once, just before the switch, while every other writer waits: what it returns is applied to
        the new index, so that a change made during the rebuild is not lost.
        """

    def search(self, query: Query, /) -> Results:
        """Answer a query."""

    # Each engine writes these signatures again, with their defaults: a protocol gives none, and a reader of an engine
    # sees what it is asked without coming here.

    def suggest(
        self, prefix: str, /, *, groups: tuple[str, ...] = (PUBLIC,), now: datetime | None = None, limit: int = 8
    ) -> tuple[Suggestion, ...]:
        """Documents whose title holds the words typed, the last one perhaps unfinished."""

    def similar(
        self,
        uid: str,
        /,
        *,
        kinds: tuple[str, ...] = (),
        groups: tuple[str, ...] = (PUBLIC,),
        now: datetime | None = None,
        limit: int = 3,
    ) -> tuple[Hit, ...]:
        """Documents that speak of the same things; empty when the asker may not find `uid` either."""

    def digests(self) -> Mapping[str, str]:
        """Every uid held, visible or not, and its document's digest: for checking the index against the database."""

    def health(self) -> Health:
        """The engine's state; never raises."""


@runtime_checkable
class ReadsAhead(Protocol):
    """An engine that can prepare, in the background, what a question might wait for."""

    def warm(self) -> None:
        """Read it now; raises EngineUnavailable."""
