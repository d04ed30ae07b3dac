"""A WebVTT file read as browsers read it (https://www.w3.org/TR/webvtt1/, section 6), and what they would drop of it.

A browser never refuses a cue: it leaves it out without a word. So each thing left out is noted with its line.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from practices.captions.losses import Lost, WhyLost
from practices.captions.words import shown_of

ARROW = "-->"
LOST_LETTER = "\ufffd"
"""What stands for a byte that is no letter, and for a null character, which PostgreSQL refuses."""

_LINE_END = re.compile(r"\r\n|\r|\n")  # never str.splitlines(): a form feed or U+2028 ends no line here
_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?", re.DOTALL)
_STAMP = r"(?:([0-9]+):)?([0-9]{2}):([0-9]{2})\.([0-9]{3})"
TIMING = re.compile(rf"[ \t\f]*{_STAMP}[ \t\f]*-->[ \t\f]*{_STAMP}(?![0-9])(.*)", re.DOTALL)
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:[ \t]|\Z)")
"""Blocks that are not meant to be seen."""


class TimedText(NamedTuple):
    """A cue as it is written: its line, its times in seconds, its text with tags, and what follows its times."""

    line: int
    start: float
    end: float
    text: str
    settings: str = ""


@dataclass
class CaptionsRead:
    """What a browser keeps of a file, in the order of the film, and what it leaves out, in the order of the file."""

    cues: list[TimedText] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    is_captions: bool = True
    """Whether the first line says so; without it the whole file is left aside."""


def lines_of(text: str, /) -> list[str]:
    """The lines as WebVTT counts them; a null character is the sign of what is lost."""
    return _LINE_END.split(text.replace("\x00", LOST_LETTER))


def read_webvtt(text: str, /) -> CaptionsRead:
    """Read a whole file, already decoded and without byte order mark."""
    lines = lines_of(text)
    reading = CaptionsRead()
    if not _SIGNATURE.fullmatch(lines[0]):
        return CaptionsRead(lost=[Lost(1, WhyLost.NO_SIGNATURE, lines[0])], is_captions=False)
    place = 1
    while place < len(lines) and lines[place] and ARROW not in lines[place]:
        place += 1  # what a tool says of its file
    while place < len(lines):
        place = _read_block(lines, place, reading) if lines[place] else place + 1
    reading.cues.sort(key=lambda cue: (cue.start, -cue.end))
    reading.lost.sort(key=lambda lost: lost.line)
    return reading


def _read_block(lines: list[str], begin: int, reading: CaptionsRead) -> int:
    """One cue, or one block of something else; returns where the next may begin."""
    place = _end_of(lines, begin)
    is_aside = bool(_ASIDE.match(lines[begin]))
    has_times = place < len(lines) and ARROW in lines[place]
    if not is_aside and place - begin > (1 if has_times else 0) and not _is_a_number(lines[begin:place]):
        reading.lost.append(Lost(begin + 1, WhyLost.NO_TIMES, lines[begin]))
    if not has_times:
        return place
    following = _end_of(lines, place + 1)
    times = times_of(lines[place])
    if times is not None:
        start, end, settings = times
        cue = TimedText(place + 1, start, end, "\n".join(lines[place + 1 : following]), settings)
        reading.cues.append(cue)
        reading.lost += _lost_of(cue, lines[place])
    elif not _ASIDE.match(lines[place]) and not (is_aside and lines[begin].startswith("STYLE")):
        reading.lost.append(Lost(place + 1, WhyLost.BAD_TIMES, lines[place]))
    return following


def times_of(line: str, /) -> tuple[float, float, str] | None:
    """Start, end, and the settings behind them; None when a browser refuses the line."""
    found = TIMING.fullmatch(line)
    if not found:
        return None
    start, end = _seconds(*found.groups()[:4]), _seconds(*found.groups()[4:8])
    return None if start is None or end is None else (start, end, found[9])


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float | None:
    if int(minutes) > 59 or int(seconds) > 59:
        return None
    counted = (hours or "").lstrip("0")
    if len(counted) > 9:
        return float("inf")  # a browser's number overflows too
    return int(counted or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


def _lost_of(cue: TimedText, timing: str) -> list[Lost]:
    """What of this cue is never seen, although it is a cue."""
    words = shown_of(cue.text)
    lost = [Lost(_line_in(cue, hidden), WhyLost.LOOKS_LIKE_A_TAG, hidden) for hidden in words.hidden[:1]]
    if (words.text.strip() or lost) and not cue.start < cue.end:
        lost.append(Lost(cue.line, WhyLost.BACKWARDS, timing))
    if any(":" not in word and any(map(str.isalpha, word)) for word in cue.settings.split()):
        lost.append(Lost(cue.line, WhyLost.BESIDE_TIMES, timing))
    if LOST_LETTER in cue.text:
        line = _line_in(cue, LOST_LETTER)
        lost.append(Lost(line, WhyLost.BROKEN_LETTERS, lines_of(cue.text)[line - cue.line - 1]))
    return lost


def _line_in(cue: TimedText, part: str) -> int:
    """The line of the file where this part of a cue's text begins."""
    return cue.line + 1 + cue.text.count("\n", 0, cue.text.index(part))


def _end_of(lines: list[str], place: int) -> int:
    """The first blank line, or line of times, from here on."""
    while place < len(lines) and lines[place] and ARROW not in lines[place]:
        place += 1
    return place


def _is_a_number(block: list[str]) -> bool:
    """The number of a cue that a tool parted from it: nobody misses it."""
    return len(block) == 1 and block[0].strip().isdecimal()
