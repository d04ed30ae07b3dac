"""How a moment of a film is said, and which addresses name one."""

import pytest

from practices.moments import Moment, moment_named


@pytest.mark.parametrize(
    ("seconds", "label"),
    [
        (0, "au début"), (9, "à 9 s"), (45, "à 45 s"), (60, "à 1 min 00"), (83, "à 1 min 23"), (605, "à 10 min 05"),
        (3599, "à 59 min 59"), (3725, "à 1 h 02"), (36000, "à 10 h 00"),
    ],
)  # fmt: skip
def test_a_moment_is_said_as_one_says_it(seconds: int, label: str) -> None:
    assert Moment(seconds).label == label


@pytest.mark.parametrize(
    ("seconds", "shown", "spoken"),
    [
        (0, "0:00", "0 seconde"), (1, "0:01", "1 seconde"), (7, "0:07", "7 secondes"), (60, "1:00", "1 minute"),
        (67, "1:07", "1 minute 7 secondes"), (3725, "1:02:05", "1 heure 2 minutes 5 secondes"),
    ],
)  # fmt: skip
def test_a_moment_is_shown_as_a_player_does_and_read_aloud_in_words(seconds: int, shown: str, spoken: str) -> None:
    assert (Moment(seconds).clock, Moment(seconds).spoken) == (shown, spoken)


@pytest.mark.parametrize(
    ("seconds", "place"), [(0, "au début"), (7, "à 0:07"), (83, "à 1:23"), (3599, "à 59:59"), (3725, "à 1:02:05")]
)
def test_a_moment_stands_where_players_write_it(seconds: int, place: str) -> None:
    assert Moment(seconds).at_clock == place


def test_a_moment_has_an_address() -> None:
    assert Moment(83).suffix == "?t=83#t83"


@pytest.mark.parametrize("typed", ["", "-1", "1e9", "1.5", "douze", "9" * 7, "²", "٣", " 3", "0x1", "\x00", "3\n"])
def test_anything_but_a_plain_number_names_no_moment(typed: str) -> None:
    assert moment_named(typed) is None


def test_a_plain_number_names_a_moment() -> None:
    assert moment_named("83") == Moment(83)
