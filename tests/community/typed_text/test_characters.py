"""What is kept of a text, whatever was typed, pasted or stored before."""

import time
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community.typed_text.characters import browser_length, is_blank, on_one_line, printable, typed

anything = st.one_of(
    st.text(st.characters(), max_size=60),  # lone surrogates and non-characters too
    st.text(
        st.sampled_from(
            "ae\u0301 \t\r\n\x00\x07\x0b\x85\x92\u200b\u200d\u200f\ufeff\u202a\u202c\u202e\u2066\u2069🙂\ufe0f"
        )
    ),
)


@given(anything)
@example("\u2066\u202a\u2069\u202c")
@example("\u202e\u2066a\u202c\u2069")
@example("e\x07\u0301")
def test_a_text_that_went_through_the_door_can_be_printed_and_changes_no_more(text: str) -> None:
    for kept in (printable(text), typed(text)):
        assert unicodedata.is_normalized("NFC", kept)
        assert not [char for char in kept if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n"]
        assert not [char for char in kept if ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF]
        element = ElementTree.Element("p")
        element.text = kept
        assert ElementTree.fromstring(ElementTree.tostring(element)).text == (kept or None)  # noqa: S314 – our own
    assert printable(printable(text)) == printable(text)
    assert typed(typed(text)) == typed(text)
    assert on_one_line(on_one_line(typed(text))) == on_one_line(typed(text))
    assert "\n" not in on_one_line(text.replace("\r", "\n"))


@given(st.text(st.sampled_from("ab cd’é\n🙂ç"), max_size=40))
def test_ordinary_french_is_kept_to_the_letter(text: str) -> None:
    assert printable(text) == text
    assert typed(text) == text.strip()


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("un PDF\x07 ou", "un PDF ou"),
        ("PowerPoint\x0bdit", "PowerPoint\ndit"),
        ("page une\x0cpage deux", "page une\npage deux"),
        ("Windows\r\nMac\rUnix\n.", "Windows\nMac\nUnix\n."),
        ("l\x92accueil \x9cuvre", "l’accueil œuvre"),
        ("cafe\u0301", "café"),
        ("\ufeff\u200b Nadia \u200e\u2060", "Nadia"),
        ("famille 👩\u200d👩\u200d👧", "famille 👩\u200d👩\u200d👧"),
        ("merci ❤\ufe0f", "merci ❤\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("exe.\u202egnp\u202c oui", "exe.gnp oui"),
        ("ouvert \u2067pour toujours", "ouvert pour toujours"),
        ("\u2067שלום\u2069 et \u202aabc\u202c.", "\u2067שלום\u2069 et \u202aabc\u202c."),
    ],
)
def test_what_people_paste(pasted: str, kept: str) -> None:
    assert typed(pasted) == kept


@pytest.mark.parametrize(
    "text", ["", " \u00a0\n", "\u200b\u200d\ufeff", "\u2800", "\u3164\u1160", "\u0301", "\u202a\u202c"]
)
def test_nothing_to_see_is_blank(text: str) -> None:
    assert is_blank(text)
    assert typed(text) == ""


@pytest.mark.parametrize("text", [".", "é", "🙂", "\u200bא"])
def test_something_to_see_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(("text", "length"), [("été", 3), ("🙂", 2), ("a\r\nb", 3), ("👩\u200d👧", 5)])
def test_a_text_is_as_long_as_a_browser_says(text: str, length: int) -> None:
    assert browser_length(text) == length


@pytest.mark.parametrize("piece", [" ", "\u200b", "\n", "\u202a", "\u2069", "\u2066\u202a", "e\u0301", "\r", "🙂 "])
def test_an_enormous_text_costs_what_its_length_costs(piece: str) -> None:
    started = time.perf_counter()
    for text in (piece * 200_000, f"a{piece * 100_000}a", "\u202a" * 100_000 + piece * 100_000):
        on_one_line(typed(text))
    assert time.perf_counter() - started < 10  # seconds: by squares it would be hours
