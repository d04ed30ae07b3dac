"""The registry of what can be found: each kind of thing, and one small function that says what it holds.

To add a kind: write its function (see `search.things.contents`) and register it from an app's `ready()`. Who may find
it, and until when, follows from the page that it is, or that it is on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, Q
from django.utils.functional import Promise
from wagtail.models import Page

from community.models import StructurePage
from practices.moments import Moment

Label = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is said of a thing besides its text: keywords count more, facets filter."""

    keywords: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NOTHING_MORE = Content()


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a thing's text, from which an extract may be cut, and when it is said in a recording, if it is."""

    text: str
    moment: Moment | None = None
    lead: str = ""
    """What stands before an extract of it: a short field alone would not say of what it speaks."""


def _itself(things: Iterable[Any]) -> Mapping[int, int]:
    return {thing.pk: thing.pk for thing in things}


def _nothing_more(page_ids: Iterable[int]) -> Iterable[int]:
    return ()


def _never_tried(ids: Iterable[int]) -> Mapping[int, int]:
    return {}


def _own_title(thing: Any) -> str:
    return str(thing.title)


def _published_at(thing: Any) -> datetime | None:
    return getattr(thing, "first_published_at", None)


def _nothing_known(thing: Any, structure: StructurePage | None) -> Content:
    return NOTHING_MORE


def _title_of_page(thing: Any, page: Page) -> str:
    return str(page.title)


def _no_anchor(thing: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindableKind:
    """One kind of thing that can be found. `name` stands in addresses, in uids and in the outbox."""

    name: str
    label: Label
    plural: Label
    counted: Callable[[int], str]
    """« 1 fiche », « 14 fiches »."""
    model: type[Model]
    text: Callable[[Any], str]
    """Every field that a reader sees, the most telling first; extracts are cut from it."""
    parts: Callable[[Any], Sequence[TextPart]] | None = None
    """Where the text is said at different moments, or in short fields: its parts.

    The extract comes from the part that answers best, the first on a tie; when none answers, from the last one without
    a lead.
    """
    about: Callable[[Any, StructurePage | None], Content] = _nothing_known
    """Keywords and filters, given the structure that the thing belongs to."""
    title: Callable[[Any], str] = _own_title
    date: Callable[[Any], datetime | None] = _published_at
    text_needs: tuple[str, ...] = ()
    """What to read at once for `text`, as prefetch_related names it."""
    about_needs: tuple[str, ...] = ()
    shows_levers: bool = False
    """Whether its card shows the levers that it carries."""
    only: Q = field(default_factory=Q)
    """What a row must be, besides being on a page that may be found."""
    pages: Callable[[Iterable[Any]], Mapping[int, int]] = _itself
    """The page that each thing is, or is on: id → page id."""
    on_pages: Callable[[Iterable[int]], Iterable[int]] = _nothing_more
    """The ids of the things that are on these pages, or that count what is said there; a page is not on another."""
    tried: Callable[[Iterable[int]], Mapping[int, int]] = _never_tried
    """How many structures say, for the public, that they tried each of these things: id → number, for a sort."""
    headline: Callable[[Any, Page], str] = _title_of_page
    """What stands above an extract, given the page that the thing is, or is on."""
    anchor: Callable[[Any], str] = _no_anchor
    """What follows the page's address, « #… » included."""
    is_browsed: bool = True
    """Whether it is listed when no word is asked: a comment or a definition alone means little."""
    position: int = 100
    weight: float = 1.0
    """What its scores are multiplied by, among other kinds: above 1 for what people come for (see `things.ours`)."""

    @property
    def is_page(self) -> bool:
        return issubclass(self.model, Page)

    def rows(self, *, ids: Iterable[int], needs: tuple[str, ...] = ()) -> Any:
        """The rows of these ids that `only` lets in; `needs`: what to read with them, as prefetch_related names it."""
        return self.model._default_manager.filter(self.only, pk__in=list(ids)).prefetch_related(*needs)

    def parts_of(self, thing: Any) -> Sequence[TextPart]:
        """What its extract is cut from, at least one part."""
        return self.parts(thing) if self.parts else (TextPart(self.text(thing)),)

    def uid(self, pk: int) -> str:
        return f"{self.name}:{pk}"


_kinds: dict[str, FindableKind] = {}
_unsearchable: set[type[Page]] = set()


def register(kind: FindableKind) -> None:
    """Make a kind findable; called from `ready()`, once or several times."""
    _kinds[kind.name] = kind


def declare_unsearchable(*models: type[Page]) -> None:
    """Say of page types that nobody looks for them: lists, the front page."""
    _unsearchable.update(models)


def kinds() -> list[FindableKind]:
    """Every kind, in the order of screens."""
    return sorted(_kinds.values(), key=lambda kind: (kind.position, kind.name))


def kind_named(name: str) -> FindableKind:
    """Raises KeyError for a name that nobody registered."""
    return _kinds[name]


def is_known(name: str) -> bool:
    """Whether this version of the site has a kind of this name: an index may also be written by a newer one."""
    return name in _kinds


def kind_weights() -> dict[str, float]:
    """What each kind's scores are multiplied by when several kinds are looked through."""
    return {kind.name: kind.weight for kind in kinds()}


def kind_of(model: type[Model]) -> FindableKind | None:
    """The kind of a model, if it is findable."""
    return next((kind for kind in _kinds.values() if kind.model is model), None)


def is_settled(model: type[Page]) -> bool:
    """Whether this page type was registered as findable, or declared unsearchable."""
    return model in _unsearchable or kind_of(model) is not None


def split_uid(uid: str) -> tuple[str, int]:
    """« fiche:12 » → ("fiche", 12)."""
    name, _, pk = uid.partition(":")
    return name, int(pk)
