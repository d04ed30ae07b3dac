"""Captions (WebVTT), read: what is said, from when to when. The one door to the library that reads them."""

import html
from typing import NamedTuple

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

LATEST = 100 * 3600
"""Seconds: a time beyond is a slip of the tool that wrote the file."""

LOST = "\ufffd"
"""What a player shows in the place of a null character, which PostgreSQL refuses."""


class Cue(NamedTuple):
    """What stands on the screen at once; times in seconds from the start."""

    start: float
    end: float
    text: str


class Unreadable(ValueError):
    """A file that a player could not read as captions."""


def read_captions(content: bytes, /) -> list[Cue]:
    """The cues in the order of the film, without tags, times of words or blank ones. Raises Unreadable.

    Automatic captions roll: each cue repeats the last line of the one before. A line is kept once.
    """
    try:
        captions = webvtt.from_string(content.decode("utf-8-sig").replace("\x00", LOST)).captions
    except (UnicodeDecodeError, ValueError, MalformedFileError, MalformedCaptionError) as fault:
        raise Unreadable(str(fault)) from fault
    cues: list[Cue] = []
    shown: list[str] = []
    for caption in sorted(captions, key=lambda caption: caption.start_time.in_milliseconds()):
        lines = [" ".join(html.unescape(line).split()) for line in caption.text.splitlines()]
        lines = [line for line in lines if line]
        new = [line for line in lines if line not in shown[-2:]]
        shown = lines or shown
        start, end = caption.start_time.in_milliseconds() / 1000, caption.end_time.in_milliseconds() / 1000
        if new and start < end < LATEST:
            cues.append(Cue(start, end, " ".join(new)))
    return cues
