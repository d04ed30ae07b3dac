"""From what was typed to what is looked up."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.language.french import Token, analyse
from search.engines.language.plan import MAX_TERMS, Candidate, Form, Plan, make_plan
from search.engines.language.synonyms import SynonymTable

TABLE = SynonymTable([("EHPAD", "maison de retraite"), ("coproduction", "faire avec"), ("AG", "assemblée générale")])


class FixedVocabulary:
    """A vocabulary of a few words."""

    def __init__(self, *words: str, near: str = "") -> None:
        self._stems = {token.stem for word in words for token in analyse(word)}
        self._written = {token.exact for word in words for token in analyse(word)}
        self._near = near

    def knows(self, form: Form, /) -> bool:
        return form.stem in self._stems

    def writes(self, form: Form, /) -> bool:
        return form.exact in self._written

    def nearest(self, token: Token, /) -> Sequence[Candidate]:
        return [Candidate(analyse(self._near)[0], 1.0)] if self._near else []


def hard(plan: Plan) -> list[str]:
    return [" ".join(form.exact for form in term.wordings[0].forms) for term in plan.hard_terms]


def test_function_words_are_dropped_and_question_words_are_soft() -> None:
    plan = make_plan("Comment évaluer avec les usagers ?")
    assert hard(plan) == ["evaluer", "usager"]
    assert [term.wordings[0].forms[0].exact for term in plan.soft_terms] == ["comment"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("faire avec", ["faire", "avec"]), ("avec", ["avec"]), ("et tout", ["et", "tout"])]
)
def test_a_question_of_function_words_keeps_them(typed: str, kept: list[str]) -> None:
    assert hard(make_plan(typed)) == kept


def test_a_synonym_of_several_words_is_recognised_before_its_words() -> None:
    plan = make_plan("une maison de retraite à Lille", synonyms=TABLE)
    first = plan.hard_terms[0]
    assert [wording.origin for wording in first.wordings] == ["typed", "part", "part", "synonym"]
    assert hard(plan) == ["maison de retraite", "lille"]
    weights = {wording.origin: wording.weight for wording in first.wordings}
    assert weights["typed"] > weights["synonym"] > weights["part"]


def test_function_words_that_a_synonym_knows_survive_in_a_sentence() -> None:
    assert "faire avec" in hard(make_plan("un exemple de faire avec", synonyms=TABLE))


def test_only_synonyms_that_some_document_holds_are_announced() -> None:
    assert make_plan("AG", synonyms=TABLE, vocabulary=FixedVocabulary("AG")).widened == ()
    assert make_plan("ag", synonyms=TABLE, vocabulary=FixedVocabulary("AG assemblée générale")).widened == (
        "assemblée générale",
    )


def test_an_unknown_word_is_corrected_and_a_known_one_is_not() -> None:
    plan = make_plan("une recyclrie ouverte", vocabulary=FixedVocabulary("ouvert", near="recyclerie"))
    assert plan.corrections == {"recyclrie": "recyclerie"}
    assert plan.corrected_text == "une recyclerie ouverte"


def test_a_corrected_word_finds_its_synonyms_and_a_word_of_the_table_is_never_corrected() -> None:
    table = SynonymTable([("recyclerie", "ressourcerie")])
    assert make_plan("recyclrie", synonyms=table, vocabulary=FixedVocabulary("ressourcerie", near="recyclerie")).widened
    assert not make_plan(
        "recyclerie", synonyms=table, vocabulary=FixedVocabulary("ressourcerie", near="autre")
    ).corrections


def test_quotes_make_phrases_and_a_minus_excludes() -> None:
    plan = make_plan('« faire avec » café "la mer" -thé -"au lait" état-major')
    assert [[form.exact for form in phrase] for phrase in plan.phrases] == [["faire", "avec"], ["la", "mer"]]
    assert [[form.exact for form in words] for words in plan.excluded] == [["the"], ["au", "lait"]]
    assert hard(plan) == ["cafe", "etat", "major"]


def test_long_questions_are_cut() -> None:
    plan = make_plan(" ".join(f"mot{number}" for number in range(400)))
    assert len(plan.terms) == MAX_TERMS
    assert len(plan.pairs) <= MAX_TERMS


@pytest.mark.parametrize(("words", "required"), [(1, 1), (5, 1), (6, 2), (10, 2), (11, 3)])
def test_the_share_of_words_required(words: int, required: int) -> None:
    assert make_plan(" ".join(f"mot{number}" for number in range(words))).required == required


@given(st.text(max_size=300))
def test_any_text_makes_a_plan(text: str) -> None:
    plan = make_plan(text, synonyms=TABLE, vocabulary=FixedVocabulary("ag", near="été"))
    assert len(plan.terms) <= MAX_TERMS


def test_a_word_written_nowhere_may_be_a_slip_even_where_its_stem_is_known() -> None:
    doubted = make_plan("sondae", vocabulary=FixedVocabulary("sonder", near="sondage"))
    assert [wording.forms[0].exact for wording in doubted.terms[0].wordings] == ["sondae", "sondage"]
    assert doubted.corrections == {}
    inflected = make_plan("sondera", vocabulary=FixedVocabulary("sonder", near="sondé"))
    assert [wording.forms[0].exact for wording in inflected.terms[0].wordings] == ["sondera"]


def test_a_word_of_our_tables_is_never_taken_for_a_slip() -> None:
    assert make_plan("des étrangers", vocabulary=FixedVocabulary(near="échanger")).corrections == {}
