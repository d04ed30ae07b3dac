"""What surrounds a comment, in each of its states × who asks, at the doors of search, on every engine."""

from typing import Any

import pytest

from community.comments.models import PeerComment
from search.answering.queries import SearchRequest, find
from tests.access_table.rows import plain
from tests.access_table.test_conversation import STATES, WORDS, clients, held, people, said
from tests.the_index import drain_all

pytestmark = [pytest.mark.suite("visibility"), pytest.mark.usefixtures("each_engine"), pytest.mark.django_db]
__all__ = ["people", "said"]  # fixtures
AROUND = "dans la cour"
"""Said with the word that is asked; the page says that word again by itself."""


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_the_words_are_found_and_counted_by_those_who_read_them(
    state: Any, said: PeerComment, people: dict[str, Any]
) -> None:
    readers = set(STATES[state][0]) if state is not held else set()  # its author reads it on the page, and finds it not
    state(said, people)
    assert drain_all() == 0
    visits = clients(people)
    for address in (f"/recherche/?q={WORDS}", f"/recherche/?q={WORDS}&type=commentaire", f"/recherche/?q={WORDS[:-1]}"):
        answers = {name: plain(visits[name].get(address).content.decode()) for name in people}
        assert {name for name, body in answers.items() if AROUND in body} == readers, address
    for name, person in people.items():
        found = find(asked=SearchRequest(text=WORDS), member=person)
        assert not found.is_degraded
        assert found.total == found.facets["kind"].get("commentaire", 0) == int(name in readers), name


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_an_index_that_lags_shows_nothing(state: Any, said: PeerComment, people: dict[str, Any]) -> None:
    assert drain_all() == 0
    state(said, people)
    readers = set(STATES[state][0]) if state is not held else set()
    visits = clients(people)
    answers = {name: plain(visits[name].get(f"/recherche/?q={WORDS}").content.decode()) for name in people}
    assert {name for name, body in answers.items() if AROUND in body} == readers
