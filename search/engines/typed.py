"""What somebody typed, read as they meant it: free words, phrases in quotes, words to leave out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from search.engines.french import Token, analyse

MAX_LENGTH = 200
"""Characters read; longer questions are cut at a word."""

Segment = Sequence[Token]

_MARKED = re.compile(
    r"""(?P<minus>(?<!\S)[-−])?            # after a space, glued to what follows: « état-major » excludes nothing
        (?:"(?P<straight>[^"]*)"|«(?P<french>[^»]*)»|“(?P<curly>[^”]*)”|(?P<word>(?<=[-−])\S+))""",
    re.VERBOSE,
)


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


def _shortened(text: str) -> str:
    text = text.replace("\x00", " ").strip()
    if len(text) <= MAX_LENGTH:
        return text
    cut = text[: MAX_LENGTH + 1]
    return cut.rsplit(None, 1)[0][:MAX_LENGTH]


def _moved(tokens: Sequence[Token], offset: int) -> list[Token]:
    return [token._replace(start=token.start + offset, end=token.end + offset) for token in tokens]
