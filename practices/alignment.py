"""When each word of a transcript is said, found from the captions of the film: two texts by different hands.

Words that follow one another three at a time, once in the transcript and once in the captions, are anchors; the same
words beside an anchor are matched with it, and the others share the time between those matched. The work grows with
the length of the texts, whatever they hold (difflib's may grow with its square).
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from practices.captions.reading import Cue

RUN = 3  # words: two come twice by chance (« il y »), four are broken by each word that one hand left out
CLOSE_ENOUGH = 0.4  # of the words matched. Captions with one word in eight misheard give more than half; other words, 0

_WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


class Span(NamedTuple):
    """From when to when something is said, in seconds."""

    start: float
    end: float


class _Anchor(NamedTuple):
    """A run of words found in both: its position in the transcript, and in the captions."""

    here: int
    there: int


def words_of(text: str, /) -> list[str]:
    """The words as they are compared: without capitals, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))


def spoken_words(cues: Sequence[Cue], /) -> Iterator[tuple[str, Span]]:
    """The words of the captions, each with its share of its cue's time."""
    for cue in cues:
        words = words_of(cue.text)
        each = (cue.end - cue.start) / max(1, len(words))
        for position, word in enumerate(words):
            yield word, Span(cue.start + position * each, cue.start + (position + 1) * each)


def times_of(words: Sequence[str], cues: Sequence[Cue], /) -> list[Span] | None:
    """When each of these words is said; None when too few of them are those of the captions."""
    spoken = list(spoken_words(cues))
    heard = [word for word, _span in spoken]
    known = {here: spoken[there][1] for here, there in _matched(words, heard).items()}
    if not words or len(known) / len(words) < CLOSE_ENOUGH:
        return None
    return _filled(known, len(words), Span(cues[0].start, max(cue.end for cue in cues)))


def _matched(words: Sequence[str], spoken: Sequence[str]) -> dict[int, int]:
    """Position of a word → position in the captions: the anchors, and the same words that touch them on either side."""
    anchors = _anchors(words, spoken)
    matched = {anchor.here + step: anchor.there + step for anchor in anchors for step in range(RUN)}
    taken = set(matched.values())
    for forward in (1, -1):
        for position in sorted(matched, reverse=forward < 0):
            here, there = position + forward, matched[position] + forward
            while 0 <= here < len(words) and 0 <= there < len(spoken) and words[here] == spoken[there]:
                if here in matched or there in taken:
                    break
                matched[here] = there
                taken.add(there)
                here, there = here + forward, there + forward
    return matched


def _anchors(words: Sequence[str], spoken: Sequence[str]) -> list[_Anchor]:
    """The longest series of common runs that come in the same order in both: a longest increasing subsequence."""
    here, there = _single_runs(words), _single_runs(spoken)
    common = [_Anchor(position, there[run]) for run, position in here.items() if run in there]
    lowest: list[int] = []  # at best, where a series of each length ends in the captions, and with which run
    ends: list[int] = []
    before: list[int] = []
    for number, anchor in enumerate(common):
        length = bisect_left(lowest, anchor.there)
        before.append(ends[length - 1] if length else -1)
        if length == len(lowest):
            lowest.append(anchor.there)
            ends.append(number)
        else:
            lowest[length], ends[length] = anchor.there, number
    series = []
    number = ends[-1] if ends else -1
    while number >= 0:
        series.append(common[number])
        number = before[number]
    return series[::-1]


def _single_runs(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Runs that come once → their position, in order."""
    runs = list(zip(*(words[step:] for step in range(RUN)), strict=False))
    times = Counter(runs)
    return {run: position for position, run in enumerate(runs) if times[run] == 1}


def _filled(known: dict[int, Span], count: int, whole: Span) -> list[Span]:
    """Known times, and between two of them equal shares of what is left."""
    spans: list[Span] = []
    position = 0
    while position < count:
        if position in known:
            spans.append(known[position])
            position += 1
            continue
        following = next((later for later in range(position, count) if later in known), count)
        begin = spans[-1].end if spans else whole.start
        end = known[following].start if following < count else whole.end
        each = max(0.0, end - begin) / (following - position)
        spans += [Span(begin + step * each, begin + (step + 1) * each) for step in range(following - position)]
        position = following
    return spans
