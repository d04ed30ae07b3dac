"""Long lists: which pages, in which order. The same for everybody but for what is restricted, so kept by generation.

To count a list and to turn to its last page, the database compares every one of its pages with the rule of visibility.
It does once for each state of the site (of what is closed to some: once for each kind of reader); a page of the list is
then a few keys, whose rows are read, and the rule asked again of them.
"""

from array import array
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from community.kept.remembered import Remembered, RememberedByKind
from community.models import Member
from community.readers import kind_of
from community.visibility import published, restricted_paths, stands_below, visible_to

MOST_COMPARED = 10_000
"""Keys given to one question; databases refuse more than 32 000."""


@dataclass(frozen=True, slots=True)
class _Order:
    """Keys, in order: of every page that is published, and of those that the public sees; and what is between."""

    published: Sequence[int]
    public: Sequence[int]
    closed: frozenset[int]


class KeptOrder:
    """One list of the site. `rows` gives its pages in their order, narrowed to one value or not (None).

    Narrow it to values that exist only, such as levers: an order is kept for each.
    """

    def __init__(self, rows: Callable[[Any], Any]) -> None:
        self._rows = rows
        self._kept: dict[Hashable, Remembered[_Order]] = {}
        self._opened: dict[Hashable, RememberedByKind[frozenset[int]]] = {}

    def seen_by(self, member: Member | None, *, narrowed: Hashable = None) -> Sequence[int]:
        """The keys of the pages that this person sees, in order."""
        order = self._of(narrowed)
        if member is None or not order.closed:
            return order.public
        if member.may_animate:
            return order.published
        opened = self._opened.setdefault(narrowed, RememberedByKind()).get(
            kind=partial(kind_of, member), build=partial(self._read_opened, narrowed, member)
        )
        return [pk for pk in order.published if pk not in order.closed or pk in opened]

    def _of(self, narrowed: Hashable) -> _Order:
        return self._kept.setdefault(narrowed, Remembered(build=partial(self._read, narrowed))).get()

    def _read_opened(self, narrowed: Hashable, member: Member) -> frozenset[int]:
        """Those of the closed that readers of this person's kind see all the same."""
        closed, rows = self._of(narrowed).closed, self._rows(narrowed)
        if len(closed) <= MOST_COMPARED:
            rows = rows.filter(pk__in=closed)
        return closed.intersection(_keys(visible_to(rows, member).order_by()))

    def _read(self, narrowed: Hashable) -> _Order:
        # The rule is asked of each page once: the public sees those of them that nothing closes.
        places = list(published(self._rows(narrowed)).values_list("pk", "path"))
        closing = restricted_paths()
        closed = frozenset(pk for pk, path in places if closing and stands_below(path, closing))
        everything = array("q", (pk for pk, _path in places))
        return _Order(everything, array("q", (pk for pk in everything if pk not in closed)), closed)


def _keys(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True))
