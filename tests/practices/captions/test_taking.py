"""What people bring as captions: taken and turned into WebVTT in UTF-8, or refused with the line and what to write."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.captions.encodings import Undecodable
from practices.captions.reading import read_as_a_browser, read_captions
from practices.captions.stored import HEAVIEST_READ
from practices.captions.taking import Refused, Taken, faults_of, take
from tests.attacks.files.makers_captions import MAKERS
from tests.practices.captions.corpus import FILES, HEAD, cue

TOLD = {
    "minutes_on_one_digit": ("Ligne 3", "« 0:12.500 --> 0:14.000 »", "sur deux chiffres"),
    "two_digits_of_ms": ("Ligne 3", "trois chiffres pour les millièmes"),
    "nbsp": ("Ligne 3", "espace insécable"),
    "header_glued": ("Ligne 1", "« WEBVTTFILE »", "le mot WEBVTT, seul"),
    "blank_first_line": ("Ligne 1", "WEBVTT"),
    "minutes_past_59_without_hours": ("Ligne 3", "comptez en heures"),
    "no_end": ("Ligne 3", "un début et une fin"),
    "end_before_start": ("Ligne 3", "la fin doit venir après le début"),
    "end_is_start": ("Ligne 3", "la fin doit venir après le début"),
    "blank_line_inside": ("Ligne 6", "« Deux »", "pas d’horaire"),
    "arrow_in_text": ("Ligne 4", "réservée aux horaires"),
    "arrow_en_dash": ("Ligne 3", "deux tirets"),
    "heart": ("Ligne 4", "« <3 à tous »", "&lt;"),
    "sentence_behind_times": ("Ligne 3", "à la ligne suivante"),
    "nul": ("Ligne 4", "des lettres sont perdues"),
    "pdf": ("aucun sous-titre", ".vtt ou .srt"),
    "header_only": ("aucun sous-titre",),
    "broken_utf8": ("accentuées", "UTF-8"),
}


def refusal_of(content: bytes) -> str:
    try:
        take(content=content)
    except ValueError as refusal:
        return str(refusal)
    return ""


def said(taken: Taken) -> list[tuple[float, float, str]]:
    return [tuple(each) for each in read_captions(taken.content)]  # type: ignore[misc]


@pytest.mark.parametrize("name", TOLD)
def test_what_a_browser_would_drop_is_named_by_its_line(name: str) -> None:
    refusal = refusal_of(FILES[name])
    assert all(words in refusal for words in TOLD[name]), refusal


def test_how_many_captions_would_be_left_is_said_and_how_many_slips_remain() -> None:
    slips = "".join(cue(f"0:{n}0.000 --> 0:{n}5.000") for n in range(1, 4))
    refusal = refusal_of((HEAD + cue() + slips).encode())
    assert "un navigateur montrerait 1 sous-titre." in refusal
    assert "2 autres endroits" in refusal
    assert refusal_of((HEAD + slips).encode()).startswith("Aucun de ces sous-titres ne s’afficherait.")


@pytest.mark.parametrize("name", FILES)
def test_what_is_stored_is_shown_whole_in_utf8_with_plain_line_ends(name: str) -> None:
    """Taken or refused: nothing between the two, and what is taken is taken as it is a second time."""
    try:
        taken = take(content=FILES[name])
    except (Refused, Undecodable):
        return
    assert b"\r" not in taken.content
    assert taken.content.decode().startswith("WEBVTT")
    assert faults_of(read_as_a_browser(taken.content)) == ""
    assert take(content=taken.content).content == taken.content


SUBRIP = """1
00:00:00,500 --> 00:00:02,000 X1:10 X2:20
{\\an8}<font color="#ff0000">Bonjour,</font> <i>je</i> m’appelle Élise & Zoé <3

2
0:0:2,000 --> 0:0:5,000
J’ai été

accueillie -> là
"""


@pytest.mark.parametrize("text", [SUBRIP, SUBRIP.replace("\n", "\r\n"), "\ufeff" + SUBRIP, HEAD + SUBRIP])
def test_subrip_becomes_webvtt_and_no_sentence_is_lost(text: str) -> None:
    taken = take(content=text.encode())
    assert said(taken) == [
        (0.5, 2.0, "Bonjour, je m’appelle Élise & Zoé <3"),
        (2.0, 5.0, "J’ai été accueillie -> là"),
    ]
    assert "<i>je</i>" in taken.content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SUBRIP.replace("0:0:2,000 --> 0:0:5,000", "00:00:02,000 --> 00:00:05,00"), ("Ligne 6", "trois chiffres")),
        (SUBRIP.replace("0:0:5,000", "0:0:1,000"), ("Ligne 6", "après le début")),
        ("Le jardin, saison 2\n" + SUBRIP, ("Ligne 1", "« Le jardin, saison 2 »")),
        (SUBRIP.replace("Élise", "\ufffdlise"), ("Ligne 3", "lettres sont perdues")),
    ],
)
def test_a_slip_in_subrip_is_named_by_its_line(text: str, words: tuple[str, ...]) -> None:
    refusal = refusal_of(text.encode())
    assert all(each in refusal for each in words), refusal


ACCENTS = HEAD + cue(text="J’ai été accueillie à l’épicerie, cœur d’été – 3 €")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_an_encoding_that_leaves_no_doubt_is_read(encoding: str) -> None:
    taken = take(content=ACCENTS.encode(encoding))
    assert taken.content.decode() == ACCENTS
    assert bool(taken.remarks) == (encoding == "cp1252")


@pytest.mark.parametrize("encoding", ["mac-roman", "cp850", "cp1250", "iso8859-15", "koi8-r", "shift-jis"])
def test_letters_that_leave_a_doubt_are_asked_for_again_in_utf8(encoding: str) -> None:
    with pytest.raises(Undecodable, match="UTF-8"):
        take(content=ACCENTS.encode(encoding, errors="ignore") + "Œ ё řž 縁 œ€ ê".encode(encoding, errors="ignore"))


LATE = (
    HEAD
    + cue("01:00:00.500 --> 01:00:02.000 align:start", "un <01:00:01.000>deux")
    + cue("01:00:02.000 --> 01:00:05.000")
)


@pytest.mark.parametrize("film", [None, 5.0, 2.5])
def test_a_clock_that_begins_at_one_hour_is_set_back_and_said(film: float | None) -> None:
    taken = take(content=LATE.encode(), film=film)
    assert said(taken) == [(0.5, 2.0, "un deux"), (2.0, 5.0, "Bonjour")]
    assert "<00:00:01.000>deux" in taken.content.decode()
    assert "align:start" in taken.content.decode()
    assert "01:00:00" in taken.remarks[0]
    assert taken.doubt == ""


def test_a_clock_that_begins_at_ten_hours_is_set_back_too() -> None:
    assert said(take(content=LATE.replace("01:00", "10:00").encode()))[0][0] == 0.5


@pytest.mark.parametrize("film", [3 * 3600.0, 3603.0])
def test_captions_that_begin_late_in_a_long_film_stay(film: float) -> None:
    taken = take(content=LATE.encode(), film=film)
    assert (taken.content.decode(), taken.remarks, taken.doubt) == (LATE, (), "")


@pytest.mark.parametrize(
    ("film", "words"),
    [(60.0, ""), (3.5, ""), (1.0, "un sous-titre vient après sa fin, à 3 s"), (0.5, "Est-ce le bon fichier")],
)
def test_captions_longer_than_their_film_are_told(film: float, words: str) -> None:
    doubt = take(content=(HEAD + cue() + cue("00:03.500 --> 00:04.000")).encode(), film=film).doubt
    assert words in doubt if words else doubt == ""


@pytest.mark.parametrize("name", MAKERS)
def test_a_megabyte_of_anything_is_answered_at_once(name: str) -> None:
    """Quadratic reading of a line would never end: the test's time is its rule."""
    content = MAKERS[name]()[:HEAVIEST_READ]
    refusal_of(content)
    read_captions(content if content.startswith(b"WEBVTT\n") else HEAD.encode() + content)


@given(
    st.binary(max_size=300) | st.text("WEBVTT\n\r0123456789:.,->< &;#\x00é\ufeff\t{\\an}", max_size=300).map(str.encode)
)
def test_no_bytes_break_the_reading(content: bytes) -> None:
    for given_bytes in (content, b"WEBVTT\n\n" + content, b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + content):
        refusal: Any = refusal_of(given_bytes)
        assert isinstance(refusal, str)
        read_as_a_browser(given_bytes)
