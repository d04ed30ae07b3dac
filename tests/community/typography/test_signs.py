"""The rules of French typography, on a text."""

import pytest

from community.typography.signs import french

N = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Quoi ? Tout : « oui » !", f"Quoi{N}? Tout{N}: «{N}oui{N}»{N}!"),
        ("a ; b", f"a{N}; b"),
        ("50 % de 1 000 000 €", f"50{N}% de 1{N}000{N}000{N}€"),
        ("200 Mo, 15 min, 3 h, 2 km", f"200{N}Mo, 15{N}min, 3{N}h, 2{N}km"),
        ("n° 5, N° 12", f"n°{N}5, N°{N}12"),
        ("d'un, L'eau, Qu'on, jusqu'ici, aujourd'hui", "d’un, L’eau, Qu’on, jusqu’ici, aujourd’hui"),
        ("l'« usager », c'est", f"l’«{N}usager{N}», c’est"),
    ],
)
def test_a_sign_stays_with_its_word_and_an_elision_curls(typed: str, shown: str) -> None:
    assert french(typed) == shown
    assert french(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "À 10:30, voir http://exemple.test/?q=a;b",
        "Rue O'Brien, rock'n'roll, les '70",
        "d'artagnan@exemple.fr, https://exemple.fr/wiki/Journée_d'étude, /wiki/L'eau",
        "En 3 jours, 4 minutes, 2 personnes, le 5 mai 2027",
        "Un mot\u202f? «\u202foui\u202f»",
        "01 23 45 67 89",
        "",
    ],
)
def test_the_rest_is_as_it_was_typed(text: str) -> None:
    assert french(text) == text
