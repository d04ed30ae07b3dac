"""What may be kept, printed and sent of a text; what of it can be seen; how long it is for a browser.

Three strengths: `printable` leaves out what no page, feed or mail can show; `typed` also takes away what nobody sees
at both ends; `on_one_line` and `without_invisible` are for single lines and for addresses.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
"""Those of Windows, of PowerPoint inside a paragraph, of a PDF's pages, and of the standard that nobody follows."""

_PLANE_ENDS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_STRAY = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")
"""Controls but the tab and the line end, halves of surrogate pairs, and what Unicode says is no character."""

_MISREAD = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
"""A Windows text read as if it were Latin-1: browsers read « l\x92accueil » as « l’accueil », and so do we."""

_OVERRIDES, _EMBEDDINGS, _ISOLATES = "\u202d\u202e", "\u202a\u202b", "\u2066\u2067\u2068"
_END_OF_EMBEDDING, _END_OF_ISOLATE = "\u202c", "\u2069"
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")

_NO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_LOOK_EMPTY = "\u2800\u115f\u1160\u3164\uffa0"  # braille without dots, fillers of the Korean script
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Mn", "Mc", "Me", "Zs", "Zl", "Zp"))  # categories that draw nothing alone


def printable(text: str, /) -> str:
    """The text in the usual form of Unicode (NFC), lines ended by \\n, safe in HTML, in XML 1.0 and in a mail.

    Left out: controls but tab and line end, non-characters, lone surrogates, and marks of direction that turn letters
    round or are not closed on their line. Joiners and variation marks stay: emoji and other scripts are made of them.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text)
    text = _STRAY.sub(lambda found: _MISREAD.get(found[0], ""), text)
    if _DIRECTION.search(text):
        text = _with_closed_directions(text)
    return unicodedata.normalize("NFC", text)


def typed(text: str, /) -> str:
    """The same without spaces nor characters of no width at both ends; empty when nothing of it can be seen."""
    text = printable(text)
    return "" if is_blank(text) else text.strip(_SPACES + _NO_WIDTH)


def is_blank(text: str, /) -> bool:
    """Whether nothing of the text can be seen."""
    return all(char in _LOOK_EMPTY or unicodedata.category(char) in _UNSEEN for char in text)


def on_one_line(text: str, /) -> str:
    """The same on a single line, one space where a line or a column ended."""
    parts = (part.strip() for part in re.split(r"[\n\t]", text)) if re.search(r"[\n\t]", text) else [text]
    return " ".join(part for part in parts if part)


def without_invisible(text: str, /) -> str:
    """Without the characters of no width, wherever they stand: an address has none, a pasted one may."""
    return text.translate(dict.fromkeys(map(ord, _NO_WIDTH))) if not text.isascii() else text


def browser_length(text: str, /) -> int:
    """How many characters a browser counts for `maxlength`: UTF-16 units, one for an end of line (an emoji: 2)."""
    text = text.replace("\r\n", "\n")
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _with_closed_directions(text: str) -> str:
    """Without overrides, and without the marks that open for ever or close nothing; they count within a line."""
    dropped: set[int] = set()
    opened: list[int] = []
    isolates = 0  # among those opened
    for place, char in enumerate(text):
        if char in _ISOLATES or char in _EMBEDDINGS or char in _OVERRIDES:
            opened.append(place)
            isolates += char in _ISOLATES
        elif char == "\n":
            dropped.update(opened)
            opened, isolates = [], 0
        elif char == _END_OF_EMBEDDING:
            if not opened or text[opened[-1]] in _ISOLATES:
                dropped.add(place)
            elif text[start := opened.pop()] in _OVERRIDES:
                dropped.update((start, place))
        elif char == _END_OF_ISOLATE and not isolates:
            dropped.add(place)
        elif char == _END_OF_ISOLATE:
            while text[start := opened.pop()] not in _ISOLATES:
                dropped.add(start)
            isolates -= 1
    dropped.update(opened)
    return "".join(char for place, char in enumerate(text) if place not in dropped)
