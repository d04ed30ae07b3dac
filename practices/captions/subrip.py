"""SubRip (.srt), which most tools write, turned into WebVTT: no sentence of it is lost on the way."""

import re
from collections.abc import Sequence

from practices.captions.losses import Lost, WhyLost
from practices.captions.webvtt import ARROW, LOST_LETTER, CaptionsRead, TimedText, lines_of

_STAMP = r"(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{1,2})[,.]([0-9]{3})(?![0-9])"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?:\s.*)?", re.DOTALL)
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")  # {\an8}: where to stand, for another player
_FONT = re.compile(r"</?font\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"(</?[biu]>)|&(?!(?:amp|lt|gt|nbsp|lrm|rlm|#[0-9]+);)|<|>", re.IGNORECASE)
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def is_subrip(text: str, /) -> bool:
    """Whether the first times of a file have SubRip's commas; some tools write them under WebVTT's first line."""
    first = next((line for line in lines_of(text) if ARROW in line), "")
    return bool(_TIMING.fullmatch(first)) and "," in first


def read_subrip(text: str, /) -> CaptionsRead:
    """The cues, their text ready for WebVTT, and what has no times. Blank lines inside a cue part nothing here."""
    reading = CaptionsRead()
    block: list[tuple[int, str]] = []
    timing: tuple[int, str] | None = None
    for number, line in enumerate(_lines_below_a_header(text), start=1):
        if _TIMING.fullmatch(line):
            _drop_the_number(block)
            _keep(reading, timing, block)
            timing, block = (number, line), []
        elif ARROW in line and re.search(r"[0-9]", line):
            reading.lost.append(Lost(number, WhyLost.BAD_TIMES, line))
        elif line.strip():
            block.append((number, line))
    _keep(reading, timing, block)
    reading.cues.sort(key=lambda cue: (cue.start, -cue.end))
    reading.lost.sort(key=lambda lost: lost.line)
    return reading


def as_webvtt(cues: Sequence[TimedText], /) -> str:
    """These cues as a WebVTT file."""
    blocks = (f"{clock(cue.start)} --> {clock(cue.end)}\n{cue.text}" for cue in cues)
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def clock(seconds: float, /) -> str:
    """« 01:02:03.500 »."""
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _drop_the_number(block: list[tuple[int, str]]) -> None:
    """The line just above the times numbers the cue."""
    if block and block[-1][1].strip().isdecimal():
        block.pop()


def _lines_below_a_header(text: str) -> list[str]:
    """The lines; those of a WebVTT header, which some tools put above SubRip, count but say nothing."""
    lines = lines_of(text)
    below = 0
    if lines[0].startswith("WEBVTT"):
        below = next((place for place, line in enumerate(lines) if not line or ARROW in line), len(lines))
    return [""] * below + lines[below:]


def _keep(reading: CaptionsRead, timing: tuple[int, str] | None, block: list[tuple[int, str]]) -> None:
    """Make a cue of the block below a line of times."""
    reading.lost += [Lost(number, WhyLost.BROKEN_LETTERS, line) for number, line in block if LOST_LETTER in line]
    if timing is None:
        reading.lost += [Lost(number, WhyLost.NO_TIMES, line) for number, line in block[:1]]
        return
    number, line = timing
    found = _TIMING.fullmatch(line)
    text = "\n".join(words for _, said in block if (words := _plain(said)))
    if found is None or not text:
        return
    start, end = _seconds(*found.groups()[:4]), _seconds(*found.groups()[4:8])
    if not start < end:
        reading.lost.append(Lost(number, WhyLost.BACKWARDS, line))
    reading.cues.append(TimedText(number, start, end, text))


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


def _plain(line: str) -> str:
    """A line's text as WebVTT writes it: bold, italics and underlining stay, other marks go, signs are escaped."""
    bare = _FONT.sub("", _OVERRIDE.sub("", line))
    return _MARKUP.sub(lambda sign: sign[1].lower() if sign[1] else _ESCAPED[sign[0]], bare).strip()
