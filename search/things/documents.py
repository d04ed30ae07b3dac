"""From things to documents: what a thing says, and who may find it, put together for an index."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.db.models import Count

from community.models import PeerComment
from search.engines.base import Document
from search.things.audience import Surroundings, surroundings
from search.things.registry import FindableKind, kind_named, kinds

WhenUnreadable = Callable[[str, Exception], None]
DATABASE_IS_AWAY = (OperationalError, InterfaceError, ProgrammingError)
"""Away, or with the columns of another version of the site: nothing can be read then, and no thing is at fault."""


BATCH = 200  # things read at once: a handful of queries each time, and a few megabytes


def documents(
    *, kind: FindableKind, ids: Iterable[int], unreadable: WhenUnreadable | None = None
) -> Iterator[Document]:
    """The documents of these things; those that nobody may find have none.

    With `unreadable`, called with its uid and the reason, a thing that cannot be read does not hold the others back.
    """
    for batch in batches(ids):
        yield from _batch(kind, batch) if unreadable is None else _readable(kind, batch, unreadable)


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids as many at a time as things are read."""
    remaining = iter(ids)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def every_document(*, unreadable: WhenUnreadable | None = None) -> Iterator[Document]:
    """All that the site has to find, read as it goes: what a rebuild writes."""
    for kind in kinds():
        ids = kind.model._default_manager.filter(kind.only).order_by("pk").values_list("pk", flat=True)
        yield from documents(kind=kind, ids=list(ids), unreadable=unreadable)


def uids(*, changes: Mapping[str, Iterable[int]]) -> set[str]:
    """The uids of these things, whether a document exists or not."""
    return {kind_named(name).uid(pk) for name, ids in changes.items() for pk in ids}


def _readable(kind: FindableKind, ids: Sequence[int], unreadable: WhenUnreadable) -> Iterator[Document]:
    """The documents of these things, read together; one by one when one of them cannot be read."""
    try:
        yield from list(_batch(kind, ids))
    except DATABASE_IS_AWAY:
        raise
    except Exception as error:  # whatever is wrong with a thing concerns this thing alone
        if len(ids) == 1:
            unreadable(kind.uid(ids[0]), error)
            return
        for pk in ids:
            yield from _readable(kind, [pk], unreadable)


def _batch(kind: FindableKind, ids: Sequence[int]) -> Iterator[Document]:
    read_at = time.time_ns() // 1000  # before reading: what changes meanwhile is then a later version
    things = list(kind.rows(ids=ids, needs=kind.text_needs + kind.about_needs))
    if not things:
        return
    pages = kind.pages(things)
    around = surroundings(page_ids=set(pages.values()))
    discussed = _discussed(kind, ids) if kind.is_page else {}
    tried = kind.tried(ids)
    for thing in things:
        document = _document(kind, thing, around, pages.get(thing.pk))
        if document:
            said, done = discussed.get(thing.pk, 0), tried.get(thing.pk, 0)
            yield replace(document, version=read_at, discussed=said, tried=done)


def _document(kind: FindableKind, thing: Any, around: Surroundings, page_id: int | None) -> Document | None:
    audience = around.audience(page_id) if page_id else None
    if audience is None or page_id is None:
        return None
    content = kind.about(thing, around.structure(page_id))
    return Document(
        uid=kind.uid(thing.pk),
        kind=kind.name,
        title=kind.title(thing),
        text=kind.text(thing),
        keywords=content.keywords,
        facets=content.facets,
        date=kind.date(thing),
        groups=audience.groups,
        visible_from=audience.visible_from,
        visible_until=audience.visible_until,
    )


def _discussed(kind: FindableKind, ids: Sequence[int]) -> dict[int, int]:
    """How many comments can be read on each page."""
    shown = PeerComment.objects.filter(
        content_type=ContentType.objects.get_for_model(kind.model),
        object_pk__in=[str(pk) for pk in ids],
        is_public=True,
        is_removed=False,
    )
    counts = shown.order_by().values_list("object_pk").annotate(total=Count("pk"))
    return {int(pk): total for pk, total in counts}
