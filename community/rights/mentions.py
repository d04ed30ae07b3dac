"""Where a text names somebody who leaves, and the text without them: whole words, whatever the spaces and capitals.

Databases keep the text of a JSON column in two ways: SQLite escapes what is not ASCII (`\\u00c9lodie`), PostgreSQL does
not. Both are looked for.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast, Lower

from community.rights.leavers import Leaver

SOMEBODY = "une personne partie"
NO_ADDRESS = "adresse effacée"


@dataclass(frozen=True, kw_only=True)
class Mentions:
    """What is looked for. A name of one word is many people's: only what the site itself wrote about them holds it."""

    leaver: Leaver
    with_one_word_names: bool = False

    @property
    def names(self) -> list[list[str]]:
        """The words of each name that is looked for, the longest name first: one may begin as another."""
        names = [name.split() for name in self.leaver.names]
        looked_for = [words for words in names if self.with_one_word_names or len(words) > 1]
        return sorted(looked_for, key=lambda words: len("".join(words)), reverse=True)

    def without(self, value: Any) -> Any:
        """The same text, list or mapping, without them."""
        if isinstance(value, str):
            return self._cut(value)
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, dict):
            return {key: self.without(one) for key, one in value.items()}
        return value

    def found_in(self, value: Any) -> bool:
        """Whether they are named there."""
        return bool(self.without(value) != value)

    def maybe(self, *, rows: QuerySet[Any], column: str) -> QuerySet[Any]:
        """The rows that may name them in this column: more than do, never fewer."""
        texts = {form for one in self._texts() for form in (one, json.dumps(one)[1:-1])}
        found = Q()
        for one in texts:
            found |= Q(said__contains=one) | Q(said_low__contains=one.lower())
        said = Cast(column, TextField())
        found_rows: QuerySet[Any] = rows.annotate(said=said, said_low=Lower(said)).filter(found)
        return found_rows

    def _texts(self) -> Iterable[str]:
        yield from self.leaver.addresses
        for words in self.names:
            yield max(words, key=len)  # the spaces between the words may be of any sort

    def _cut(self, text: str) -> str:
        for address in self.leaver.addresses:
            text = re.sub(re.escape(address), NO_ADDRESS, text, flags=re.IGNORECASE)
        for words in self.names:
            name = r"\s+".join(map(re.escape, words))
            # « Ana Roux-Lévy » is somebody else than « Ana Roux ».
            text = re.sub(rf"(?<!\w)(?<!\w-){name}(?!-?\w)", SOMEBODY, text, flags=re.IGNORECASE)
        return text


def cut_from(*, rows: QuerySet[Any], column: str, mentions: Mentions) -> int:
    """Write these rows' column without them; returns how many rows changed."""
    changed = 0
    model: type[Model] = rows.model
    longest = getattr(model._meta.get_field(column), "max_length", None)
    for pk, before in list(mentions.maybe(rows=rows, column=column).values_list("pk", column)):
        after = mentions.without(before)
        if after != before:
            model._base_manager.filter(pk=pk).update(**{column: after[:longest] if longest else after})
            changed += 1
    return changed
