"""The passage of a text that best shows why it was found, found words marked, everything else escaped."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.engines.language.french import PlacedWord, Token, analyse, fold, is_small, placed_words
from search.engines.language.plan import Plan

EXTRACT_LENGTH = 220
"""Characters of an extract: two lines and a half on a wide screen."""

LONGEST_TEXT = 200_000
"""Characters read of a text; 100 kB take about 40 ms."""

_SENTENCE_START = re.compile(r"(?:[.!?…][»”\")\s]*\s|\n)\s*")
_SPACES = re.compile(r"\s+")
_BETWEEN_FIELDS = re.compile(r"\s*\n\s*\n\s*")
_BETWEEN = "\u00a0·"
_ENDS_A_SENTENCE = ".!?…:;,·"
_REPEATED_VALUE = 0.1


class _Found(NamedTuple):
    """A stretch of text to mark, what it answers, and what it is worth."""

    start: int
    end: int
    stems: tuple[str, ...]
    value: float


def best_extract(*, text: str, plan: Plan, length: int = EXTRACT_LENGTH, lead: str = "") -> str:
    """HTML, safe to show as it is: at most `length` characters of the text (marks, … and « · » not counted).

    It is the beginning of the text when the text holds no word of the plan, and "" when the text is empty. `lead` is a
    sentence that stands whole before it.
    """
    if lead:
        after = " " if lead[-1] in _ENDS_A_SENTENCE else f"{_BETWEEN} "
        return marked(text=lead, plan=plan) + after + best_extract(text=text, plan=plan, length=length)
    text = text[:LONGEST_TEXT]
    found = list(_found(placed_words(text), plan)) if not plan.is_empty else []
    if found:
        first, last, _worth = _richest(found, length)
        start, end = _around(text, first.start, min(last.end, first.start + length), length)
    else:
        start, end = _starting_at(text, 0, 0, length)
    shown = [stretch for stretch in found if start <= stretch.start and stretch.end <= end]
    body = _marked(text, start, end, shown)
    return f"{'… ' if start > 0 and body else ''}{body}{' …' if text[end:].strip() else ''}"


def best_passage(*, texts: Sequence[str], plan: Plan, length: int = EXTRACT_LENGTH) -> int | None:
    """The position of the text that gives the best extract, the first among equals; None when none answers."""
    best, chosen = 0.0, None
    for position, text in enumerate(texts):
        found = list(_found(placed_words(text[:LONGEST_TEXT]), plan)) if not plan.is_empty else []
        worth = _richest(found, length)[2] if found else 0.0
        if worth > best + 1e-9:
            best, chosen = worth, position
    return chosen


def marked(*, text: str, plan: Plan) -> str:
    """The whole of a short text (a title), escaped, found words marked."""
    found = list(_found(placed_words(text[:LONGEST_TEXT]), plan)) if not plan.is_empty else []
    return _marked(text, 0, len(text), found)


def marked_beginnings(*, text: str, typed: str) -> str:
    """The whole of a title, escaped. Typed words are marked whole; a word that the last one begins, up to there."""
    asked = analyse(typed)
    if not asked:
        return _escaped(text, 0, len(text))
    stems, begun = {token.stem for token in asked if not is_small(token.exact)}, asked[-1].exact
    found = []
    for token in analyse(text[:LONGEST_TEXT]):
        if token.stem in stems or token.exact == begun:
            found.append(_Found(token.start, token.end, (), 1.0))
        elif token.exact.startswith(begun):
            found.append(_Found(token.start, _after(text, token, len(begun)), (), 1.0))
    return _marked(text, 0, len(text), found)


def _after(text: str, token: Token, letters: int) -> int:
    """The offset where the first `letters` letters of a word end: « œ » is one character and counts for two letters."""
    sizes = range(token.start + 1, token.end)
    return next((end for end in sizes if len(fold(text[token.start : end])) >= letters), token.end)


def _found(words: Sequence[PlacedWord], plan: Plan) -> Iterator[_Found]:
    """Find what to mark: single words, and phrases where the whole of them stands.

    « de » alone is not marked when « maison de retraite » was asked, nor any other small word.
    """
    sought: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for sequence, only in plan.lit.items():
        sought.setdefault(sequence[0], []).append((sequence, only))
    after = 0
    for position in [position for position, word in enumerate(words) if word.stem in sought]:
        best: tuple[str, ...] = ()
        for sequence, only in sought[words[position].stem] if position >= after else ():
            here = words[position : position + len(sequence)]
            if len(sequence) > len(best) and _says(here, sequence, only):
                best = sequence
        if best:
            after = position + len(best)
            yield _Found(words[position].start, words[after - 1].end, best, float(len(best)))


def _says(here: Sequence[PlacedWord], sequence: tuple[str, ...], only: frozenset[str]) -> bool:
    if tuple(word.stem for word in here) != sequence:
        return False
    return len(here) > 1 or (here[0].exact in only if only else not is_small(here[0].exact))


def _richest(found: Sequence[_Found], length: int) -> tuple[_Found, _Found, float]:
    """The first and last stretch of the window worth most, and its worth: a word counts much once, then little."""
    held: Counter[tuple[str, ...]] = Counter()
    worth, best, chosen, left = 0.0, 0.0, (found[0], found[0]), 0
    for stretch in found:
        worth += stretch.value * (_REPEATED_VALUE if held[stretch.stems] else 1)
        held[stretch.stems] += 1
        while stretch.end - found[left].start > length and found[left] is not stretch:
            out = found[left]
            held[out.stems] -= 1
            worth -= out.value * (_REPEATED_VALUE if held[out.stems] else 1)
            left += 1
        if worth > best + 1e-9:
            best, chosen = worth, (found[left], stretch)
    return *chosen, best


def _around(text: str, first: int, last: int, length: int) -> tuple[int, int]:
    """Begin at the sentence when it is near, else a few words before the first found one."""
    slack = max(0, length - (last - first))
    earliest = max(0, first - slack)
    starts = [found.end() for found in _SENTENCE_START.finditer(text, earliest, first) if found.end() <= first]
    if earliest == 0:
        starts.insert(0, 0)
    if starts:
        # The farthest sentence that leaves half of the room for what follows, else the nearest one.
        roomy = [start for start in starts if first - start <= slack // 2]
        start = roomy[0] if roomy else starts[-1]
    else:
        start = _next_word(text, max(0, first - slack // 3), first)
    return _starting_at(text, start, last, length)


def _next_word(text: str, earliest: int, latest: int) -> int:
    space = _SPACES.search(text, earliest, latest)
    return space.end() if space else latest


def _starting_at(text: str, start: int, at_least: int, length: int) -> tuple[int, int]:
    """End with a sentence when one ends in the last third, else with a word, else (no space at all) anywhere."""
    limit = start + length
    if limit >= len(text):
        return start, len(text)
    ends = [found.start() + 1 for found in _SENTENCE_START.finditer(text, start + length * 2 // 3, limit + 1)]
    usable = [end for end in ends if at_least <= end <= limit]
    if usable:
        return start, usable[-1]
    spaces = [found.start() for found in _SPACES.finditer(text, max(at_least, start + 1), limit + 1)]
    return start, spaces[-1] if spaces and spaces[-1] > start else limit


def _marked(text: str, start: int, end: int, found: Sequence[_Found]) -> str:
    parts = []
    after = start
    for stretch in found:
        parts += [
            _escaped(text, after, stretch.start),
            f"<mark>{_escaped(text, stretch.start, stretch.end)}</mark>",
        ]
        after = stretch.end
    parts.append(_escaped(text, after, end))
    return "".join(parts).strip().removesuffix(_BETWEEN)


def _escaped(text: str, start: int, end: int) -> str:
    """A stretch on one line; « · » stands between two fields, unless the first ends as a sentence does."""
    parts = []
    for between in _BETWEEN_FIELDS.finditer(text, start, end):
        ends_a_sentence = text[between.start() - 1 : between.start()] in _ENDS_A_SENTENCE  # "" too: nothing is before
        parts += [_SPACES.sub(" ", text[start : between.start()]), " " if ends_a_sentence else f"{_BETWEEN} "]
        start = between.end()
    return html.escape("".join([*parts, _SPACES.sub(" ", text[start:end])]))
