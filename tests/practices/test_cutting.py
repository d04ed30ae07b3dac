"""From captions and a transcript to passages: pure functions, whatever hands wrote the two texts."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.demo.source import MEDIA, items
from practices.alignment import times_of, words_of
from practices.captions.reading import Cue, Unreadable, read_captions
from practices.cutting import AIM, LONGEST_PASSAGE, Piece, cut

SENTENCES = [
    "Au début, nous étions trois autour d’une table.",
    "Personne ne savait vraiment par où commencer !",
    "Alors on a demandé aux habitants : qu’est-ce qui vous manque ?",
    "Une dame a répondu qu’elle voulait un banc, rien de plus.",
    "Nous avons ri, puis nous avons posé le banc devant l’école.",
    "Le lendemain, quatre personnes s’y étaient assises.",
    "C’est là que le conseil d’usagers est né, sur ce bois mal poncé.",
    "Depuis, on se retrouve chaque mardi, même sous la pluie.",
]


def film(*, sentences: int, seconds: float = 5.0) -> tuple[str, list[Cue]]:
    """A transcript with its speaker's name at each paragraph, and captions without it: a numbered sentence a cue."""
    said = [f"{SENTENCES[n % 8]} C’était la fois numéro {n}." for n in range(sentences)]
    paragraphs = ["Nadia : " + " ".join(said[n : n + 4]) for n in range(0, sentences, 4)]
    return "\n\n".join(paragraphs), [Cue(n * seconds, (n + 1) * seconds - 0.2, text) for n, text in enumerate(said)]


def whole(pieces: list[Piece]) -> list[str]:
    return [word for piece in pieces for word in piece.text.split()]


def test_a_long_film_is_cut_at_sentences_every_twenty_five_seconds_or_so() -> None:
    transcript, cues = film(sentences=60)
    pieces = cut(transcript=transcript, cues=cues)
    lengths = [after.start - before.start for before, after in pairwise(pieces)]
    assert len(pieces) == 12
    assert all(20 <= length <= LONGEST_PASSAGE for length in lengths), lengths
    assert all(piece.text.endswith(".") for piece in pieces)
    assert whole(pieces) == transcript.split(), "nothing is lost, nothing is said twice"


def test_each_passage_starts_when_its_words_are_said() -> None:
    transcript, cues = film(sentences=60)
    for piece in cut(transcript=transcript, cues=cues):
        number, first = next((n, cue) for n, cue in enumerate(cues) if cue.text in piece.text)
        inside_a_cue = piece.text.removeprefix("Nadia : ").startswith(cues[number - 1].text.split(". ")[-1])
        assert -4 <= piece.start - first.start <= 0 if inside_a_cue else abs(piece.start - first.start) <= 1


def test_captions_with_one_word_in_eight_misheard_still_time_the_transcript() -> None:
    transcript, cues = film(sentences=60)
    chance = random.Random(7)
    misheard = [
        cue._replace(text=" ".join("euh" if chance.random() < 1 / 8 else word for word in cue.text.lower().split()))
        for cue in cues
    ]
    heard, pieces = (cut(transcript=transcript, cues=each) for each in (cues, misheard))
    assert whole(pieces) == transcript.split()
    assert all(any(abs(one.start - other.start) <= 3 for other in heard) for one in pieces)


def test_captions_that_say_other_words_are_cut_themselves() -> None:
    _transcript, cues = film(sentences=20)
    pieces = cut(transcript="Nadia raconte, en quelques mots, comment tout a commencé chez elle.", cues=cues)
    assert len(pieces) == 4
    assert whole(pieces) == " ".join(cue.text for cue in cues).split()


def test_captions_without_any_punctuation_are_cut_between_cues() -> None:
    _transcript, cues = film(sentences=20)
    bare = [cue._replace(text=" ".join(words_of(cue.text))) for cue in cues]
    ends = {cue.text.split()[-1] for cue in bare}
    assert all(piece.text.split()[-1] in ends for piece in cut(transcript="", cues=bare))


def test_a_sentence_that_never_ends_is_cut_all_the_same() -> None:
    words = " ".join(f"mot{n}" for n in range(300))
    pieces = cut(transcript=words, cues=[Cue(0, 150, words)])
    assert whole(pieces) == words.split()
    assert all(piece.end - piece.start <= LONGEST_PASSAGE + 1 for piece in pieces)


def test_a_recording_shorter_than_two_passages_is_cut_in_two() -> None:
    transcript, cues = film(sentences=4)
    assert [piece.start for piece in cut(transcript=transcript, cues=cues)] == [0, 10]
    assert len(cut(transcript=SENTENCES[0], cues=[Cue(0, 4, SENTENCES[0])])) == 1


def test_a_long_silence_belongs_to_no_sentence() -> None:
    transcript, cues = film(sentences=12)
    late = [cue._replace(start=cue.start + 300, end=cue.end + 300) if n >= 6 else cue for n, cue in enumerate(cues)]
    assert 330 in [piece.start for piece in cut(transcript=transcript, cues=late)]


def test_without_captions_or_without_words_there_is_nothing_to_cut() -> None:
    assert cut(transcript="Nadia : bonjour.", cues=[]) == []
    assert cut(transcript="", cues=[Cue(0, 3, "♪ ♪")]) == []


@pytest.mark.parametrize("item", [item for item in items("testimonials") if item["captions"]], ids=lambda i: i["key"])
def test_the_films_and_sounds_of_the_demonstration_are_timed_after_their_transcript(item: dict[str, str]) -> None:
    cues = read_captions(Path(MEDIA / item["captions"]).read_bytes())
    pieces = cut(transcript=item["transcript"], cues=cues)
    assert len(pieces) >= 2
    assert whole(pieces) == item["transcript"].split()
    waits = [min(cue.start - piece.start for cue in cues if cue.start >= piece.start) for piece in pieces]
    assert max(waits) < 1.5, "a passage begins with a caption, or in the silence before it, where a name is not said"


MARKS = ["«", "»", ",", ".", "!", "le", "la", "banc", "♪", "\n"]
any_text = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(MARKS)).map(" ".join),
)
any_cues = st.lists(
    st.tuples(st.floats(0, 9e5), st.floats(0.001, 500), any_text).map(lambda c: Cue(c[0], c[0] + c[1], c[2])),
    max_size=8,
).map(sorted)


@given(transcript=any_text, cues=any_cues)
def test_whatever_the_texts_hold_passages_follow_one_another(transcript: str, cues: list[Cue]) -> None:
    pieces = cut(transcript=transcript, cues=cues)
    assert all(before.start < after.start for before, after in pairwise(pieces))
    assert all(piece.start < piece.end for piece in pieces)
    assert whole(pieces) in ([], transcript.split(), " ".join(cue.text for cue in cues).split())


def test_an_hour_of_speech_written_twice_the_same_is_aligned_at_once() -> None:
    words = [f"mot{n % 50}" if n % 3 else f"repere{n}" for n in range(20_000)]
    cues = [Cue(n * 0.2, (n + 10) * 0.2, " ".join(words[n : n + 10])) for n in range(0, len(words), 10)]
    times = times_of(words, cues)
    assert times is not None
    assert abs(times[10_000].start - 2_000) < 1
    assert len(cut(transcript=" ".join(words), cues=cues)) == round(4_000 / AIM)


def test_captions_are_read_without_their_marks() -> None:
    content = "WEBVTT\n\n1\n00:00.500 --> 00:02.000 align:start\n<v Nadia>Bonjour &amp; <b>bienvenue</b>,\nà vous.\n"
    assert read_captions(content.encode()) == [Cue(0.5, 2.0, "Bonjour & bienvenue, à vous.")]


def test_a_null_character_becomes_the_sign_of_what_is_lost() -> None:
    content = b"WEBVTT\n\n00:00.500 --> 00:02.000\nBon\x00jour\n"
    assert read_captions(content) == [Cue(0.5, 2.0, "Bon\ufffdjour")]


def test_automatic_captions_that_roll_say_each_line_once() -> None:
    rolling = (
        "WEBVTT\n\n00:00.000 --> 00:02.000\nbonjour à tous\n\n00:02.000 --> 00:02.010\nbonjour à tous\n\n"
        "00:02.010 --> 00:04.000\nbonjour à tous\nje suis Nadia\n\n00:04.000 --> 00:06.000\nje suis Nadia\nvoilà\n"
    )
    assert [cue.text for cue in read_captions(rolling.encode())] == ["bonjour à tous", "je suis Nadia", "voilà"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\xff\xfe\x00", b"SRT\n1\n"])
def test_what_is_not_captions_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_captions(content)


def test_a_cue_whose_times_mean_nothing_is_left_out() -> None:
    content = "WEBVTT\n\n00:05.000 --> 00:02.000\nà rebours\n\n9999:00:00.000 --> 9999:00:02.000\ntrop tard\n"
    assert read_captions(content.encode()) == []
