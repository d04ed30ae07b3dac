"""Several sheets in the admin, one a line: all those of the network would be a list of two megabytes."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from community.typed_text.characters import typed
from practices.contributions.acts.wastebasket import kept
from practices.contributions.forms.linked_sheets import LONGEST_LINE, QUOTES, sheet_named
from practices.models import PracticePage

ADDRESS_AT_THE_END = re.compile(r"\(((?:https?:/)?/[^()\s]+/)\)$")
"""As this field itself writes it: « Titre (/structures/…/) », with the name of the site where there are several."""


class SheetLines(forms.Textarea):
    """The title of a sheet or its address, one a line; a line that names none comes back as it is, and is refused."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__({"rows": 4, **(attrs or {})})

    def format_value(self, value: Any) -> str:
        """« Titre (adresse) »: two sheets may have one title."""
        named = [str(one) for one in value or ()]
        keys = [int(one) for one in named if one.isascii() and one.isdigit()]
        sheets = PracticePage.objects.in_bulk(keys)
        return "\n".join(_line(sheets[int(one)]) if one.isdigit() and int(one) in sheets else one for one in named)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        lines = (line.strip() for line in typed(data.get(name, "")).splitlines())
        return list(dict.fromkeys(_key(line) for line in lines if line))


def _line(sheet: PracticePage) -> str:
    return f"{sheet.title} ({sheet.get_absolute_url()})"


def _key(line: str) -> str:
    """The key of the sheet that a line names; else the line, marked so that no database takes it for a key."""
    address = ADDRESS_AT_THE_END.search(line)
    try:
        return str(sheet_named(address[1] if address else line[:LONGEST_LINE], readable=_of_the_network).pk)
    except ValidationError:
        return f"« {line.strip(QUOTES)} »"


def _of_the_network(pks: Iterable[int]) -> list[PracticePage]:
    """Facilitators read every draft; what was thrown away is nobody's."""
    return list(kept(PracticePage.objects.filter(pk__in=list(pks))))
