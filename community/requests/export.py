"""The people kept informed, as a table for a spreadsheet: semicolons, UTF-8 with its mark, no formula."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import EntryRequest
from community.people.exporting import BYTE_ORDER_MARK, harmless


def as_table(rows: Iterable[EntryRequest], /) -> str:
    """One line a person, the header first."""
    written = StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    table.writerow([_("Adresse"), _("Nom"), _("Structure"), _("Parcours"), _("Demandé le"), _("Prévenu le")])
    table.writerows([harmless(text) for text in _line(row)] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()


def _line(row: EntryRequest) -> list[str]:
    parcours = row.parcours.title if row.parcours else _("le prochain")
    told = timezone.localtime(row.told.written_at).strftime("%d/%m/%Y") if row.told else ""
    asked = timezone.localtime(row.asked_at).strftime("%d/%m/%Y")
    return [row.address, row.name, row.structure_name, parcours, asked, told]
