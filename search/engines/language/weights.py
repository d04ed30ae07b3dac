"""Every number that decides the order of results, in one table, each with its reason.

"Measured" means on 1 500 French questions over 2 118 texts (Wikipedia paragraphs, administrative answers): the mean
reciprocal rank of the right text, as typed, inflected otherwise, and with one slip of the fingers.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Boosts are relative to a word's stem found in the text (title and keywords included), which counts 1."""

    title: float = 0.25
    """Measured: best from 0.1 to 0.25; above 0.5 it harms where titles repeat, without it short questions suffer."""

    keywords: float = 0.5
    """Names of levers, levels and kinds of structure: twice a title word, for people often type just that."""

    exact: float = 0.45
    """The word as typed, over its inflected forms. Measured: 0.2 loses 0.003 as typed; more harms inflected ones."""

    root: float = 0.2
    """Words of the same family, for the order only. Measured: +0.002 as typed, +0.004 inflected; more gains little."""

    soft: float = 0.3
    """Words of questions (comment, combien…). Measured: flat from 0.1 to 0.5."""

    spelling: float = 1.0
    """A corrected word stands for the typed one, which nothing holds: lowering it loses 0.002 on mistyped questions."""

    doubt: float = 0.8
    """Words that resemble a typed one which is written nowhere, but of which an inflected form is known: it may be
    right, it may be a slip. Measured: +0.004 on mistyped questions, nothing lost elsewhere; flat from 0.6 to 1."""

    synonym: float = 0.4
    """Below one half, so that a rare synonym, worth more by its rarity, does not pass before the word typed."""

    word_of_phrase: float = 0.3
    """« maison » when « maison de retraite » was asked: below a synonym, which says the same thing."""

    pair: float = 0.25
    """Two neighbours found close together. Measured: +0.004 over none, flat from 0.15 to 0.4."""

    pair_slop: int = 4
    """Words that may stand between neighbours. Measured: best at 4; 1 loses 0.003, 6 loses 0.001, 8 loses 0.004."""

    stop_phrase: float = 2.0
    """When only function words were typed (« faire avec »), their standing together is the whole question."""

    required_share: float = 0.2
    """Share of the hard words a text must hold, rounded up: 1 of 5, 2 of 6 to 10, 3 of 11 or 12.

    Measured against any one word: no loss, and long questions no longer bring every text that shares one word, so that
    counts mean something. 0.3 (2 of 4) loses 0.013: in a short question the rare word alone is often the right one."""


WEIGHTS = Weights()
