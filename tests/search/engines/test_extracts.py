"""The passage shown under a result."""

import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.language.extracts import EXTRACT_LENGTH, best_extract, marked, marked_beginnings
from search.engines.language.plan import make_plan
from search.engines.language.synonyms import SynonymTable
from tests.search.engines.test_plan import FixedVocabulary


def plain(extract: str) -> str:
    return html.unescape(re.sub("</?mark>", "", extract)).strip("… ")


def test_found_words_are_marked_inflected_or_inclusive() -> None:
    extract = best_extract(text="Des usager·ère·s accueillent.", plan=make_plan("usager accueil"))
    assert extract == "Des <mark>usager·ère·s</mark> <mark>accueillent</mark>."


def test_everything_else_is_escaped() -> None:
    extract = best_extract(text='<script>alert("café")</script> & co', plan=make_plan("café script"))
    assert "<script" not in extract
    assert "&lt;<mark>script</mark>&gt;" in extract


def test_the_passage_that_answers_most_words_is_chosen() -> None:
    text = (
        "Un comité existe. "
        + "Rien à voir ici. " * 30
        + "Le comité des usagers choisit les menus. "
        + "Encore rien. " * 30
    )
    extract = best_extract(text=text, plan=make_plan("comité usagers menus"))
    assert "Le <mark>comité</mark> des <mark>usagers</mark> choisit les <mark>menus</mark>." in extract
    assert extract.startswith("… ")
    assert extract.endswith(" …")
    assert len(plain(extract)) <= EXTRACT_LENGTH


def test_a_phrase_is_marked_whole_and_its_small_words_never_alone() -> None:
    table = SynonymTable([("EHPAD", "maison de retraite")])
    extract = best_extract(text="Une maison de retraite, de jour.", plan=make_plan("ehpad", synonyms=table))
    assert extract == "Une <mark>maison de retraite</mark>, de jour."


def test_small_words_are_never_marked_alone() -> None:
    text = "Comment les faire venir ? Les parents ne viennent plus."
    assert best_extract(text=text, plan=make_plan("comment faire venir plus de parents")) == (
        "Comment les faire <mark>venir</mark> ? Les <mark>parents</mark> ne viennent plus."
    )
    assert marked(text="Faire avec, c’est tout faire", plan=make_plan("faire avec")) == (
        "<mark>Faire avec</mark>, c’est tout faire"
    )
    assert marked(text="Les voisins", plan=make_plan("les")) == "Les voisins"


def test_a_correction_is_marked_as_it_is_proposed_and_no_word_that_only_looks_like_it() -> None:
    plan = make_plan("bariere", vocabulary=FixedVocabulary("barrée", near="barrée"))
    assert marked(text="Des rues barrées, une barre", plan=plan) == "Des rues <mark>barrées</mark>, une barre"


def test_fields_are_kept_apart_and_paragraphs_that_end_as_sentences_are_not() -> None:
    text = "podcast maison\n\njeunes sociétaires\n\nThiérancourt (Aisne).\r\n\r\nSuite\nligne\n\n"
    told = "podcast maison\u00a0· jeunes sociétaires\u00a0· Thiérancourt (Aisne). Suite ligne"
    assert best_extract(text=text, plan=make_plan("?")) == told
    lit = best_extract(text="parrainage", plan=make_plan("parrainage"), lead="Des paniers.")
    assert lit == "Des paniers. <mark>parrainage</mark>"
    assert best_extract(text="Oise", plan=make_plan("x"), lead="Faire avec") == "Faire avec\u00a0· Oise"


def test_without_a_found_word_the_beginning_is_shown() -> None:
    assert best_extract(text="Bonjour à tous. " * 40, plan=make_plan("usager")).startswith("Bonjour")
    assert best_extract(text="", plan=make_plan("usager")) == ""
    assert marked(text="Le <i>café</i>", plan=make_plan("cafe")) == "Le &lt;i&gt;<mark>café</mark>&lt;/i&gt;"


def test_a_hundred_kilobytes_are_read_quickly() -> None:
    text = "La gouvernance partagée et les usagers du café associatif, chaque mardi. " * 1400
    plan = make_plan("usagers gouvernance mardi")
    started = time.perf_counter()
    best_extract(text=text, plan=plan)
    assert time.perf_counter() - started < 2


@given(st.text(max_size=600), st.text(max_size=30))
def test_any_text_gives_a_short_safe_extract(text: str, typed: str) -> None:
    extract = best_extract(text=f"{text} {typed} {text}", plan=make_plan(typed))
    assert "<" not in re.sub("</?mark>", "", extract)
    assert extract.count("<mark>") == extract.count("</mark>")
    assert len(plain(extract).replace("\u00a0·", "")) <= EXTRACT_LENGTH + 1


@pytest.mark.parametrize(
    ("title", "typed", "marked"),
    [
        ("Le café d’accueil", "accu", "Le café d’<mark>accu</mark>eil"),
        ("Accueillir <les> nouveaux", "ACCUEIL nouv", "<mark>Accueillir</mark> &lt;les&gt; <mark>nouv</mark>eaux"),
        ("L’œuvre commune", "oe", "L’<mark>œ</mark>uvre commune"),
        ("Des élèves élus", "eleves élu", "Des <mark>élèves</mark> <mark>élu</mark>s"),
        ("Le jardin", "?!", "Le jardin"),
        ("Comment dire", "comment d", "Comment <mark>d</mark>ire"),
    ],
)
def test_letters_typed_are_marked_at_the_beginning_of_words(title: str, typed: str, marked: str) -> None:
    assert marked_beginnings(text=title, typed=typed) == marked
