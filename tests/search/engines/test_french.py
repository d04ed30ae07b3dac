"""The French analysis: one table of what must be the same word, one of what must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.language.french import analyse


def stems(text: str) -> list[str]:
    return [token.stem for token in analyse(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l’accueil", "l'accueil"),
        ("d’accueil", "accueil"),
        ("qu’accueil", "accueil"),
        ("cœur", "coeur"),
        ("\ufb01che", "fiche"),
        ("e\u0301te\u0301", "été"),
        ("ac\u00adcueil", "accueil"),
        ("S.C.I.C.", "scic"),
        ("l’A.G", "ag"),
        ("évaluées", "evaluer"),
        ("actrice", "acteur"),
        ("conseiller(ère)s", "conseillers"),
        ("étudiant.e.s", "étudiants"),
        ("étudiant-e-s", "étudiant"),
        ("inscrit(e)s", "inscrits"),
        ("tou·te·s", "tous"),
        ("administrateur·rice·s", "administrateurs"),
        ("co-construire", "coconstruire"),
        ("réseaux", "réseau"),
        ("tiers-lieux", "tiers-lieu"),
        ("aujourd’hui", "aujourd'hui"),
        ("maraîchère", "maraicher"),
        ("aidantes", "aidant"),
        ("mobilisée", "mobilisation"),
        ("barriere", "barrières"),
        ("premiere", "premier"),
    ],
)
def test_they_are_the_same_word(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("usager", "usage"),
        ("conseiller", "conseil"),
        ("étranger", "étrange"),
        ("verger", "verge"),
        ("aidant", "aide"),
        ("quartier", "quart"),
        ("panier", "pan"),
        ("mobiliser", "mobilité"),
        ("mobilisation", "mobile"),
        ("utiliser", "utile"),
        ("barrière", "barre"),
    ],
)
def test_they_are_not_the_same_word(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_every_way_of_writing_usager_gives_identical_tokens() -> None:
    written = (
        "usager usagers usagère usagères usager·ère·s usager.e.s usager.ère.s usager(ère)s usager-ère-s USAGER•E•S"
    )
    assert {token[:2] for token in analyse(written)} == {("usager", "usager")}
    assert len(analyse(written)) == 10


@pytest.mark.parametrize("text", ["dit-elle", "prends-le", "fin.Le", "pain•beurre", "parti.le"])
def test_two_words_stay_two(text: str) -> None:
    assert len(analyse(text)) == 2


def test_offsets_point_into_the_text_as_given() -> None:
    text = "Les usager·ère·s, l’e\u0301te\u0301 ; la S.C.I.C. !"
    places = [text[token.start : token.end] for token in analyse(text)]
    assert places == ["Les", "usager·ère·s", "e\u0301te\u0301", "la", "S.C.I.C."]


def test_a_season_is_not_a_stop_word_and_a_letter_alone_is_kept() -> None:
    assert not analyse("été")[0].is_stop
    assert stems("vitamine C") == ["vitamin", "c"]


@given(st.text(max_size=400))
def test_any_text_gives_plain_tokens_in_order(text: str) -> None:
    end = 0
    for token in analyse(text):
        assert end <= token.start < token.end <= len(text)
        assert token.exact.isalnum()
        assert not set(token.stem) & set(" \t\n¶")
        end = token.end
