"""What is seen of a cue's text: without its tags, with its entities (WebVTT, section 6.4), and the words that a tag hides."""

import html
import re
from typing import NamedTuple

_TAG = re.compile(r"<([^>]*)>?")  # an opening sign that nothing closes takes all that follows
_NAME = re.compile(r"/?([a-z0-9]*)", re.IGNORECASE)
_TIME = re.compile(r"[0-9:.]+")
_HARMLESS = frozenset(
    # WebVTT's own, then those that other formats leave behind; anything else between < and > is somebody's words.
    "c i b u ruby rt v lang font span br p div em strong s strike big small sub sup tt".split()
)


class Shown(NamedTuple):
    """The text that stands on the screen, and what was meant to and does not."""

    text: str
    hidden: tuple[str, ...] = ()


def shown_of(text: str, /) -> Shown:
    """What a browser shows of a cue's text."""
    parts: list[str] = []
    hidden: list[str] = []
    place = 0
    for tag in _TAG.finditer(text):
        parts.append(html.unescape(text[place : tag.start()]))
        place = tag.end()
        if not _is_harmless(tag[1], is_closed=tag[0].endswith(">")):
            hidden.append(tag[0])
    parts.append(html.unescape(text[place:]))
    return Shown("".join(parts), tuple(hidden))


def _is_harmless(inside: str, *, is_closed: bool) -> bool:
    if not inside.strip("/ \t\n"):
        return True
    if not is_closed:
        return False
    if _TIME.fullmatch(inside):
        return any(sign in inside for sign in ":.")
    name = _NAME.match(inside)
    rest = inside[name.end() :] if name else inside
    return bool(name) and name[1].lower() in _HARMLESS and rest[:1] in ("", ".", " ", "\t", "\n", "/")
