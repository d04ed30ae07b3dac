"""The line under the field, the words that no text holds, the folded filters, extracts of short fields."""

from typing import Any

import pytest
from django.test import Client

from practices.models import GlossaryTerm
from tests import factories
from tests.search.conftest import Index
from tests.search.page.test_results_page import WORD, count_shown, order_shown, read, titles
from tests.search.talk import comment

pytestmark = pytest.mark.django_db


def test_the_words_that_no_text_holds_are_said_and_the_network_can_be_asked(
    client: Client, index: Index, structure: Any
) -> None:
    factories.sheet(structure=structure, title="Des bénévoles du quartier")
    index.sync()
    page = read(client, q="un conflit entre bénévoles")
    said = page.select_one(".finding__absent")
    assert " ".join(said.get_text().split()).startswith("Aucun texte ne contient : conflit.")
    assert page.select_one(said.select_one("a")["href"])
    assert "Ce n’est pas tout à fait cela" in page.select_one("#demander-au-reseau").get_text()
    assert read(client, q="des bénévoles").select_one(".finding__absent") is None


def test_filters_are_folded_under_their_number(client: Client, index: Index, structure: Any) -> None:
    for title, levers in (("Un", ("accueil",)), ("Deux", ("besoins",))):
        factories.sheet(structure=structure, title=title, levers=levers)
    index.sync()
    for asked, told in (({}, "Préciser"), ({"type": "fiche", "levier": "accueil"}, "Préciser (2 filtres choisis)")):
        page = read(client, **asked)
        folded = page.select_one("details#filtres")
        assert not folded.has_attr("open")
        assert " ".join(folded.select_one("summary > span").get_text().split()) == told


def test_an_empty_search_lists_practices_before_structures_and_says_its_order(
    client: Client, index: Index, structure: Any
) -> None:
    first = factories.sheet(structure=structure, title="La serre")
    index.sync()
    page = read(client)
    assert titles(page) == [first.title, structure.title]
    assert count_shown(page) == "1 fiche, 1 structure"
    assert order_shown(page) == "les plus récents d’abord"
    assert [bool(result.select_one("time")) for result in page.select(".result")] == [True, False]


def test_kinds_are_counted_and_those_after_the_third_together(client: Client, index: Index, structure: Any) -> None:
    sheet = factories.sheet(structure=structure, title=f"{WORD} un")
    factories.testimonial(structure=structure, title=f"{WORD} raconté")
    factories.report(title=f"La matinée {WORD}")
    GlossaryTerm.objects.create(term=WORD, definition="Une fleur rouge.")
    index.sync()
    assert count_shown(read(client, q=WORD)) == "1 fiche, 1 témoignage, 1 compte rendu, 1 définition"
    comment(page=sheet, member=factories.member(), text=WORD)
    index.sync()
    assert count_shown(read(client, q=WORD)) == "1 fiche, 1 témoignage, 1 compte rendu et 2 autres"
    assert count_shown(read(client, q=WORD, type=["fiche", "terme"])) == "1 fiche, 1 définition"


def test_a_short_field_is_shown_after_the_sentence_that_presents_its_structure(
    client: Client, index: Index, structure: Any
) -> None:
    structure.tagline, structure.presentation, structure.offers = "Un café", "On y lit.", f"podcast, {WORD}"
    structure.save()
    index.sync()
    result = read(client, q=WORD).select_one(".result")
    told = " ".join(result.select_one(".result__extract").get_text().split())
    assert told == f"Un café · Peut aider sur : podcast, {WORD}"
    assert result.select_one("mark").get_text() == WORD


@pytest.mark.usefixtures("made_each_time")
def test_a_film_shows_its_picture_and_how_long_it_lasts(
    client: Client, index: Index, structure: Any, django_assert_num_queries: Any
) -> None:
    for _each in range(3):
        factories.testimonial(structure=structure, kind="video", key_quote=WORD, poster=factories.picture())
    index.sync()
    first = read(client, q=WORD, type="temoignage")
    assert len(first.select(".result__poster img[src]")) == 3
    assert len(first.select(".result__lasts")) == 3
    factories.testimonial(structure=structure, kind="text", key_quote=WORD)
    index.sync()
    read(client, q=WORD, type="temoignage")
    with django_assert_num_queries(8):  # the recordings and the pictures, in one question each
        assert len(read(client, q=WORD, type="temoignage").select(".result > .sign")) == 1


def test_a_title_that_is_a_quotation_is_not_quoted_twice(
    client: Client, index: Index, structure: Any, pilot: Any
) -> None:
    comment(page=factories.sheet(structure=structure, title="« Je regardais »"), member=pilot, text=WORD)
    index.sync()
    assert titles(read(client, q=WORD)) == ["À propos de « Je regardais »"]
