"""What is seen of a cue's text, tags and entities read (WebVTT, section 6.4), and the words that a tag hides."""

import html
import re
from typing import NamedTuple

_TAG = re.compile(r"<([^>]*)>?")  # an opening sign that nothing closes takes all that follows
_NAME_ENDS = re.compile(r"[. \t\n/]")
_TIME = re.compile(r"[0-9:.]+")
_NO_LETTER = re.compile(r"&#(?:[0-9]{100,}|[xX][0-9a-fA-F]{100,});?")  # Python refuses to read such a number
_HARMLESS = frozenset(
    # WebVTT's own, then those that other formats leave behind; anything else between < and > is somebody's words.
    (
        "c",
        "i",
        "b",
        "u",
        "ruby",
        "rt",
        "v",
        "lang",
        "font",
        "span",
        "br",
        "p",
        "div",
        "em",
        "strong",
        "s",
        "strike",
        "sub",
        "sup",
    )
)


class ShownText(NamedTuple):
    """The text that stands on the screen, and what was meant to and does not."""

    text: str
    hidden: tuple[str, ...] = ()


def shown_of(text: str, /) -> ShownText:
    """What a browser shows of a cue's text."""
    parts: list[str] = []
    hidden: list[str] = []
    place = 0
    for tag in _TAG.finditer(text):
        parts.append(_letters(text[place : tag.start()]))
        place = tag.end()
        if not _is_harmless(tag[1], is_closed=tag[0].endswith(">")):
            hidden.append(tag[0])
    parts.append(_letters(text[place:]))
    return ShownText("".join(parts), tuple(hidden))


def _letters(text: str) -> str:
    return html.unescape(_NO_LETTER.sub("\ufffd", text))


def _is_harmless(inside: str, *, is_closed: bool) -> bool:
    if not inside.strip("/ \t\n"):
        return True
    if not is_closed:
        return False
    if _TIME.fullmatch(inside):
        return any(sign in inside for sign in ":.")
    name = inside.removeprefix("/")
    return _NAME_ENDS.split(name, maxsplit=1)[0].lower() in _HARMLESS
