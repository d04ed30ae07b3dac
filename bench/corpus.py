"""Made-up documents and questions as large as one likes, always the same: our own French sentences put together anew.

The sentences are those of the demonstration. A part of their words is replaced by invented ones that follow French
spelling and the law of frequencies of a language (a few are common, most stand in a document or two), so that the
vocabulary grows with the corpus as it does in real life: about 180 000 words in 100 000 documents.
"""

import random
import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from home.demo import source
from search.engines.base import PUBLIC, Document

SEED = 20_261_122
TEXT_LENGTH = 1_400
"""Characters of a document, on average; the demonstration's own sheets have about two thousand."""

INVENTED = 158_000
"""Words that may be drawn; with the share below, 100 000 documents come to hold 180 000 different words."""

SHARE_INVENTED = 0.15
"""Of the words of five letters or more."""

LEVERS = ("valeurs", "accueil", "besoins", "offre", "resultats", "gouvernance")
_KINDS = {
    "fiche": 45,
    "temoignage": 12,
    "structure": 8,
    "parcours": 2,
    "compte-rendu": 3,
    "terme": 2,
    "commentaire": 28,
}
_FACETS: Mapping[str, tuple[int, int]] = {
    "lever": (6, 2),
    "level": (4, 2),
    "sector": (14, 1),
    "territory": (90, 1),
    "parcours": (40, 1),
    "time": (5, 1),
    "cost": (5, 1),
}
"""Facet → how many values there are, and how many a document has at most."""

_SENTENCE = re.compile(r"(?<=[.!?…»])\s+")
_LONG_WORD = re.compile(r"[a-zà-öø-ÿœ]{5,}")
_NOW = datetime(2026, 6, 1, tzinfo=UTC)


def sentences() -> list[str]:
    """Every sentence of the demonstration, once."""
    sections = ("sheets", "testimonials", "structures", "parcours", "reports", "pages", "glossary", "comments")
    found = [text for section in sections for item in source.items(section) for text in _texts(item)]
    return sorted({part.strip() for text in found for part in _SENTENCE.split(text) if len(part.split()) > 3})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and " " in value:
        yield re.sub(r"<[^>]+>", " ", value)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


@dataclass(slots=True)
class _Words:
    """Invented words, each drawn in inverse proportion to its rank."""

    chance: random.Random
    words: list[str] = field(init=False)
    _heights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.words = _invented(INVENTED)
        self._heights = list(accumulate(1 / (rank + 20) for rank in range(INVENTED)))

    def draw(self) -> str:
        return self.words[bisect(self._heights, self.chance.random() * self._heights[-1])]


def _invented(number: int) -> list[str]:
    """Words in the order of their commonness, the same at every size of corpus."""
    chance = random.Random(SEED)
    starts = "b c d f g l m n p r s t v ch br cr dr fr gr pl pr tr bl cl fl gl qu".split()  # noqa: SIM905 - a list to read
    vowels = "a e i o u é è ai au ou oi en an on in eu".split()  # noqa: SIM905 - a list to read
    ends = "er é ée age ment tion eur euse ique able ité oir ette isme ien elle al e es s".split()  # noqa: SIM905 - a list to read
    words: dict[str, None] = {}
    while len(words) < number:
        body = "".join(chance.choice(starts) + chance.choice(vowels) for _ in range(chance.choice((1, 2, 2, 3))))
        words[body + chance.choice(starts[:13]) + chance.choice(ends)] = None
    return list(words)


@dataclass(slots=True)
class Corpus:
    """`documents(n)` and `questions(n)`: the same ones each time for the same numbers."""

    _sentences: list[str] = field(default_factory=sentences)
    _heights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        random.Random(SEED).shuffle(self._sentences)
        self._heights = list(accumulate(1 / (rank + 50) for rank in range(len(self._sentences))))

    def _sentence(self, chance: random.Random) -> str:
        """Some are drawn often, most seldom, so that the words of the demonstration are rare and common too."""
        return self._sentences[bisect(self._heights, chance.random() * self._heights[-1])]

    def documents(self, number: int, /) -> Iterator[Document]:
        """Public but for one in twenty; dates over six years; the kinds and facets of the site."""
        chance = random.Random(SEED + 1)
        words = _Words(chance)
        kinds, shares = list(_KINDS), list(_KINDS.values())
        for place in range(number):
            kind = chance.choices(kinds, shares)[0]
            length = 250 if kind == "commentaire" else chance.gauss(TEXT_LENGTH * 1.3, TEXT_LENGTH / 3)
            text = self._text(chance, words, length)
            yield Document(
                uid=f"{kind}:{place + 1}",
                kind=kind,
                title=" ".join(self._rewritten(chance, words, self._sentence(chance)).split()[:7]),
                text=text,
                keywords=(chance.choice(LEVERS), words.draw()),
                groups=("group:1",) if chance.random() < 0.05 else (PUBLIC,),
                facets=_facets(chance),
                date=_NOW - timedelta(days=chance.randrange(2_200), seconds=place),
                discussed=int(chance.expovariate(0.5)),
            )

    def _text(self, chance: random.Random, words: _Words, length: float) -> str:
        parts: list[str] = []
        held = 0
        while held < length:
            parts.append(self._rewritten(chance, words, self._sentence(chance)))
            held += len(parts[-1]) + 1
        return " ".join(parts)

    def _rewritten(self, chance: random.Random, words: _Words, sentence: str) -> str:
        return _LONG_WORD.sub(
            lambda found: words.draw() if chance.random() < SHARE_INVENTED else found.group(), sentence
        )


def _facets(chance: random.Random) -> dict[str, tuple[str, ...]]:
    chosen = {
        name: tuple({f"{name}-{chance.randrange(values)}" for _ in range(chance.randint(1, most))})
        for name, (values, most) in _FACETS.items()
    }
    return chosen | {"year": (str(chance.randint(2020, 2026)),)}


@dataclass(frozen=True, slots=True)
class Question:
    """Words as somebody types them, and the filters they have ticked."""

    text: str
    selected: Mapping[str, tuple[str, ...]]


def questions(number: int, /, *, documents: Sequence[Document]) -> list[Question]:
    """Questions about these documents: 1 to 6 of a document's words; typos, filters and phrases as people use them."""
    chance = random.Random(SEED + 2)
    return [_question(chance, chance.choice(documents)) for _ in range(number)]


def _question(chance: random.Random, about: Document) -> Question:
    words = re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", about.text)
    length = chance.choices((1, 2, 3, 4, 5, 6), (15, 27, 24, 16, 10, 8))[0]
    start = chance.randrange(max(1, len(words) - length))
    text = " ".join(words[start : start + length])
    if length == 1 or chance.random() < 0.6:  # words that mean something, rather than a piece of sentence
        telling = [word for word in words[start:] + words if len(word) > 4]
        text = " ".join(telling[:length])
    if chance.random() < 0.1:
        text = _slip(chance, text)
    elif length > 1 and chance.random() < 0.06:
        text = f"« {text} »"
    selected = {}
    if chance.random() < 0.25:
        name = chance.choice(("kind", "lever", "level", "sector", "year"))
        selected[name] = about.facets[name][:1] if name != "kind" else (about.kind,)
    return Question(text, selected)


def _slip(chance: random.Random, text: str) -> str:
    """One letter doubled, dropped or swapped with the next, not the first of a word."""
    words = text.split()
    at = max(range(len(words)), key=lambda place: len(words[place]))
    word = words[at]
    place = chance.randrange(1, max(2, len(word) - 1))
    kinds = (word[:place] + word[place] + word[place:], word[:place] + word[place + 1 :])
    swapped = word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]
    words[at] = chance.choice((*kinds, swapped))
    return " ".join(words)
