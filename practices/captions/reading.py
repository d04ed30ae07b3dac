"""Captions of the site, read for what is said in them: from when to when, in plain words."""

from typing import NamedTuple

from practices.captions.encodings import decode_as_a_browser
from practices.captions.webvtt import CaptionsRead, read_webvtt
from practices.captions.words import shown_of

LATEST = 100 * 3600
"""Seconds: a time beyond is a slip of the tool that wrote the file."""


class Cue(NamedTuple):
    """What stands on the screen at once; times in seconds from the start."""

    start: float
    end: float
    text: str


class Unreadable(ValueError):
    """A file that no browser takes for captions."""


def read_as_a_browser(content: bytes, /) -> CaptionsRead:
    """What a browser makes of a stored file."""
    return read_webvtt(decode_as_a_browser(content))


def read_captions(content: bytes, /) -> list[Cue]:
    """The cues that a browser shows, in the order of the film, without tags or blank ones. Raises Unreadable.

    Automatic captions roll: each cue repeats the last line of the one before. A line is kept once.
    """
    reading = read_as_a_browser(content)
    if not reading.is_captions:
        raise Unreadable(str(reading.lost[0]))
    cues: list[Cue] = []
    shown: list[str] = []
    for timed in reading.cues:
        lines = [" ".join(line.split()) for line in shown_of(timed.text).text.split("\n")]
        lines = [line for line in lines if line]
        new = [line for line in lines if line not in shown[-2:]]
        shown = lines or shown
        if new and timed.start < timed.end < LATEST:
            cues.append(Cue(timed.start, timed.end, " ".join(new)))
    return cues
