"""A part of a page is made once for all who read the same, and again as soon as anything may have changed."""

from collections.abc import Callable
from datetime import timedelta
from sys import getsizeof
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone
from django.utils.safestring import SafeString

from community.kept import generation, stamp
from community.kept.parts import STORE, kept_part
from community.kept.permission import keep_nothing
from community.models import StructurePage

pytestmark = pytest.mark.django_db


class Made:
    """Makes a part, and says how often it did."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.times = 0
        self.meanwhile = meanwhile

    def __call__(self) -> str:
        self.times += 1
        self.meanwhile()
        return f"<p>{self.times}</p>"


def request(host: str = "testserver") -> Any:
    return RequestFactory().get("/", headers={"host": host})


def part(made: Made, *, key: object = 1, name: str = "close", host: str = "testserver", asking: Any = None) -> str:
    with generation.asked_once():
        return kept_part(request=asking or request(host), name=name, key=(key,), make=made)


def rename(structure: Any) -> None:
    StructurePage.objects.filter(pk=structure.pk).update(title=f"{structure.title} bis")


def part_in_a_form(made: Made) -> str:
    return kept_part(request=request(), name="close", key=(1,), make=made)


@pytest.fixture
def made() -> Made:
    made = Made()
    assert part(made) == "<p>1</p>"
    return made


def test_it_is_made_once_while_nothing_changes(made: Made) -> None:
    again = [part(made) for _turn in range(3)]
    assert again == ["<p>1</p>"] * 3
    assert all(isinstance(one, SafeString) for one in again)


def test_any_write_has_it_made_again(made: Made, structure: Any) -> None:
    rename(structure)
    assert part(made) == "<p>2</p>"


def test_midnight_has_it_made_again(made: Made) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert part(made) == "<p>2</p>"


def test_another_state_of_the_index_has_it_made_again(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamp, "_comparisons", [*stamp._comparisons, lambda: "another"])
    assert part(made) == "<p>2</p>"


@pytest.mark.parametrize("other", [{"key": 2}, {"name": "other"}, {"host": "127.0.0.1"}])
def test_another_page_another_part_and_another_host_have_their_own(made: Made, other: dict[str, Any]) -> None:
    assert part(made, **other) == "<p>2</p>"
    assert part(made) == "<p>1</p>"


def test_what_changes_while_it_is_made_is_not_missed(structure: Any) -> None:
    made = Made(meanwhile=lambda: rename(structure))
    assert [part(made), part(made)] == ["<p>1</p>", "<p>2</p>"]


def test_what_is_undone_leaves_nothing_behind(made: Made, structure: Any) -> None:
    with transaction.atomic():
        rename(structure)
        assert part(made) == "<p>2</p>"
        transaction.set_rollback(True)
    assert part(made) != "<p>2</p>"


def test_a_part_made_in_default_of_something_is_shown_once() -> None:
    asking = request()
    without_an_engine = Made(meanwhile=lambda: keep_nothing(request=asking))
    part(without_an_engine, asking=asking)
    assert part(without_an_engine) == "<p>2</p>"
    without_a_file = Made(meanwhile=generation.leave_nothing)
    part(without_a_file, name="file")
    assert part(without_a_file, name="file") == "<p>2</p>"


def test_the_answer_to_a_form_neither_takes_nor_leaves_any(made: Made) -> None:
    """It reads the generation each time: its key may be older, and nothing says what it lacks."""
    without_a_file = Made(meanwhile=generation.leave_nothing)
    assert [part_in_a_form(without_a_file), part_in_a_form(without_a_file)] == ["<p>1</p>", "<p>2</p>"]
    assert part(made) == "<p>1</p>"


def test_nothing_is_kept_while_there_is_no_generation(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "read", lambda: None)
    assert [part(made), part(made)] == ["<p>2</p>", "<p>3</p>"]


def test_the_store_is_bounded_in_the_bytes_that_memory_takes() -> None:
    store: Any = caches[STORE]
    text = "l’œuvre et l’été 🙂 " * 100
    with generation.asked_once():
        kept_part(request=request(), name="close", key=(1, ("group:1",) * 1_000), make=lambda: text)
    number, size = store.held()
    assert number == 1
    assert size >= getsizeof(text)
    assert getsizeof(next(iter(store._shelf.values))) < 200  # however many groups its readers are in
