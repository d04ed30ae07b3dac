"""What is asked in less demanding ways: one phrase opened, one word or one exclusion left aside, the others kept."""

import pytest

from search.engines.language.typed import loosened, shorter_ways


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("jardin", []),
        ("-jardin", []),
        ("le jardin", []),
        ("jardin partagé", [("jardin", "partagé", "word"), ("partagé", "jardin", "word")]),
        (
            '"café du mardi" accueil',
            [
                ('"café du mardi"', "café du mardi accueil", "together"),
                ('"café du mardi"', "accueil", "word"),
                ("accueil", '"café du mardi"', "word"),
            ],
        ),
        ("l’accueil -mardi", [("-mardi", "l’accueil", "absence")]),
        ("l’accueil des nouveaux", [("l’accueil", "des nouveaux", "word"), ("nouveaux", "l’accueil des", "word")]),
        ("« faire avec »", [("« faire avec »", "faire avec", "together")]),
    ],
)
def test_each_way_asks_for_one_thing_less_and_still_asks_for_something(
    typed: str, ways: list[tuple[str, str, str]]
) -> None:
    assert [(way.dropped, way.text, way.demand) for way in shorter_ways(typed)] == ways


def test_loosened_words_keep_what_is_asked_without_its_signs() -> None:
    assert loosened('serre "café du mardi" -jardin « l’été »') == "serre café du mardi été"
