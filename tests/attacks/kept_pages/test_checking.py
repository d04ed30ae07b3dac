"""The checker finds an old page, and lets through what was read while it changed."""

import pytest

from tests.attacks.kept_pages.checking import check, explained
from tests.attacks.kept_pages.journal import Act, Reading, Seen

PAGE, OTHER = "/fiche-1/", "/fiche-2/"
HIDDEN = Seen(404)


def shown(*marks: str) -> Seen:
    return Seen(200, frozenset(marks))


ACTS = [
    Act(1, "before", 0, 0, {PAGE: shown("zT1x1", "zS1x1")}),
    Act(2, "before", 0, 0, {OTHER: shown("zT2x1")}),
    Act(1, "renamed", 10, 11, {PAGE: shown("zT1x2", "zS1x1")}),
    Act(1, "off line", 20, 21, {PAGE: Seen(404, frozenset({"zT1x2", "zS1x1"}))}),
    Act(1, "on line", 30, 31, {PAGE: shown("zT1x2", "zS1x1")}),
]


def is_stale(seen: Seen, *, begin: float, end: float, address: str = PAGE, is_kept: bool = True) -> bool:
    verdict = check(acts=ACTS, readings=[Reading(address, begin, end, seen, is_kept)])
    assert verdict.kept == int(is_kept)
    return len(verdict.stale) == 1


OLD, NEW = shown("zT1x1", "zS1x1"), shown("zT1x2", "zS1x1")


@pytest.mark.parametrize(
    ("seen", "begin", "end"),
    [
        (OLD, 1, 2),
        (OLD, 9, 10.5),  # before it was written
        (NEW, 9, 10.5),  # after
        (OLD, 10.9, 12),  # asked before the act was answered
        (NEW, 12, 13),
        (NEW, 20.5, 22),
        (HIDDEN, 20.5, 22),
        (HIDDEN, 22, 29),
        (HIDDEN, 9, 35),  # a very slow one meets everything
    ],
)
def test_what_the_moment_allows_is_let_through(seen: Seen, begin: float, end: float) -> None:
    assert not is_stale(seen, begin=begin, end=end)


@pytest.mark.parametrize(
    ("seen", "begin", "end"),
    [
        (OLD, 11.1, 12),  # asked after the act was answered
        (NEW, 8, 9.9),  # a thing of the future
        (NEW, 21.1, 22),  # shown again though it hides
        (HIDDEN, 31.1, 32),  # hidden still
        (OLD, 31.1, 32),  # a title from before
        (shown("zT1x1", "zT1x2", "zS1x1"), 9, 12),  # two moments at once, and kept
        (shown("zS1x1"), 12, 13),  # something is missing
        (Seen(302), 12, 13),
    ],
)
def test_what_the_moment_does_not_allow_is_found(seen: Seen, begin: float, end: float) -> None:
    assert is_stale(seen, begin=begin, end=end)


def test_a_page_made_during_an_act_may_show_some_of_each_side() -> None:
    both = shown("zT1x1", "zT1x2", "zS1x1")
    assert not is_stale(both, begin=9, end=10.5, is_kept=False)
    assert is_stale(both, begin=12, end=13, is_kept=False)
    assert is_stale(shown("zT1x2"), begin=9, end=10.5, is_kept=False)
    assert is_stale(Seen(404), begin=9, end=10.5, is_kept=False)
    assert not is_stale(shown("zS1x1"), begin=19, end=20.5, is_kept=False)  # a page going away: its cards went first


def test_rows_replaced_while_a_page_is_made_may_be_missed() -> None:
    anew = [Act(1, "before", 0, 0, {PAGE: OLD}), Act(1, "made anew", 10, 11, {PAGE: NEW}, has_other_rows=True)]
    for is_kept, stale in ((False, 0), (True, 1)):
        verdict = check(acts=anew, readings=[Reading(PAGE, 9, 10.5, HIDDEN, is_kept)])
        assert len(verdict.stale) == stale
    assert len(check(acts=anew, readings=[Reading(PAGE, 12, 13, HIDDEN, False)]).stale) == 1


def test_a_list_may_leave_out_but_never_show_what_is_gone() -> None:
    assert not is_stale(shown("zT1x2", "zT2x1"), begin=12, end=13, address="/pratiques/")
    assert not is_stale(shown(), begin=12, end=13, address="/pratiques/")
    assert is_stale(shown("zT1x1", "zT2x1"), begin=12, end=13, address="/pratiques/")
    assert is_stale(shown("zT1x2"), begin=22, end=23, address="/pratiques/")
    assert is_stale(shown("zT9x1"), begin=12, end=13, address="/pratiques/")
    assert is_stale(shown("zT1x2"), begin=22, end=23, address="/pratiques/", is_kept=False)


def test_a_failure_of_the_server_is_counted_apart() -> None:
    verdict = check(acts=ACTS, readings=[Reading(PAGE, 1, 2, Seen(500), False)])
    assert (verdict.answers, len(verdict.failed), verdict.stale) == (1, 1, [])


def test_a_fault_is_told_with_what_was_done_around_it() -> None:
    told = explained(reading=Reading(PAGE, 22, 23, NEW, True), acts=ACTS)
    assert "200 zS1x1 zT1x2" in told
    assert "20.0000-21.0000 off line: 404" in told
