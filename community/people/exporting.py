"""People in a spreadsheet: the columns, and a text file that French spreadsheets open by a double click.

A cell that begins like a formula would be one: a displayed name is typed by its owner, so an apostrophe goes before it.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from community.models import Member
from community.people.finding import PersonShown, as_shown
from community.people.workbook import workbook_of

CSV, XLSX = "csv", "xlsx"
KINDS = {CSV: "CSV", XLSX: "Excel"}
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
AT_A_TIME = 500  # people read from the database at once
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets read « é » in another alphabet

Cell = str | date | None


def sheet_of(*, people: "QuerySet[Member]", kind: str, name: str) -> HttpResponseBase:
    """A file of `kind` with a row for each of these people."""
    rows = rows_of(people)
    if kind == XLSX:
        file = workbook_of(title=_("Personnes"), rows=rows)
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=TYPES[XLSX])
    response = StreamingHttpResponse(_lines(rows), content_type=TYPES[CSV])
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def rows_of(people: "QuerySet[Member]") -> Iterator[list[Cell]]:
    """The names of the columns, then somebody a row."""
    yield [
        _("Nom affiché"),
        _("Adresse e-mail"),
        _("État du compte"),
        _("Rôle dans le réseau"),
        _("Structures"),
        _("Compte ouvert le"),
        _("Dernière connexion"),
    ]
    for member in people.iterator(chunk_size=AT_A_TIME):
        yield _row(as_shown(member))


def harmless(text: str) -> str:
    """The text as a cell that computes nothing."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(BEGINS_A_FORMULA) else text


def _row(person: PersonShown) -> list[Cell]:
    member = person.member
    places = (f"{place.structure.title} ({place.get_role_display()})" for place in person.places)
    return [
        harmless(member.display_name),
        harmless(member.email),
        str(person.standing.label),
        person.part,
        harmless(", ".join(places)),
        _day(member.date_joined),
        _day(member.last_login),
    ]


def _day(moment: datetime | None) -> date | None:
    return localtime(moment).date() if moment else None


class _Line:
    """A file for the `csv` module that gives back what is written in it."""

    def write(self, text: str) -> str:
        return text


def _lines(rows: Iterator[list[Cell]]) -> Iterator[str]:
    writer = csv.writer(_Line(), delimiter=";")
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([_in_french(cell) for cell in row])


def _in_french(cell: Cell) -> Any:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else cell
