"""What each kind of page shows: the pictures, documents and recordings that a reader of the page is given with it.

Every column that names a file is registered here in `ready()`, by the app that has it, with the condition under which
its page really shows the file: a photograph without an agreement is named by a report, and shown nowhere. A column that
is not registered shows nothing; a test asks that each be registered, or named among those that never show.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model, Q, QuerySet
from wagtail.models import Page

from community.files.sizes import Sizes


@dataclass(frozen=True, kw_only=True)
class Showing:
    """A column that names a file, when its page shows the file, and where the page stands beside that column."""

    column: Field[Any, Any]
    when: Q
    page: str
    sizes: tuple[Sizes, ...] = ()
    """Of a picture: how pages cut it, so that these files are made beforehand."""


_showings: list[Showing] = []


def register_showing(
    *, column: Field[Any, Any], when: Q | None = None, page: str = "pk", sizes: tuple[Sizes, ...] = ()
) -> None:
    """Say that pages show the file this column names, where the condition holds; `page` leads from its row to them.

    `sizes`: those in which a picture is shown, made in the background once a page is published.
    """
    showing = Showing(column=column, when=when or Q(), page=page, sizes=sizes)
    if showing not in _showings:
        _showings.append(showing)


def registered_showings() -> tuple[Showing, ...]:
    """All of them, in the order of their registration."""
    return tuple(_showings)


def pages_showing(file: Model) -> list[int]:
    """The pages whose version on line, if they are on line, shows this file. One question to the database."""
    rows = [_rows(showing, file) for showing in _showings if isinstance(file, showing.column.related_model or Page)]
    return list(rows[0].union(*rows[1:])) if rows else []


def _rows(showing: Showing, file: Model) -> QuerySet[Any, int]:
    named: QuerySet[Any] = showing.column.model._base_manager.filter(**{showing.column.name: file.pk})
    return named.filter(showing.when).order_by().values_list(showing.page, flat=True)
