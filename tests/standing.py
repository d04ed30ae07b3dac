"""Standing fixtures: people and pages that many tests ask for, made once for all those in a row that ask for the same.

They are made in a transaction that stays open between these tests, each upon the one before it; each test runs inside
it, in a savepoint that is rolled back as ever, and gets its own copies, read from the database. A test that asks for
others keeps those that both begin with, and a test in real transactions makes its own. What stands is in the database:
a file of a standing page is shared by all its tests, none of which may change or remove it.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from inspect import signature
from typing import Any

import pytest
from django.db import connection, models, transaction

from tests.prepared.database import is_in_real_transactions

Make = Callable[..., Any]
_order: dict[Make, int] = {}  # in which they are written, each after those that it needs


@dataclass
class Level:
    """One thing that stands, and the savepoint that holds it; those made after it stand upon it."""

    make: Make
    made: Any
    held: ExitStack


@dataclass
class Scene:
    """What stands at this moment: the next test takes away what it does not want, and adds what it lacks."""

    levels: list[Level] = field(default_factory=list)

    def set_up(self, wanted: tuple[Make, ...], *, blocker: Any) -> None:
        """Have exactly these standing; `blocker` keeps tests that do not say so from the database."""
        if not self._is_sound():
            self.clear()
        standing = [level.make for level in self.levels]
        self.clear(but=next((n for n, make in enumerate(standing) if wanted[n : n + 1] != (make,)), len(standing)))
        for make in wanted[len(self.levels) :]:
            self._add(make, blocker)

    def clear(self, *, but: int = 0) -> None:
        """Take back the last ones, `but` so many."""
        while len(self.levels) > but:
            self.levels.pop().held.close()

    def has(self, make: Make) -> bool:
        return any(level.make is make for level in self.levels)

    def copy_of(self, make: Make) -> Any:
        """The same row, in an object that no other test has touched."""
        return _copied(next(level.made for level in self.levels if level.make is make))

    def _add(self, make: Make, blocker: Any) -> None:
        with ExitStack() as held:
            held.enter_context(blocker.unblock())
            held.enter_context(transaction.atomic())
            held.callback(transaction.set_rollback, True)
            known = {level.make.__name__: level.made for level in self.levels}
            made = make(**{name: _copied(known.get(name)) for name in signature(make).parameters})
            self.levels.append(Level(make, made, held.pop_all()))

    def _is_sound(self) -> bool:
        """Whether nothing has closed or broken the transaction that holds what stands."""
        broken = connection.closed_in_transaction or connection.needs_rollback or not connection.in_atomic_block
        return not (self.levels and broken)


def _copied(made: Any) -> Any:
    """Of rows in a dictionary or a list, each; of a word, a number or nothing, the same."""
    match made:
        case models.Model():
            return type(made)._base_manager.get(pk=made.pk)
        case dict():
            return {name: _copied(value) for name, value in made.items()}
        case list():
            return [_copied(value) for value in made]
        case str() | int() | None:
            return made
    raise TypeError(f"{made!r} is not a row: nothing else stands in the database")


_scene = Scene()


def standing(make: Make) -> Any:
    """A fixture that returns rows, and needs only the database and other standing fixtures, written before it."""
    _order[make] = len(_order)

    @functools.wraps(make)
    def standing_fixture(**needed: Any) -> Any:
        return _scene.copy_of(make) if _scene.has(make) else make(**needed)

    return pytest.fixture(standing_fixture)


def wanted_by(item: pytest.Item) -> tuple[Make, ...]:
    """The standing fixtures that a test asks for by name, directly or not, in their order."""
    if is_in_real_transactions(item):
        return ()
    known = getattr(item, "_fixtureinfo", None)
    fixtures = [found[-1].func for found in known.name2fixturedefs.values()] if known else []
    made = [made for fixture in fixtures if (made := getattr(fixture, "__wrapped__", None)) in _order]
    return tuple(sorted(made, key=_order.__getitem__))


@pytest.hookimpl(trylast=True)  # after what is not run here has been left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In each file, bring together the tests that find the same standing; those of the demonstration come last."""
    files = {item.path: place for place, item in reversed(list(enumerate(items)))}

    def rank(item: pytest.Item) -> tuple[int, bool, list[str]]:
        on_demonstration = "demonstration" in getattr(item, "fixturenames", ())
        return files[item.path], on_demonstration, [make.__name__ for make in wanted_by(item)]

    items.sort(key=rank)


@pytest.fixture
def _django_db_helper(request: pytest.FixtureRequest, scene: None, _django_db_helper: None) -> None:
    """pytest-django's transaction of one test, which begins inside the scene's."""


@pytest.fixture
def scene(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> None:
    """What this test finds standing, before its own transaction begins."""
    _scene.set_up(wanted_by(request.node), blocker=django_db_blocker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """What stands is taken back where the next test, or what is made for its whole file, must find nothing."""
    yield
    if nextitem is None or is_in_real_transactions(nextitem) or _is_made_for_its_file(nextitem):
        _scene.clear()


def _is_made_for_its_file(item: pytest.Item) -> bool:
    """Whether a test asks for something that outlives it, and ends before the run does: it may be in the database."""
    known = getattr(item, "_fixtureinfo", None)
    fixtures = [found[-1] for found in known.name2fixturedefs.values()] if known else []
    return any(fixture.scope in {"module", "package"} for fixture in fixtures)
