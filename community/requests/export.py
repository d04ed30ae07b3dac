"""The people kept informed, as a table for a spreadsheet: semicolons, UTF-8 with its mark, no formula."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import EntryRequest

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8


def as_table(rows: Iterable[EntryRequest], /) -> str:
    """One line a person, the header first."""
    written = StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    table.writerow([_("Adresse"), _("Nom"), _("Structure"), _("Parcours"), _("Demandé le"), _("Prévenu le")])
    table.writerows([_cell(text) for text in _line(row)] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()


def _line(row: EntryRequest) -> list[str]:
    parcours = row.parcours.title if row.parcours else _("le prochain")
    told = timezone.localtime(row.told.written_at).strftime("%d/%m/%Y") if row.told else ""
    asked = timezone.localtime(row.asked_at).strftime("%d/%m/%Y")
    return [row.address, row.name, row.structure_name, parcours, asked, told]


def _cell(text: str) -> str:
    """What a spreadsheet would calculate is shown as it was typed, behind an apostrophe."""
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text
