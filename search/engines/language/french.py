"""French analysis: a text becomes words with their exact form, stem and offsets; the same for every engine."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import Stemmer

from search.engines.language.french_words import ELIDED, PROTECTED, SOFT_WORDS, STOP_WORDS

ANALYSIS_VERSION = "2"
"""Change it whenever `analyse` may give other tokens for some text: every index then asks to be rebuilt."""

LONGEST_WORD = 60
"""Characters kept of a word; the longest French one in use has 25, more is noise or an attack."""

ROOT_LENGTH = 5
"""Letters of a stem that its family keeps: « fabrication » and « fabriquer » have other stems, the same « fabri »."""

_CACHE_SIZE = 150_000
"""Pieces of text remembered with their words (50 MB or so when full); emptied when full, which costs a slow second."""


class Token(NamedTuple):
    """A word of a text; `start` and `end` count characters of the text as it was given."""

    exact: str
    """Lower case, without accents: "eleves"."""
    stem: str
    """What its inflected forms share: "elev"."""
    word: str
    """Lower case, accents kept, inclusive endings folded in: "élèves"."""
    start: int
    end: int

    @property
    def is_stop(self) -> bool:
        return self.exact in STOP_WORDS

    @property
    def is_soft(self) -> bool:
        return self.exact in SOFT_WORDS

    @property
    def is_certain(self) -> bool:
        """A word of our own tables: right as it is, even where no document holds it."""
        return self.exact in PROTECTED


# For Python a modifier apostrophe is a letter, a combining accent or a soft hyphen is not: the reverse here.
_LETTER = r"[^\W\d_\u02bc]"
_CHAR = r"[^\W_\u02bc]"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_INSIDE = rf"(?:{_CHAR}|[\u0300-\u036f{_INVISIBLE}])"
_APOSTROPHES = "'’ʼ‘´`＇′"

# Inclusive endings, a closed list: "pain•beurre" or "fin.Le" are not one word. After a dot or a hyphen, endings that
# are words by themselves (le, te, elle…) are taken only with a plural mark, for "dit-elle" is two words.
_E_GRAVE = r"(?:è|e\u0300?)"
_SAFE = rf"(?:{_E_GRAVE}re|i{_E_GRAVE}re|trice|rice|ice|euse|ive|ienne|enne|nne|esse|ale|oise|aise|tte|lle|eure|e)"
_WORDLIKE = r"(?:elle|celle|ne|le|te|se|ve|fe|que|che|ère)"
_MIDDLE = r"[·•‧∙⋅・]"
_TAIL = (
    rf"(?:{_MIDDLE}(?:(?:{_SAFE}|{_WORDLIKE})(?:{_MIDDLE}|\.)?[sx]?|[sx])"
    rf"|\.(?:{_SAFE}(?:\.?s)?|{_WORDLIKE}\.?s|s)"
    rf"|[-\u2010\u2011/](?:{_SAFE}(?:[-\u2010\u2011/]?s)?|{_WORDLIKE}[-\u2010\u2011/]s)"
    rf"|\((?:{_SAFE}|{_WORDLIKE}|s|x)\)?(?:\(?s\)?)?\)?)"
)
# Nine words of ten are followed by a space or a comma: nothing else can belong to them, they are taken at once. (The
# possessive « ++ » spares the search for shorter words.) This branch changes no result, it saves half of the time.
_TOKEN = re.compile(
    rf"(?P<today>[Aa]ujourd[{_APOSTROPHES}]hui)"
    rf"|(?P<plain>{_CHAR}++)(?=[\s,;:!?»”\"{_APOSTROPHES}]|\Z)"
    rf"|(?P<acronym>{_LETTER}(?:\.{_LETTER})+(?!{_INSIDE})\.?)"
    rf"|(?P<joined>[Cc][Oo][-\u2010\u2011](?={_LETTER}))?(?P<word>{_CHAR}{_INSIDE}*)(?:(?P<tail>(?i:{_TAIL}))(?!{_INSIDE}))?"
)
_FEMININE_AGENT = re.compile(r"(?<=..)trice(?=s?$)")
_WITHOUT_ACCENT = re.compile(r"iere(?=s?$)")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
_REMOVED = str.maketrans(dict.fromkeys(_INVISIBLE))

_PIECE = re.compile(r"\S+")

_snowball = Stemmer.Stemmer("french", 0)
_stemming = threading.Lock()
_cache: dict[str, tuple[Token, ...]] = {}


def analyse(text: str, /) -> list[Token]:
    """The words of a text, in order, stop words included; elided articles (« l’ », « qu’ ») are left out."""
    tokens = []
    for found in _PIECE.finditer(text):
        shift = found.start()
        for exact, stem, word, start, end in _words_of(found.group()):
            tokens.append(Token(exact, stem, word, start + shift, end + shift))
    return tokens


def words(text: str, /) -> list[Token]:
    """As `analyse`, three times quicker, but the offsets mean nothing: what an index is made of."""
    return [token for piece in text.split() for token in _words_of(piece)]


class PlacedWord(NamedTuple):
    """A word of a text, as extracts need it; `start` and `end` as in a Token."""

    stem: str
    exact: str
    start: int
    end: int


def placed_words(text: str, /) -> list[PlacedWord]:
    """As `analyse`, twice quicker: without the words as they are written."""
    found_words = []
    for found in _PIECE.finditer(text):
        shift = found.start()
        for exact, stem, _word, start, end in _words_of(found.group()):
            found_words.append(PlacedWord(stem, exact, start + shift, end + shift))
    return found_words


def is_small(exact: str, /) -> bool:
    """Whether a word carries too little to be looked for alone, or lit: « les », « plus », « comment »."""
    return exact in STOP_WORDS or exact in SOFT_WORDS


def fold(word: str, /) -> str:
    """A word in lower case without accents or ligatures, letters and digits only."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered if lowered.isalnum() else "".join(filter(str.isalnum, lowered))
    plain = unicodedata.normalize("NFKD", lowered.translate(_LIGATURES)).lower()
    return "".join(char for char in plain if char.isalnum())


def root(stem: str, /) -> str:
    """The beginning of a stem, which its whole family shares: it orders what is found, it is too wide to find."""
    return stem[:ROOT_LENGTH]


def _words_of(piece: str) -> tuple[Token, ...]:
    """The words of a piece between two spaces, from the cache: no word holds a space, so a piece is analysed once."""
    known = _cache.get(piece)
    if known is None:
        known = tuple(_read(piece))
        if len(piece) <= LONGEST_WORD:
            if len(_cache) >= _CACHE_SIZE:
                _cache.clear()
            _cache[piece] = known
    return known


def _read(piece: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(piece):
        exact, stem, word = _forms(_normalised(found))
        if exact and not (exact in ELIDED and _is_elided(piece, found.end())):
            yield Token(exact, stem, word, found.start(), found.end())


def _is_elided(text: str, end: int) -> bool:
    return text[end : end + 1] in _APOSTROPHES and text[end + 1 : end + 2].isalpha() if end < len(text) else False


def _normalised(found: re.Match[str]) -> str:
    """The word matched: S.C.I.C. → SCIC, co-construire → coconstruire, usager·ère·s → usagers."""
    if found["plain"]:
        return found["plain"]
    if found["acronym"]:
        return found["acronym"].replace(".", "")
    if found["today"]:
        return "aujourdhui"
    word = ("co" if found["joined"] else "") + found["word"]
    tail = (found["tail"] or "").rstrip(")").lower()
    if tail.endswith(("s", "x")) and not word.endswith(("s", "x", "S", "X")):
        word += "s"
    return word


def _forms(word: str) -> tuple[str, str, str]:
    word = unicodedata.normalize("NFC", word.translate(_REMOVED)[:LONGEST_WORD]).lower()
    exact = fold(word)
    protected = PROTECTED.get(exact)
    return (protected, protected, word) if protected else (exact, _stem(word), word)


def _stem(word: str) -> str:
    """Stem, fold, stem again: measured best, because the second pass merges « écoutée » with « ecoutee ».

    « premiere » is given its accent back, which it would miss to be « premier ».

    It may not shorten -ilis: « mobiliser » is not « mobilité », nor « utiliser » « utile ». Measured: nothing lost as
    typed; to keep every -is apart loses 0.0003.
    """
    word = _WITHOUT_ACCENT.sub("ière", _FEMININE_AGENT.sub("teur", word))
    with _stemming:
        once = fold(_snowball.stemWord(word))
        twice = str(_snowball.stemWord(once)) or once
    return once if once.endswith("ilis") else twice


_SAMPLE = """L’usager·ère·s, l'étudiant.e.s et les conseiller(ère)s co-construisent aujourd’hui la S.C.I.C. du
cœur de l’été : paniers, évaluées, évaluer, généraux, lieux, actrice, bénévolat, nationalisation, dit-elle, m²."""


def analysis_fingerprint() -> str:
    """Changes when a text may be analysed otherwise: our version, our word lists, or the stemmer's own rules."""
    tokens = [token[:2] for token in analyse(_SAMPLE)]
    return repr((ANALYSIS_VERSION, ROOT_LENGTH, sorted(PROTECTED.items()), sorted(ELIDED), tokens))
