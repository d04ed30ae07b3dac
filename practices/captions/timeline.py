"""Whether captions are on the clock of their film: not an hour late, not another film's."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.files.recordings.recording import duration_of
from community.models import SiteMedia
from practices.captions.subrip import clock
from practices.captions.webvtt import ARROW, TimedText, lines_of, read_webvtt
from practices.moments import Moment

HOUR = 3600
SLACK = 2.0  # seconds: the sound and the picture of a film end apart, and its length is often rounded
_TIME_IN_TEXT = re.compile(r"<([0-9]{2,9}):([0-9]{2}:[0-9]{2}\.[0-9]{3})>")


def seconds_of(recording: Any, /) -> float | None:
    """How long a film or a sound lasts, stored or just sent; None when nobody knows."""
    if isinstance(recording, SiteMedia):
        return recording.duration or duration_of(recording.file)
    return None if recording is None else duration_of(recording)


def hours_late(cues: Sequence[TimedText], /, *, film: float | None) -> int:
    """The whole hours at which an editing program began its clock (often 1, or 10); 0 when the captions fit.

    Nobody is silent for an hour and then speaks: that the film's length is unknown is no obstacle.
    """
    hours = int(min((cue.start for cue in cues), default=0) // HOUR)
    if not hours or (film is not None and (film > hours * HOUR or _after(cues, film + hours * HOUR))):
        return 0
    return hours


def earlier(text: str, /, *, hours: int) -> str:
    """The same WebVTT, so many hours earlier: its times, and those of words in its text; all else as it was."""
    lines = lines_of(text)
    cues = sorted(read_webvtt(text).cues, key=lambda cue: cue.line)
    ends = [*(cue.line - 1 for cue in cues), len(lines)]
    for cue, (place, following) in zip(cues, pairwise(ends), strict=True):
        start, end = cue.start - hours * HOUR, cue.end - hours * HOUR
        lines[place] = f"{clock(start)} {ARROW} {clock(end)}{cue.settings.rstrip()}"
        for number in range(place + 1, following):
            lines[number] = _TIME_IN_TEXT.sub(lambda time: _sooner(time, hours), lines[number])
    return "\n".join(lines)


def _sooner(time: re.Match[str], hours: int) -> str:
    return f"<{max(0, int(time[1]) - hours):02d}:{time[2]}>"


def misfit(cues: Sequence[TimedText], /, *, film: float | None) -> str:
    """What to tell the person whose captions are not on this film's clock; empty when they are."""
    if not cues:
        return ""
    first = min(cue.start for cue in cues)
    if first >= HOUR and (film is None or first >= film + SLACK):
        return _(
            "Ces sous-titres commencent à %(start)s, comme l’horloge d’un logiciel de montage : "
            "aucun ne s’afficherait. Remettez-y le début de la séquence à zéro, puis exportez-les à nouveau."
        ) % {"start": clock(first)[:8]}
    late = [] if film is None else _after(cues, film)
    if film is None or not late:
        return ""
    count = len(late)
    return ngettext(
        "La vidéo ou le son dure %(length)s, et un sous-titre vient après sa fin, à %(start)s. "
        "Est-ce le bon fichier ? Sinon, enlevez ce qui dépasse.",
        "La vidéo ou le son dure %(length)s, et %(count)d sous-titres viennent après sa fin, le premier à %(start)s. "
        "Est-ce le bon fichier ? Sinon, enlevez ce qui dépasse.",
        count,
    ) % {"count": count, "length": Moment(round(film)), "start": Moment(int(late[0].start))}


def _after(cues: Sequence[TimedText], end: float) -> list[TimedText]:
    return [cue for cue in cues if cue.start >= end + SLACK]
