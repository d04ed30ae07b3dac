"""The rules of French typography: which spaces of a text never break, which apostrophes curl."""

import re
from collections.abc import Iterable, Iterator

NO_BREAK_SPACE = "\u00a0"
APOSTROPHE = "’"

_DOUBLE = ";:!?»%€"
_UNITS = "[kKMG]o|octets?|min|h|s|km|m|cm|mm|kg|g|l|cl"
_SPACES = (
    rf"(?<= [{_DOUBLE}])",  # Quoi ?
    rf"(?<=«) (?![{_DOUBLE}])",  # « oui »
    rf"(?<=[0-9]) (?=(?:\d\d\d|{_UNITS})(?![\w'’&-]))",  # 10 000, 200 Mo, 15 min
    r"(?<=[nN]°) (?=\w)",  # n° 5
)
# Elisions only: « O'Brien » stays as its owner writes it; so do addresses, « d'artagnan@exemple.fr », « /wiki/L'eau ».
_WORDS = ("jusqu", "lorsqu", "puisqu", "presqu", "quelqu", "quoiqu", "aujourd", "qu", *"cdjlmnst")
_ELIDED = [f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in _WORDS]
_BEFORE_A_WORD = r"(?=[^\W\d_]|[<«])(?![\w.+'-]{0,64}@)"


def _curled(begin: str, end: str) -> str:
    """An apostrophe of an elision: as it is typed or, in two parts, as it is escaped."""
    elided = "|".join(rf"(?<=(?<![\w/@.=&%+'’-]){word}{begin})" for word in _ELIDED)
    return rf"(?<={begin})(?:{elided}){end}{_BEFORE_A_WORD}"


_CURLED = (_curled("'", ""), _curled("&", "#(?:x27|39);"))
# Each begins with a sign that is rarer than a space: half of a page is spaces. None takes a step back.
_PLACES = re.compile(rf"[{_DOUBLE}«0-9°'&](?:{'|'.join((*_SPACES, *_CURLED))})")


def places(text: str, /) -> Iterator[tuple[int, int]]:
    """Where a text is shown otherwise than it is typed: a space, or an apostrophe; in order."""
    for found in _PLACES.finditer(text):
        if found[0] in _DOUBLE:
            yield found.start() - 1, found.start()
        elif found[0][-1] == " ":
            yield found.end() - 1, found.end()
        else:
            yield found.span()


def shown(text: str, where: Iterable[tuple[int, int]], /) -> str:
    """The text, as it is shown in these places and as it is typed elsewhere."""
    pieces, last = [], 0
    for start, end in where:
        pieces += [text[last:start], NO_BREAK_SPACE if text[start] == " " else APOSTROPHE]
        last = end
    return "".join([*pieces, text[last:]])


def french(text: str, /) -> str:
    """The text as it is shown: « Qu'y a-t-il ? » keeps its mark on its line. A text already so is unchanged."""
    return shown(text, places(text))
