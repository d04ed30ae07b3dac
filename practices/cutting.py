"""A transcript cut into passages of some twenty-five seconds, each ending with a sentence where one ends in time."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from practices.alignment import Span, times_of, words_of
from practices.captions.reading import Cue

AIM = 25.0
"""Seconds of a passage: long enough to be understood alone, short enough that the words looked for come soon."""

LONGEST_PASSAGE = 30.0
SHORTEST_AIM = 6.0
"""A recording of less than two passages is cut in two halves all the same, unless a half would be a mere sentence."""

LAST_MAY_LAST = 1.3  # times the aim: to cut what is hardly more than one passage would leave two short ones
SPREAD = (0.6, 1.4)  # of the length aimed at: where the best cut is looked for

_OPENING = "«“\"'([–—-"
_CLOSING = "»”\"')]"
_SPACELESS = re.compile(r"\S+")


class Piece(NamedTuple):
    """A passage: whole seconds from the start of the recording, and what is said."""

    start: int
    end: int
    text: str


class _Unit(NamedTuple):
    """A word with the marks that belong to it: its offsets in the text, how good it is to cut after it, its time."""

    start: int
    end: int
    words: tuple[str, ...]
    rank: int = 0
    """2 at the end of a sentence or a paragraph, 1 at a comma or at the end of a cue, 0 elsewhere."""
    span: Span = Span(0.0, 0.0)


def cut(*, transcript: str, cues: Sequence[Cue]) -> list[Piece]:
    """The passages of a recording, in order, no two starting at the same second; none without captions.

    They share out the transcript when its words are those of the captions; else they are the captions' own text.
    """
    units = _units(transcript)
    times = times_of([word for unit in units for word in unit.words], cues) if cues else None
    if times is not None:
        return _pieces(transcript, _timed_by_words(units, times))
    text = " ".join(cue.text for cue in cues)
    return _pieces(text, list(_timed_by_cues(_units(text), cues)))


def _units(text: str) -> list[_Unit]:
    """The words of a text; a mark that stands alone (« ; ») goes with the word that it opens or closes."""
    units: list[_Unit] = []
    opened: int | None = None
    for chunk in _SPACELESS.finditer(text):
        words = tuple(words_of(chunk.group()))
        if words:
            units.append(_Unit(chunk.start() if opened is None else opened, chunk.end(), words))
            opened = None
        elif chunk.group()[0] in _OPENING:
            opened = chunk.start() if opened is None else opened
        elif units:
            units[-1] = units[-1]._replace(end=chunk.end())
    gaps = [text[one.end : following.start] for one, following in pairwise(units)]
    ranked = [
        unit._replace(rank=_rank(text[unit.start : unit.end], gap)) for unit, gap in zip(units, gaps, strict=False)
    ]
    return [*ranked, *units[-1:]]


def _rank(word: str, gap: str) -> int:
    last = "".join(word.split()).rstrip(_CLOSING)[-1:]
    if "\n" in gap or last in (".", "!", "?", "…"):
        return 2
    return 1 if last in (",", ";", ":") else 0


def _timed_by_words(units: Sequence[_Unit], times: Sequence[Span]) -> list[_Unit]:
    timed = []
    position = 0
    for unit in units:
        following = position + len(unit.words)
        timed.append(unit._replace(span=Span(times[position].start, times[following - 1].end)))
        position = following
    return timed


def _timed_by_cues(units: Sequence[_Unit], cues: Sequence[Cue]) -> Iterator[_Unit]:
    """The words, each with an equal share of its cue's time."""
    position = 0
    for cue in cues:
        own = units[position : position + sum(1 for chunk in cue.text.split() if words_of(chunk))]
        each = (cue.end - cue.start) / max(1, len(own))
        for number, unit in enumerate(own):
            rank = max(unit.rank, 1) if number == len(own) - 1 else unit.rank
            yield unit._replace(rank=rank, span=Span(cue.start + number * each, cue.start + (number + 1) * each))
        position += len(own)


def _pieces(text: str, units: Sequence[_Unit]) -> list[Piece]:
    if not units:
        return []
    aim = min(AIM, max(SHORTEST_AIM, (units[-1].span.end - units[0].span.start) / 2))
    starts = [0]
    while (following := _next_start(units, starts[-1], aim)) < len(units):
        starts.append(following)
    offsets = [0, *(units[start].start for start in starts[1:]), len(text)]
    pieces: list[Piece] = []
    for (first, following), (begin, end) in zip(pairwise([*starts, len(units)]), pairwise(offsets), strict=True):
        piece = _piece(text[begin:end], units[first:following])
        if pieces and piece.start <= pieces[-1].start:  # captions that overlap: one passage, for one address
            former = pieces.pop()
            piece = Piece(former.start, max(former.end, piece.end), f"{former.text} {piece.text}")
        pieces.append(piece)
    return pieces


def _piece(text: str, units: Sequence[_Unit]) -> Piece:
    start = math.floor(units[0].span.start)
    return Piece(start, max(start + 1, math.ceil(units[-1].span.end)), text.strip())


def _next_start(units: Sequence[_Unit], start: int, aim: float) -> int:
    """Where the passage after this one begins: what is left is shared evenly, then cut at the best place nearby.

    With 70 s left and an aim of 25 s: three passages of 23 s. The cut comes between 14 s and 30 s, at the end of a
    sentence, else after a comma or a cue, else after any word; among equals, at the closest to 23 s.
    """
    begun = units[start].span.start
    left = units[-1].span.end - begun
    if left <= aim * LAST_MAY_LAST:
        return len(units)
    target = left / max(2, round(left / aim))
    shortest, longest = target * SPREAD[0], min(target * SPREAD[1], LONGEST_PASSAGE)
    best, latest = (-1, 0.0, start), start
    for position in range(start, len(units) - 1):
        lasted = units[position].span.end - begun
        if lasted > longest:
            break
        latest = position
        if lasted >= shortest:
            best = max(best, (units[position].rank, -abs(lasted - target), position))
    if best[0] < 2 and left <= LONGEST_PASSAGE:
        return len(units)  # a sentence is broken only where it must be
    return (best[2] if best[0] >= 0 else latest) + 1
