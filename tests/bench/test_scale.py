"""A grown site is a site like any other, every page of it is looked at, and what costs too much is told."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page, ReferenceIndex

from bench import scale
from bench.growing import visits
from bench.growing.measures import _after_a_write, browsers_of, of_acts
from bench.growing.site import grow
from community import tree
from community.kept import generation
from home.demo.people import FACILITATOR
from home.models import ContentPage, HomePage
from practices.models import PracticePage
from search.answering.queries import SearchRequest, find
from tests import factories

SHEETS = 100


@pytest.fixture
def something_of_each(structure: Any, facilitator: Any, settings: Any, tmp_path: Path) -> None:
    """What the demonstration brings before a site grows: a film, a page of text, somebody who reviews."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    facilitator.email = FACILITATOR
    facilitator.save()
    factories.testimonial(structure=structure, kind="video")
    HomePage.objects.get().add_child(instance=ContentPage(title="La méthode", slug="la-methode"))


@pytest.mark.django_db
@pytest.mark.usefixtures("something_of_each")
def test_a_grown_site_is_sound_answers_everywhere_and_lets_its_people_act() -> None:
    grown = grow(SHEETS)
    assert PracticePage.objects.count() == SHEETS
    assert not tree.damage()
    assert not any(Page.find_problems())
    assert ReferenceIndex.get_references_for_object(grown.testimonial).exists(), "a testimonial names sheets"
    assert find(asked=SearchRequest(text=grown.discussed.title), member=None).total
    browsers = browsers_of(grown)
    asked = {(visit.name, visit.rank): visit for visit in visits.visits(grown)}
    answers = {visit.path: browsers[visit.who].get(visit.path, secure=True).status_code for visit in asked.values()}
    assert {path: status for path, status in answers.items() if status != 200} == {}
    assert [cost.what for cost in of_acts(grown, browsers)] == ["act submit", "act approve", "act publish"]


def test_every_address_and_type_of_page_is_visited_or_left_out_with_a_reason() -> None:
    assert visits.forgotten() == set()
    assert visits.VISITED.keys() & visits.LEFT_OUT.keys() == set()


def test_an_address_that_nobody_lists_stops_the_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(visits.VISITED, "lever")  # type: ignore[arg-type]
    with pytest.raises(LookupError, match="lever"):
        visits.visits(None)  # type: ignore[arg-type]


def compared(first: float, last: float, *, is_ours: bool = True, after: float = 0) -> str:
    sides = ({"milliseconds": took, "after_a_write": after, "is_ours": is_ours} for took in (first, last))
    return scale.Row(what="a page", first=next(sides), last=next(sides)).missed(most=250, growth=2)


@pytest.mark.parametrize(
    ("first", "last", "missed"),
    [(100, 190, ""), (100, 210, "> × 2"), (3, 9, ""), (240, 260, "> 250 ms"), (100, 300, "> 250 ms > × 2")],
)
def test_a_page_costs_too_much_or_grows_too_fast(first: float, last: float, missed: str) -> None:
    """A few milliseconds more are no growth: no clock tells them from chance."""
    assert compared(first, last) == missed


def test_a_page_that_costs_too_much_just_after_a_write_is_told() -> None:
    """It may grow: the orders that a process keeps are read again then, whole."""
    assert compared(10, 12, after=260) == "> 250 ms after a write"
    assert compared(10, 12, after=240) == ""


@pytest.mark.django_db(transaction=True)
def test_a_page_is_measured_just_after_a_write_too() -> None:
    """What a process keeps is read again then, and not the next time."""
    asked: list[str | None] = []
    _after_a_write(lambda: asked.append(generation.read()))
    asked.append(generation.read())
    _after_a_write(lambda: asked.append(generation.read()))
    assert asked[0] == asked[1] != asked[2]


def test_the_screens_of_a_library_are_not_judged() -> None:
    assert compared(100, 900, is_ours=False) == ""


def test_the_same_page_of_two_sizes_is_compared_whatever_its_address() -> None:
    small, large = ({"pilot edit": {"milliseconds": took}} for took in (10.0, 15.0))
    (row,) = scale.rows([small, large])
    assert (row.what, row.growth) == ("pilot edit", 1.5)


def test_a_site_too_small_to_have_one_of_everything_is_refused() -> None:
    with pytest.raises(SystemExit, match="at least"):
        scale.main(["--sheets", "10,1000"])
