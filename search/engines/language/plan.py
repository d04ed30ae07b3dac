"""What somebody typed becomes a weighted plan that every engine translates word for word."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from search.engines.language.french import Token, is_small
from search.engines.language.typed import Segment, read_typed
from search.engines.language.weights import WEIGHTS

if TYPE_CHECKING:
    from search.engines.language.synonyms import Synonym, SynonymTable

MAX_TERMS = 12
"""Words looked up at most; 400 of them took 1.6 s, and nobody reads the answer to the thirteenth."""

Origin = Literal["typed", "spelling", "synonym", "part"]


class Form(NamedTuple):
    """One word to look up: its exact form and its stem."""

    exact: str
    stem: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of saying a term: a word, or several that follow one another."""

    forms: tuple[Form, ...]
    weight: float
    origin: Origin


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked, whose best wording counts; a soft one helps the order and is never required."""

    wordings: tuple[Wording, ...]
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbours: a document where they stand close to each other, in this order, gains `weight`."""

    first: Form
    second: Form
    slop: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to look up: at least `required` of the hard terms, every phrase, none of the excluded."""

    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[Form, ...], ...] = ()
    excluded: tuple[tuple[Form, ...], ...] = ()
    pairs: tuple[Pair, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)
    corrected_text: str = ""
    widened: tuple[str, ...] = ()
    typed: Mapping[Form, str] = field(default_factory=dict)
    """The words that count, small ones left out, each as somebody typed it."""
    is_compared: bool = False
    """Whether some word was compared with those of the index, because no document writes it so."""

    @property
    def hard_terms(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.is_soft)

    @property
    def soft_terms(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.is_soft)

    @property
    def required(self) -> int:
        """How many hard terms a document must hold (see `required_share` in the table of weights)."""
        return max(1, math.ceil(len(self.hard_terms) * WEIGHTS.required_share))

    @property
    def is_empty(self) -> bool:
        """True when nothing is asked: every document answers."""
        return not (self.terms or self.phrases)

    @property
    def lit(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        """What to mark in an extract: runs of stems → the only forms to mark, where not every inflection counts.

        A small word is marked in a run only; when nothing else was typed (« faire avec »), the whole of it is the run.
        A corrected word is a guess: « barrée » for « barrière » does not mark « barre ».
        """
        wordings = [wording for term in self.hard_terms for wording in term.wordings]
        runs = [*self.phrases, *(wording.forms for wording in wordings if len(wording.forms) > 1)]
        if wordings and all(_is_small(wording) for wording in wordings):
            runs.append(tuple(wording.forms[0] for wording in wordings))
        lit = {_stems(run): frozenset[str]() for run in runs if len(run) > 1 or not is_small(run[0].exact)}
        alone = [wording for wording in wordings if len(wording.forms) == 1 and not _is_small(wording)]
        guessed: dict[tuple[str, ...], frozenset[str]] = {}
        for wording in alone:
            stems = _stems(wording.forms)
            if wording.origin == "spelling":
                guessed[stems] = guessed.get(stems, frozenset()) | _plain_and_plural(wording.forms[0].exact)
            else:
                lit[stems] = frozenset()
        return guessed | lit


def _is_small(wording: Wording) -> bool:
    return len(wording.forms) == 1 and is_small(wording.forms[0].exact)


def _stems(forms: Sequence[Form]) -> tuple[str, ...]:
    return tuple(form.stem for form in forms)


def _plain_and_plural(exact: str) -> frozenset[str]:
    bare = exact.rstrip("sx")
    return frozenset({exact, bare, f"{bare}s", f"{bare}x"})


NOTHING_ASKED = Plan()


class Candidate(NamedTuple):
    """A known word that resembles the one typed; `closeness` is 1 for the best of them."""

    token: Token
    closeness: float


class Vocabulary(Protocol):
    """The words an asker may learn of: those of public documents, and those of documents they can read."""

    def knows(self, form: Form, /) -> bool:
        """Whether a document that the asker may find holds the word, inflected or not."""

    def writes(self, form: Form, /) -> bool:
        """Whether a document that the asker may find holds the word in this very form."""

    def nearest(self, token: Token, /) -> Sequence[Candidate]:
        """The words of public documents that resemble this one, best first."""


def absent(plan: Plan, vocabulary: Vocabulary, /) -> tuple[str, ...]:
    """The words typed that no document of this asker's holds, inflected or not; those that were corrected too."""
    return tuple(word for form, word in plan.typed.items() if not vocabulary.knows(form))


class _ReadWord(NamedTuple):
    """A typed word and how it is understood: itself, or known words that resemble it."""

    typed: Token
    meant: Token
    candidates: Sequence[Candidate] = ()
    others: Sequence[Candidate] = ()
    """Words it may be a slip for, although it could well be right: « sondae » has the stem of « sonder »."""

    is_compared: bool = False

    @property
    def is_dropped(self) -> bool:
        return self.meant.is_stop

    @property
    def is_light(self) -> bool:
        return self.meant.is_stop or self.meant.is_soft


def make_plan(
    text: str,
    /,
    *,
    synonyms: SynonymTable | None = None,
    vocabulary: Vocabulary | None = None,
) -> Plan:
    """Understand what was typed: quotes make phrases, « -mot » excludes, the rest are words in free order.

    Without `vocabulary` nothing is corrected; without `synonyms` nothing is widened.
    """
    typed = read_typed(text)
    segments = [_read_segment(segment, synonyms, vocabulary) for segment in typed.free]
    words = [word for segment in segments for word in segment]
    only_light = all(word.is_light for word in words) and not typed.phrases
    builder = _Builder(synonyms=synonyms, vocabulary=vocabulary, keeps_all=only_light)
    for segment in segments:
        builder.add(segment)
    return Plan(
        terms=tuple(builder.terms[:MAX_TERMS]),
        phrases=tuple(_forms(phrase) for phrase in typed.phrases),
        excluded=tuple(_forms(tokens) for tokens in typed.excluded),
        pairs=tuple(builder.pairs[:MAX_TERMS]),
        corrections={word.typed.word: word.meant.word for word in words if word.candidates},
        corrected_text=_corrected(typed.text, words),
        widened=tuple(dict.fromkeys(builder.widened)),
        typed=_as_typed(typed.text, [word.typed for word in words]),
        is_compared=any(word.is_compared for word in words),
    )


def _read_segment(segment: Segment, synonyms: SynonymTable | None, vocabulary: Vocabulary | None) -> list[_ReadWord]:
    covered = set(_covered(segment, synonyms))
    read = []
    for position, token in enumerate(segment):
        is_sure = position in covered or token.is_stop or token.is_soft or token.is_certain
        if vocabulary and not is_sure and not vocabulary.knows(_form(token)):
            candidates = vocabulary.nearest(token)
            read.append(_ReadWord(token, candidates[0].token if candidates else token, candidates, is_compared=True))
        elif vocabulary and not is_sure and not vocabulary.writes(_form(token)):
            others = [other for other in vocabulary.nearest(token) if other.token.stem != token.stem]
            read.append(_ReadWord(token, token, others=others, is_compared=True))
        else:
            read.append(_ReadWord(token, token))
    return read


def _covered(segment: Segment, synonyms: SynonymTable | None) -> Iterator[int]:
    """Positions of the words that a synonym group knows: they are right, even where no document holds them yet."""
    for position in range(len(segment)):
        match = synonyms.match(segment[position:]) if synonyms else None
        if match:
            yield from range(position, position + match.length)


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Turns words, as they were understood, into terms and pairs of neighbours."""

    synonyms: SynonymTable | None
    vocabulary: Vocabulary | None
    keeps_all: bool
    """True when all the words are function words (« faire avec »): then they are what is asked."""
    terms: list[Term] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    widened: list[str] = field(default_factory=list)
    _seen: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, words: Sequence[_ReadWord]) -> None:
        position = 0
        while position < len(words):
            match = self.synonyms.match([word.meant for word in words[position:]]) if self.synonyms else None
            if match and (match.length > 1 or self.keeps_all or not words[position].is_dropped):
                self._add_term(words[position : position + match.length], self._known(match.synonyms))
                position += match.length
                continue
            if self.keeps_all or not words[position].is_dropped:
                self._add_term([words[position]], ())
            position += 1
        self._add_pairs([word for word in words if self.keeps_all or not word.is_dropped])

    def _add_term(self, words: Sequence[_ReadWord], synonyms: Sequence[Synonym]) -> None:
        key = tuple(word.meant.stem for word in words)
        if key in self._seen:
            return
        self._seen.add(key)
        wordings = [*_own_wordings(words)]
        wordings += [Wording(_forms(synonym.tokens), WEIGHTS.synonym, "synonym") for synonym in synonyms]
        is_soft = len(words) == 1 and words[0].meant.is_soft and not self.keeps_all and not synonyms
        self.widened += [synonym.label for synonym in synonyms]
        self.terms.append(Term(tuple(wordings), is_soft))

    def _known(self, synonyms: Sequence[Synonym]) -> list[Synonym]:
        """Only the synonyms that some document may hold: the page announces them, and the others would find nothing."""
        vocabulary = self.vocabulary
        if vocabulary is None:
            return list(synonyms)
        return [other for other in synonyms if all(vocabulary.knows(_form(token)) for token in other.tokens)]

    def _add_pairs(self, words: Sequence[_ReadWord]) -> None:
        weight = WEIGHTS.stop_phrase if self.keeps_all else WEIGHTS.pair
        for first, second in pairwise(words):
            if first.meant.stem != second.meant.stem:
                self.pairs.append(Pair(_form(first.meant), _form(second.meant), WEIGHTS.pair_slop, weight))


def _own_wordings(words: Sequence[_ReadWord]) -> Iterator[Wording]:
    typed = tuple(word.meant if len(words) > 1 else word.typed for word in words)
    yield Wording(_forms(typed), 1.0, "typed")
    if len(words) > 1:
        for word in words:
            if not word.is_light:
                yield Wording((_form(word.meant),), WEIGHTS.word_of_phrase, "part")
        return
    for candidate in words[0].candidates:
        yield Wording((_form(candidate.token),), WEIGHTS.spelling * candidate.closeness, "spelling")
    for other in words[0].others:
        yield Wording((_form(other.token),), WEIGHTS.doubt * other.closeness, "spelling")


def _as_typed(text: str, tokens: Sequence[Token]) -> Mapping[Form, str]:
    typed: dict[Form, str] = {}
    for token in tokens:
        if not is_small(token.exact):
            typed.setdefault(_form(token), text[token.start : token.end])
    return dict(islice(typed.items(), MAX_TERMS))


def _form(token: Token) -> Form:
    return Form(token.exact, token.stem)


def _forms(tokens: Sequence[Token]) -> tuple[Form, ...]:
    return tuple(_form(token) for token in tokens)


def _corrected(text: str, words: Sequence[_ReadWord]) -> str:
    if not any(word.candidates for word in words):
        return ""
    parts, end = [], 0
    for word in words:
        if word.candidates:
            parts += [text[end : word.typed.start], word.meant.word]
            end = word.typed.end
    return "".join([*parts, text[end:]])
