"""Addresses that people type in a text become links: to pages and mails, nothing else, and not vouched for."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

SHOWN = 60  # characters: a longer address is told by its beginning
LONGEST_ADDRESS = 2048  # characters: what every browser and server takes; beyond, it stays text
REL = "nofollow ugc"
"""Written by visitors of the web, not vouched for (developers.google.com/search, « Qualify outbound links »)."""

_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_PAGE = rf"(?:https?://|www\.)[^\s<>\"\\«»“”„…\x00-\x1f\x7f{_INVISIBLE}]+"
_MAIL = r"(?:mailto:)?[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?![\w@-])"
_ADDRESS = re.compile(rf"(?<![\w.%+@/:=&-])(?:({_PAGE})|({_MAIL}))", re.IGNORECASE)
_HOST = re.compile(
    r"(?=.{4,253}\Z)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,24}|xn--[a-z0-9-]{2,59})", re.IGNORECASE
)
_TRAILING = ".,;:!?'’*_~|`"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def linked(text: str, /) -> SafeString:
    """The text, escaped, its addresses made links; what is HTML already is given back as it is."""
    if isinstance(text, SafeString):
        return text
    return mark_safe("".join(_pieces(text)))


def _pieces(text: str) -> Iterator[str]:
    place = 0
    for found in _ADDRESS.finditer(text):
        typed = _without_the_end_of_the_sentence(found[0])
        if target := _target(typed, is_mail=bool(found[2])):
            yield escape(text[place : found.start()])
            yield format_html('<a href="{}" rel="{}">{}</a>', target, REL, _shortened(typed))
            place = found.start() + len(typed)
    yield escape(text[place:])


def _target(typed: str, *, is_mail: bool) -> str:
    """Where the link leads; nothing for what only looks like an address, or like somebody else's."""
    if len(typed) > LONGEST_ADDRESS:
        return ""
    if is_mail:
        return "mailto:" + quote(re.sub("^mailto:", "", typed, flags=re.IGNORECASE), safe="@+")
    target = typed if re.match("https?://", typed, re.IGNORECASE) else f"https://{typed}"
    try:
        parts = urlsplit(target)
        is_sound = parts.username is None and parts.port != 0 and bool(_HOST.fullmatch(parts.hostname or ""))
    except ValueError:  # a port that is no number, a bracket that nothing closes
        return ""
    return target if is_sound else ""


def _without_the_end_of_the_sentence(typed: str) -> str:
    """Without the punctuation behind an address; « (voir https://a.fr/b_(c)) » keeps the bracket that it opened."""
    end = len(typed)
    unmatched = {closing: typed.count(closing) - typed.count(opening) for closing, opening in _PAIRS.items()}
    while end and (typed[end - 1] in _TRAILING or unmatched.get(typed[end - 1], 0) > 0):
        if typed[end - 1] in unmatched:
            unmatched[typed[end - 1]] -= 1
        end -= 1
    return typed[:end]


def _shortened(typed: str) -> str:
    return typed if len(typed) <= SHOWN else f"{typed[: SHOWN - 1]}…"
