"""Correcting unknown words from known ones."""

from itertools import pairwise

import pytest

from search.engines.language.spelling import Speller

SPELLER = Speller(
    [("épicerie", 5), ("épiceries", 1), ("accueil", 20), ("accueils", 1), ("ecole", 1), ("école", 9), ("2024", 3)]
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("epicerei", "épicerie"),
        ("acueil", "accueil"),
        ("acceuil", "accueil"),
        ("ecoel", "école"),
        ("zccueil", "accueil"),
    ],
)
def test_one_slip_is_forgiven_and_accents_come_back(typed: str, expected: str) -> None:
    assert SPELLER.corrections(typed)[0].word == expected


@pytest.mark.parametrize("typed", ["ag", "eco", "2025", "xylophone", "", "acc2eil"])
def test_short_words_numbers_and_far_words_are_left_alone(typed: str) -> None:
    assert not SPELLER.corrections(typed)


def test_the_likeliest_comes_first_with_likelihood_one() -> None:
    found = SPELLER.corrections("acceuil")
    assert found[0].likelihood == 1.0
    assert all(one.likelihood >= other.likelihood for one, other in pairwise(found))
