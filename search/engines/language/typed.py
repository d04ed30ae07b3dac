"""What somebody typed, read as they meant it: free words, phrases in quotes, words to leave out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from search.engines.language.french import Token, analyse

MAX_LENGTH = 200
"""Characters read; longer questions are cut at a word."""

Segment = Sequence[Token]

_MARKED = re.compile(
    r"""(?P<minus>(?<!\S)[-−])?            # after a space, glued to what follows: « état-major » excludes nothing
        (?:"(?P<straight>[^"]*)"|«(?P<french>[^»]*)»|“(?P<curly>[^”]*)”|(?P<word>(?<=[-−])\S+))""",
    re.VERBOSE,
)

_QUOTES = '"«»“” \u00a0\u202f'
_MINUS = "-−"
_ELISION_BEFORE = re.compile(r"\b\w{1,7}['’ʼ]$")


@dataclass(frozen=True, slots=True)
class Typed:
    """`free` holds the runs of words between phrases: neighbours in the same run are neighbours for the reader too."""

    text: str
    free: tuple[Segment, ...]
    phrases: tuple[Segment, ...]
    excluded: tuple[Segment, ...]


def read_typed(text: str, /) -> Typed:
    """Read a typed text; an unclosed quote is an ordinary character. Offsets count in `Typed.text`, perhaps shorter."""
    text = _shortened(text)
    free: list[Segment] = []
    phrases: list[Segment] = []
    excluded: list[Segment] = []
    end = 0
    for found in _MARKED.finditer(text):
        if found["word"] is not None and not found["minus"]:
            continue
        free.append(_moved(analyse(text[end : found.start()]), end))
        inner = next(part for part in found.group("straight", "french", "curly", "word") if part is not None)
        tokens = analyse(inner)
        if tokens:
            (excluded if found["minus"] else phrases).append(tokens)
        end = found.end()
    free.append(_moved(analyse(text[end:]), end))
    return Typed(text, tuple(run for run in free if run), tuple(phrases), tuple(excluded))


Demand = Literal["together", "word", "absence"]
"""What is not asked any more: that words stand together, a word or a phrase, or that something be left out."""


@dataclass(frozen=True, slots=True)
class Shorter:
    """The typed text with one demand less: `dropped` as it was typed, `text` what is asked then."""

    dropped: str
    text: str
    demand: Demand = "word"


def shorter_ways(text: str, /) -> list[Shorter]:
    """Each way to ask for one thing less: a phrase becomes free words, then one phrase, word or exclusion leaves.

    Nothing for a single word; stop words stay, for they ask for nothing.
    """
    text = _shortened(text)
    parts = [found.span() for found in _MARKED.finditer(text) if found["word"] is None or found["minus"]]
    opened = [
        Shorter(text[start:end], _spaced(text[:start], text[start:end].strip(_QUOTES), text[end:]), "together")
        for start, end in parts
        if text[start] not in _MINUS
    ]
    for token in analyse(text):
        if not token.is_stop and not any(start <= token.start < end for start, end in parts):
            elided = _ELISION_BEFORE.search(text[: token.start])
            parts.append((elided.start() if elided else token.start, token.end))
    left = [
        Shorter(text[start:end], _spaced(text[:start], text[end:]), "absence" if text[start] in _MINUS else "word")
        for start, end in sorted(parts)
    ]
    return [*opened, *(one for one in left if _asks_for_something(one.text))]


def loosened(text: str, /) -> str:
    """The same words without quotes, and without what was excluded."""
    typed = read_typed(text)
    return " ".join(token.word for run in (*typed.free, *typed.phrases) for token in run)


def _asks_for_something(text: str) -> bool:
    typed = read_typed(text)
    return bool(typed.phrases) or any(not token.is_stop for run in typed.free for token in run)


def _spaced(*parts: str) -> str:
    return " ".join(" ".join(parts).split())


def _shortened(text: str) -> str:
    text = text.replace("\x00", " ").strip()
    if len(text) <= MAX_LENGTH:
        return text
    cut = text[: MAX_LENGTH + 1]
    return cut.rsplit(None, 1)[0][:MAX_LENGTH]


def _moved(tokens: Sequence[Token], offset: int) -> list[Token]:
    return [token._replace(start=token.start + offset, end=token.end + offset) for token in tokens]
