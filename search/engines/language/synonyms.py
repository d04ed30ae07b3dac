"""Groups of words that mean the same here, looked up in what somebody typed; immutable once made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.engines.language.french import Token, analyse

LONGEST_TERM = 8
"""Words in the longest term looked up: « établissement d’hébergement pour personnes âgées dépendantes » has six."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """One other way to say it: the words on screen, and their tokens."""

    label: str
    tokens: tuple[Token, ...]

    @property
    def is_everywhere(self) -> bool:
        """Whether its only word is a function word once folded, as « CA » (« ça »): added to a search, it finds all."""
        return len(self.tokens) == 1 and self.tokens[0].is_stop


@dataclass(frozen=True, slots=True)
class SynonymMatch:
    """A term of some groups found at the start of a sequence: how many tokens it covers, and its other forms."""

    length: int
    synonyms: tuple[Synonym, ...]


class SynonymTable:
    """Finds terms by their stems, the longest first; build it once and share it between threads."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        """Each group is a sequence of terms that mean the same: ("EHPAD", "maison de retraite")."""
        self._by_stems: dict[tuple[str, ...], list[Synonym]] = {}
        for group in groups:
            self._add_group([Synonym(term, tuple(analyse(term))) for term in group])

    def __bool__(self) -> bool:
        return bool(self._by_stems)

    def _add_group(self, terms: list[Synonym]) -> None:
        for term in terms:
            key = _stems(term.tokens)
            if not key or len(key) > LONGEST_TERM:
                continue
            known = self._by_stems.setdefault(key, [])
            seen = {key, *(_stems(other.tokens) for other in known)}
            for other in terms:
                stems = _stems(other.tokens)
                if stems and stems not in seen and not other.is_everywhere:
                    seen.add(stems)
                    known.append(other)

    def match(self, tokens: Sequence[Token], /) -> SynonymMatch | None:
        """The longest term of the table with which `tokens` begins, if any."""
        stems = _stems(tokens[:LONGEST_TERM])
        for length in range(len(stems), 0, -1):
            found = self._by_stems.get(stems[:length])
            if found:
                return SynonymMatch(length, tuple(found))
        return None


def _stems(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens)


NO_SYNONYMS = SynonymTable()
"""The empty table."""
