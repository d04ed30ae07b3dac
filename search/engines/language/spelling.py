"""Known words that resemble an unknown one: letters missing, added, changed or swapped."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.engines.language.french import fold

SHORTEST_WORD = 4
"""Below four letters everything resembles everything."""

TWO_MISTAKES_FROM = 8
"""Letters from which two mistakes are believed; one below."""

EACH_MISTAKE = 0.25
"""A word one mistake further must be about e⁴ times more frequent to be preferred."""

OTHER_FIRST_LETTER = 0.6
"""People seldom mistake the first letter; such words are looked at only when no other resembles."""

PROPOSED = 3


class Correction(NamedTuple):
    """A known word as its documents write it, accents included, and how likely it is (the first has 1)."""

    word: str
    likelihood: float


class _Known(NamedTuple):
    word: str
    documents: int


class Speller:
    """Looks up a fixed list of words by length and first letter; build it once, share it between threads."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        """`words`: each written form (lower case, accents kept) with the number of documents that hold it."""
        self._known: dict[str, _Known] = {}
        self._buckets: dict[tuple[int, str], list[str]] = {}
        spellings: dict[str, list[tuple[int, str]]] = {}
        for word, documents in words:
            spellings.setdefault(fold(word), []).append((documents, word))
        for folded, written in spellings.items():
            if len(folded) >= SHORTEST_WORD - 1 and not folded.isdigit():
                total = sum(documents for documents, _ in written)
                self._known[folded] = _Known(max(written)[1], total)
                self._buckets.setdefault((len(folded), folded[0]), []).append(folded)
        self._letters = sorted({letter for _, letter in self._buckets})

    def __len__(self) -> int:
        return len(self._known)

    def corrections(self, word: str, /) -> Sequence[Correction]:
        """Up to three known words that resemble `word` (a folded form), best first."""
        if len(word) < SHORTEST_WORD or any(char.isdigit() for char in word):
            return ()
        others = [letter for letter in self._letters if letter != word[0]]
        found = self._scan(word, word[0]) or self._scan(word, *others)
        scored = sorted(((self._score(word, near, distance), near) for near, distance in found), reverse=True)
        return [Correction(self._known[near].word, score / scored[0][0]) for score, near in scored[:PROPOSED]]

    def _scan(self, word: str, *letters: str) -> list[tuple[str, int]]:
        most = 2 if len(word) >= TWO_MISTAKES_FROM else 1
        found = []
        for length in range(len(word) - most, len(word) + most + 1):
            for letter in letters:
                bucket = self._buckets.get((length, letter), ())
                near = process.extract(word, bucket, scorer=OSA.distance, score_cutoff=most, limit=20, processor=None)
                found += [(known, int(distance)) for known, distance, _ in near]
        return found

    def _score(self, word: str, near: str, distance: int) -> float:
        closeness = EACH_MISTAKE**distance * (1.0 if near[0] == word[0] else OTHER_FIRST_LETTER)
        return (1 + math.log1p(self._known[near].documents)) * closeness
