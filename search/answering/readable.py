"""From what an engine names to what somebody may read: things and their pages, in few queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from community.models import Member
from community.visibility import visible_to
from search.things.registry import FindableKind, is_known, kind_named, split_uid

SHOWN = ("path", "depth", "title", "slug", "url_path", "content_type", "first_published_at")
"""What a title and an address need of a page: the other thirty columns are not read."""

Needs = Callable[[FindableKind], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Readable:
    """One thing, and the page that it is or is on: its title and address are there."""

    kind: FindableKind
    thing: Any
    page: Page


def readable(*, uids: Iterable[str], member: Member | None, needs: Needs | None = None) -> list[Readable]:
    """These things in the order given, those that this person may see.

    `needs` says what to read with each kind, as prefetch_related names it; without it a page is read as a plain page,
    which is enough for its title. Who may see is asked once for all of them: the rule costs more than the rows. What a
    newer version of the site has indexed, of a kind that this one does not know, is passed over.
    """
    order = [key for key in map(split_uid, uids) if is_known(key[0])]
    things, page_ids = _things(order, needs)
    pages = visible_to(Page.objects.only(*SHOWN), member).in_bulk(set(page_ids.values())) if page_ids else {}
    found = [(key, pages.get(page_ids.get(key, 0))) for key in order]
    return [_readable(kind_named(key[0]), things.get(key), page) for key, page in found if page is not None]


def _readable(kind: FindableKind, thing: Any | None, page: Page) -> Readable:
    if thing is None:
        return Readable(kind, page, page)
    return Readable(kind, thing, thing if kind.is_page else page)


def _things(
    order: Sequence[tuple[str, int]], needs: Needs | None
) -> tuple[dict[tuple[str, int], Any], dict[tuple[str, int], int]]:
    """By kind and id: the rows, and the page of each."""
    things: dict[tuple[str, int], Any] = {}
    page_ids: dict[tuple[str, int], int] = {}
    wanted: dict[str, list[int]] = defaultdict(list)
    for name, pk in order:
        wanted[name].append(pk)
    for name, ids in wanted.items():
        kind = kind_named(name)
        if kind.is_page and needs is None:
            page_ids |= {(name, pk): pk for pk in ids}
            continue
        rows = list(kind.rows(ids=ids, needs=needs(kind) if needs else ()))
        things |= {(name, row.pk): row for row in rows}
        page_ids |= {(name, pk): page_id for pk, page_id in kind.pages(rows).items()}
    return things, page_ids
