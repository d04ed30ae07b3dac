"""From bytes to text: UTF-8, what announces itself, and the encoding of old French Windows where there is no doubt."""

import codecs
from typing import NamedTuple

from django.utils.translation import gettext as _

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WINDOWS = "cp1252"
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæñÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ’‘“”«»–—…€°²·•©\u00a0")
"""Beyond ASCII, what a French text holds; é of a Mac or of DOS, read as Windows, gives other letters."""


class Decoded(NamedTuple):
    """The text of a file, and whether its encoding had to be guessed."""

    text: str
    is_guessed: bool = False


class Undecodable(ValueError):
    """Nobody can tell which letters these bytes are; the message says what to do."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Les lettres accentuées de ce fichier sont illisibles. Ouvrez-le dans un éditeur de texte, choisissez "
                "« Enregistrer sous » avec le codage UTF-8, puis joignez le nouveau fichier."
            )
        )


def decode(content: bytes, /) -> Decoded:
    """The text that these bytes are, without byte order mark. Raises Undecodable rather than guess wrong."""
    mark, encoding = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", ""))
    try:
        if encoding or (encoding := _utf16_without_mark(content)):
            return Decoded(content[len(mark) :].decode(encoding))
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError as fault:
        if encoding:
            raise Undecodable from fault
    return _of_windows(content)


def decode_as_a_browser(content: bytes, /) -> str:
    """What a browser makes of a file of the site: letters it cannot read are lost, one sign for each."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    return content.decode("utf-8", errors="replace")


def _utf16_without_mark(content: bytes) -> str:
    """« W.E.B.V.T.T. » or « 1... » : every second byte is null in the first words."""
    start = content[:12]
    if len(start) < 12 or b"\x00" not in start:
        return ""
    if not any(start[1::2]) and all(start[::2]):
        return "utf-16-le"
    return "utf-16-be" if not any(start[::2]) and all(start[1::2]) else ""


def _of_windows(content: bytes) -> Decoded:
    try:
        text = content.decode(_WINDOWS)
    except UnicodeDecodeError as fault:
        raise Undecodable from fault
    if not {letter for letter in text if letter > "\x7f"} <= _FRENCH:
        raise Undecodable
    return Decoded(text, is_guessed=True)
