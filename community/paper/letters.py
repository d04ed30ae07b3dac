"""The letters that our fonts draw: those of the languages of Europe written in Latin letters, and a box for the others.

A picture or a PDF is never refused for a letter: an emoji, Arabic or Cyrillic word becomes « □ », and the text itself
stays on the page of the site.
"""

import unicodedata
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
TEXT, TEXT_BOLD = FONTS / "AtkinsonHyperlegibleNext-Regular.ttf", FONTS / "AtkinsonHyperlegibleNext-Bold.ttf"
TITLE = FONTS / "BricolageGrotesque-Bold.ttf"

BOX = "□"
DRAWN = (  # what the three fonts have in common: a test compares
    "0020-007E 00A0-00A3 00A5-00AC 00AE-00B4 00B6-0107 010A-0113 0116-011B 011E-0123 0126-0127 012A-012B 012E-0133 "
    "0136-0137 0139-013E 0141-0148 0150-0155 0158-015B 015E-0161 0164-0165 016A-016B 016E-017E 0218-021B 0237 "
    "02C6-02C7 02DA 02DC-02DD 1E80-1E85 1E9E 1EF2-1EF3 2009 2011 2013-2014 2018-201A 201C-201E 2020 2022 2026 202F "
    "2039-203A 2044 20AC 20B9 2113 2122 2212 25A1"
)
SAID_OTHERWISE = str.maketrans(
    {"→": "->", "←": "<-", "⇒": "=>", "≤": "<=", "≥": ">=", "′": "’", "ʼ": "’", "‐": "-", "―": "—"}
    | {"\u2002": " ", "\u2003": " ", "\u2007": "\u00a0", "\u2028": "\n", "\u2029": "\n", "\t": " ", "▪": "•", "●": "•"}
)
SEEN_BY_NOBODY = ("Cc", "Cf", "Cs", "Mn", "Me", "Mc")  # controls, marks of direction, what an emoji is glued with


def _ranges(text: str) -> frozenset[str]:
    ends = [span.split("-") for span in text.split()]
    return frozenset(chr(code) for span in ends for code in range(int(span[0], 16), int(span[-1], 16) + 1))


KNOWN = _ranges(DRAWN)


def drawable(text: str) -> str:
    """The text in letters that our fonts have; a run of letters they lack becomes one box. Lines stay lines."""
    drawn: list[str] = []
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(SAID_OTHERWISE)
    for letter in unicodedata.normalize("NFC", plain):
        if letter == "\n" or letter in KNOWN:
            drawn.append(letter)
        elif unicodedata.category(letter) not in SEEN_BY_NOBODY and drawn[-1:] != [BOX]:
            drawn.append(BOX)
    return "".join(drawn)


def sayable(text: str) -> str:
    """The text for what says it aloud or shows it with letters of its own: without controls and halves of letters."""
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text).strip()


def is_mostly_boxes(text: str) -> bool:
    """Whether what our fonts draw of this text says nothing any more."""
    words = drawable(text).split()
    return sum(BOX in word for word in words) * 2 > len(words)
