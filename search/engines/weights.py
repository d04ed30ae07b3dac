"""Every number that decides the order of results, in one table, each with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Boosts are relative to a word's stem found in the text, which counts 1."""

    title: float = 0.5
    keywords: float = 0.5
    exact: float = 0.35
    soft: float = 0.3
    spelling: float = 0.9
    synonym: float = 0.4
    word_of_phrase: float = 0.3
    pair: float = 0.15
    pair_slop: int = 3
    stop_phrase: float = 2.0
    required_share: float = 0.3


WEIGHTS = Weights()
