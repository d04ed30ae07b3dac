"""What could not be brought into an index: which thing, where to mend it, and why, in plain words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from community.models import Member
from search.models import IndexChange
from search.things.registry import is_known, kind_named
from search.things.subtree import SUBTREE

MOST_SHOWN = 20
"""Of one index: with more, one cause is behind them all, and the last ones tell it."""

ThingKey = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One thing that an index could not take."""

    label: str
    """What it is: « Fiche pratique »."""
    title: str
    address: str
    """Where it is mended, else where it is read; empty when it is gone."""
    reason: str
    error: str
    """For whoever looks after the server."""


def last_set_aside(*, target: str, member: Member) -> list[SetAside]:
    """The last rows of an index that were set aside, and where this person may mend what they are about."""
    aside = IndexChange.objects.filter(target=target, set_aside_at__isnull=False)
    rows = list(aside.order_by("-set_aside_at", "-pk")[:MOST_SHOWN])
    things, pages = _named(rows)
    finder = AdminURLFinder(member)
    told = []
    for row in rows:
        key = (row.kind, row.object_id)
        thing, page = things.get(key), pages.get(key)
        told.append(
            SetAside(
                label=_label(row.kind),
                title=_title(row, thing, page),
                address=_address(finder, row.kind, thing, page),
                reason=_reason(row, is_gone=page is None),
                error=row.last_error,
            )
        )
    return told


def _named(rows: Iterable[IndexChange]) -> tuple[Mapping[ThingKey, Any], Mapping[ThingKey, Page]]:
    """The things that are not pages, and the page that each thing is or is on: what still exists of them.

    A page is read as a plain page: its own fields may be what could not be read.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.object_id)
    things: dict[ThingKey, Any] = {}
    page_ids: dict[ThingKey, int] = {}
    for name, ids in wanted.items():
        if _is_page(name):
            page_ids |= {(name, pk): pk for pk in ids}
        elif is_known(name):
            found = kind_named(name).model._default_manager.in_bulk(ids)
            things |= {(name, pk): thing for pk, thing in found.items()}
            page_ids |= {(name, pk): page_id for pk, page_id in kind_named(name).pages(found.values()).items()}
    pages = Page.objects.in_bulk(set(page_ids.values()))
    return things, {key: pages[page_id] for key, page_id in page_ids.items() if page_id in pages}


def _is_page(kind: str) -> bool:
    return kind == SUBTREE or (is_known(kind) and kind_named(kind).is_page)


def _label(kind: str) -> str:
    if kind == SUBTREE:
        return _("Page et ce qui est en dessous")
    return str(kind_named(kind).label) if is_known(kind) else _("Contenu d’un genre inconnu ici")


def _title(row: IndexChange, thing: Any | None, page: Page | None) -> str:
    if page is None:
        return _("n° %(number)d") % {"number": row.object_id}
    return page.title if thing is None else kind_named(row.kind).headline(thing, page)


def _address(finder: AdminURLFinder, kind: str, thing: Any | None, page: Page | None) -> str:
    if page is None:
        return ""
    anchor = kind_named(kind).anchor(thing) if thing is not None else ""
    return finder.get_edit_url(page if thing is None else thing) or f"{page.url}{anchor}"


def _reason(row: IndexChange, *, is_gone: bool) -> str:
    if not (row.kind == SUBTREE or is_known(row.kind)):
        return _("Une autre version du site l’a écrit : celle-ci ne sait pas le lire.")
    if is_gone:
        return _("Il n’existe plus : « Essayer de nouveau » suffit à l’oublier.")
    if not row.attempts:
        return _(
            "Le moteur de recherche l’a refusé. Ouvrez ce contenu, raccourcissez ce qui est très long et publiez-le."
        )
    return _("Une partie n’a pas pu être lue. Ouvrez ce contenu, complétez ce qui manque et publiez-le de nouveau.")
