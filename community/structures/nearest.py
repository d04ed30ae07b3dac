"""A structure that somebody names: the one that is meant, or the closest of those that there are."""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from community.letters import plain
from community.models import StructurePage

CLOSE = 0.6  # of 1: below, the closest name is another name
MOST_COMPARED = 40  # names that share the beginning of a word: the rest is not worth the time
BEGINNING = 4  # letters


def tidy(words: str, /) -> str:
    """A title without capitals, accents or signs: what two titles that are the same have in common."""
    return " ".join(re.findall(r"\w+", plain(words)))


class Structures:
    """The structures that may be named, found by their title whatever its capitals, accents and signs."""

    def __init__(self, structures: Iterable[StructurePage]) -> None:
        self.by_title: dict[str, StructurePage] = {}
        self._of_several: set[str] = set()
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for structure in structures:
            title = tidy(structure.title)
            first = self.by_title.setdefault(title, structure)
            if first.pk != structure.pk:
                self._of_several.add(title)
            elif first is structure:
                for beginning in _beginnings(title):
                    self._by_word[beginning].append(title)
        self._closest = lru_cache(maxsize=None)(self._look)  # as many as a list has different words

    def named(self, words: str) -> StructurePage | None:
        """The structure of this title; the first of those that have it."""
        return self.by_title.get(tidy(words))

    def is_of_several(self, words: str) -> bool:
        """Whether more than one structure has this title: it does not say which is meant."""
        return tidy(words) in self._of_several

    def closest(self, words: str) -> StructurePage | None:
        """The structure whose title is close to these words; None when none is."""
        return self._closest(tidy(words))

    def look_like_one(self, words: str) -> bool:
        """Whether the words are the title of a structure, or nearly."""
        return self.named(words) is not None or self.closest(words) is not None

    def _look(self, words: str) -> StructurePage | None:
        shared = list(dict.fromkeys(title for start in _beginnings(words) for title in self._by_word[start]))
        likeness = {title: SequenceMatcher(None, words, title).ratio() for title in shared[:MOST_COMPARED]}
        best = max(likeness, key=likeness.__getitem__, default=None)
        return self.by_title[best] if best is not None and likeness[best] >= CLOSE else None


def _beginnings(title: str) -> list[str]:
    return list(dict.fromkeys(word[:BEGINNING] for word in title.split() if len(word) >= BEGINNING))
