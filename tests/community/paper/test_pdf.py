"""A document becomes a PDF whatever it holds: two pages where it can, tags and outline, an address and its code."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from community.paper import letters, pdf, qr
from community.paper.document import Foot, Part, Printout, facts_of
from community.paper.lines import lines_of
from tests.community.paper.pdfs import facts, read, roles

ADDRESS = "https://faire-avec.example/structures/le-cafe/le-cafe-du-mardi/"
DOCUMENT = Printout(
    kind="Fiche pratique",
    title="Le café d’accueil du mardi",
    by="Racontée par Le Café, Wendrecourt (Nord)",
    summary="Deux personnes accueillent ensemble : « bonjour », un cœur, ½ heure, 3 €.",
    facts=facts_of([("Temps", "une demi-journée"), ("Coût", "")]),
    parts=(
        Part(title="Comment faire, étape par étape", texts=("Préparer la table.", "Dire bonjour."), is_numbered=True),
        Part(title="Ce qui a coincé", texts=("Personne n’est venu.\n\nPuis si.",)),
    ),
    foot=Foot(address=ADDRESS, owner="Le Café", licence="Réutilisable (CC BY-SA)", day=date(2026, 4, 9)),
)


def with_text(text: str) -> Printout:
    return replace(DOCUMENT, parts=(Part(title="Le récit", texts=(text,)),))


def test_a_document_says_all_its_words_and_its_address_is_read_by_a_telephone() -> None:
    found = read(pdf.written(DOCUMENT))
    assert found.codes == [ADDRESS]
    for words in (DOCUMENT.title, "un cœur, ½ heure, 3 €", "1. Préparer la table.", "Puis si.", ADDRESS, "CC BY-SA"):
        assert words in found.text.replace("\u00a0", " ")
    assert "Texte du 9 avril 2026" in found.text
    assert "Coût" not in found.text


def test_a_screen_reader_finds_language_title_headings_outline_and_link() -> None:
    content = pdf.written(DOCUMENT)
    assert facts(content) == {
        "language": "fr-FR",
        "title": DOCUMENT.title,
        "is_tagged": True,
        "outline": [DOCUMENT.title],
        "below": ["Comment faire, étape par étape", "Ce qui a coincé"],
        "links": [ADDRESS],
    }
    said = roles(content)
    assert [role for role in said if role.startswith("/H")] == ["/H1", "/H2", "/H2"]
    assert said.count("/Figure") == 1
    assert set(said) <= {"/H1", "/H2", "/P", "/Figure", "/BlockQuote"}


def test_the_same_document_is_the_same_file() -> None:
    assert pdf.written(DOCUMENT) == pdf.written(DOCUMENT)


def test_a_text_that_two_pages_can_hold_is_written_smaller_rather_than_longer() -> None:
    assert read(pdf.written(with_text("Une phrase de la longueur d’une ligne ou presque. " * 118))).pages == 2


HOSTILE = {
    "a hundred thousand characters": "mot à mot " * 10_000,
    "one word of ten thousand letters": "é" * 10_000,
    "fifty thousand lines": "a\n" * 50_000,
    "thirty thousand paragraphs": "a\n\n" * 30_000,
    "right to left": "مرحبا بكم في المقهى " * 500,
    "emoji": "👩‍👩‍👧‍👦 🇫🇷 ☕️ " * 100,
    "controls and marks": "a\u0000\u200f\u202e\u0301\ufffd\ud800 b",
    "words of its own page numbers": "{nb} %(day)s {0} <b> \\ ( ) ",
    "nothing": "",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_is_written_all_the_same(text: str) -> None:
    document = replace(with_text(text), title=text[:255] or " ", by=text[:300])
    found = read(pdf.written(document))
    assert found.codes == [ADDRESS]
    assert found.pages <= pdf.MOST_PAGES + 2


def test_words_that_the_library_replaces_stay_what_they_are() -> None:
    found = read(pdf.written(with_text("En deux mots : {nb} et {nb}.")))
    assert "En deux mots : {nb} et {nb}." in found.text.replace("\u00a0", " ")
    assert "page 1 sur 1" in found.text


def test_what_is_too_long_says_where_the_rest_is() -> None:
    found = read(pdf.written(with_text("a\n\n" * 30_000)))
    assert "La suite est sur la page du site" in found.text


def test_letters_that_our_fonts_lack_become_a_box_that_is_explained() -> None:
    found = read(pdf.written(with_text("Bonjour Привет 👋 l’équipe")))
    assert "Bonjour □ □ l’équipe" in found.text
    assert "des lettres que ce document ne sait pas écrire" in found.text.replace("\u00a0", " ")
    assert "□" not in read(pdf.written(DOCUMENT)).text


def test_the_letters_said_to_be_drawn_are_in_each_font() -> None:
    for font in (letters.TEXT, letters.TEXT_BOLD, letters.TITLE):
        with TTFont(font) as opened:
            assert {ord(letter) for letter in letters.KNOWN} <= set(opened.getBestCmap())
    french = "àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛŸŒÆ«»’‘“”–—…·•€½¼¾°²№ "
    assert set(french) - letters.KNOWN == {"№"}


def test_the_fonts_weigh_little_and_bring_their_licences() -> None:
    assert sum(font.stat().st_size for font in letters.FONTS.glob("*.ttf")) < 250_000
    assert len(list(letters.FONTS.glob("*-OFL.txt"))) == 2


def test_an_address_that_no_code_can_hold_is_written_without_one() -> None:
    foot = replace(DOCUMENT.foot, address="https://faire-avec.example/" + "a" * 3_000)
    assert qr.drawing(address=foot.address) == ""
    assert read(pdf.written(replace(DOCUMENT, foot=foot))).codes == []


def test_no_line_is_wider_than_its_place() -> None:
    def measure(text: str) -> float:
        return len(text)

    text = "un mot, puis " + "x" * 95 + " et la fin\nune autre ligne"
    lines = list(lines_of(text, width=20, measure=measure))
    assert max(map(len, lines)) <= 20
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_the_code_of_a_page_has_no_style_of_its_own() -> None:
    drawn: Any = qr.drawing(address=ADDRESS)
    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert "width" not in drawn


@pytest.mark.parametrize("place", ["title", "by", "summary"])
def test_a_head_that_fills_all_the_pages_ends_with_where_to_read_the_rest(place: str) -> None:
    found = read(pdf.written(replace(DOCUMENT, **{place: "mots " * 60_000})))
    assert found.pages <= pdf.MOST_PAGES + 2
    assert "La suite est sur la page du site" in found.text.replace("\u00a0", " ")
