"""The order that weights give, said once for every engine: each is noticed when it is lost, or far too strong."""

import pytest

from search.engines.base import SearchEngine
from tests.search.engines.contract import asked, sheet, uids


@pytest.mark.suite("contract")
class OrderContract:
    """The `engine` fixture of `EngineContract`. On a tie the first document comes first: here it must not."""

    def test_the_word_as_it_was_typed_comes_before_its_other_forms(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "A", "Des cafés"), sheet(2, "B", "Un café")])
        assert uids(engine.search(asked("café"))) == ["sheet:2", "sheet:1"]

    def test_words_of_the_same_family_move_up_what_is_found_already(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "A", "Un jardin ouvert"), sheet(2, "B", "Un jardin, jardinage")])
        assert uids(engine.search(asked("jardin"))) == ["sheet:2", "sheet:1"]

    def test_the_words_of_a_question_count_less_than_those_it_is_about(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "A", "Évaluer, mais comment"), sheet(2, "B", "Évaluer le parrainage")])
        assert uids(engine.search(asked("comment évaluer le parrainage"))) == ["sheet:2", "sheet:1"]

    def test_a_corrected_word_counts_as_much_as_one_typed_right(self, engine: SearchEngine) -> None:
        engine.index([sheet(1, "A", "Un partage"), sheet(2, "B", "Recyclerie, recyclerie, recyclerie")])
        assert uids(engine.search(asked("recyclrie partage"))) == ["sheet:2", "sheet:1"]
