"""A text cut into lines of a given width, whatever was typed: a word longer than a line is cut where the line ends."""

from collections.abc import Callable, Iterator

Measure = Callable[[str], float]


def paragraphs(text: str) -> list[str]:
    """What empty lines separate."""
    return [block.strip("\n") for block in text.split("\n\n") if block.strip()]


def lines_of(text: str, *, width: float, measure: Measure) -> Iterator[str]:
    """The lines of a paragraph, those that were typed and those that the width makes."""
    for typed in text.split("\n"):
        yield from _lines(typed.split(" "), width, measure)


def _lines(words: list[str], width: float, measure: Measure) -> Iterator[str]:
    space, line, used = measure(" "), "", 0.0
    for word in words:
        long = measure(word)
        if line and used + space + long > width:
            yield line
            line, used = "", 0.0
        if long > width:
            *pieces, word = _pieces(word, width, measure)
            yield from pieces
            long = measure(word)
        line, used = (f"{line} {word}", used + space + long) if line else (word, long)
    if line:
        yield line


def _pieces(word: str, width: float, measure: Measure) -> list[str]:
    pieces, piece, used = [], "", 0.0
    for letter in word:
        long = measure(letter)
        if piece and used + long > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + letter, used + long
    return [*pieces, piece]
