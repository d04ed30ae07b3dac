"""A value built from rows, the same for everybody, kept in the memory of each process while nothing moves."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.utils import timezone

from community.kept import generation

T = TypeVar("T")
TokenAndDay = tuple[str, date]

MOST_KINDS = 64


@dataclass(frozen=True, slots=True)
class _Held(Generic[T]):
    value: T
    moment: TokenAndDay
    version: Hashable


class Remembered(Generic[T]):
    """One object a process, shared by its threads. Give plain values: whoever writes on one writes for everybody.

    `build` reads the rows. `version`, if given, is a cheap query whose answer changes with them: asked when the
    generation has moved, it saves building again after a write that was about something else.
    """

    def __init__(self, *, build: Callable[[], T], version: Callable[[], Hashable] | None = None) -> None:
        self._build = build
        self._version = version
        self._held: _Held[T] | None = None
        self._building = threading.Lock()

    def get(self) -> T:
        """The value as the database says it now; built each time where there is no generation to compare with."""
        moment = _under(generation.now())
        held = self._held
        if held is not None and held.moment == moment:
            return held.value
        if moment is None:
            return self._build()
        with self._building:  # double-checked locking: those who come meanwhile find it built
            held = self._held
            if held is not None and held.moment == moment:
                return held.value
            return self._built(moment, held)

    def _built(self, moment: TokenAndDay, held: _Held[T] | None) -> T:
        version = self._version() if self._version else None
        is_same = held is not None and version is not None and (held.moment[1], held.version) == (moment[1], version)
        value = held.value if held is not None and is_same else self._build()
        if _under(generation.read()) == moment:  # what moved while we were reading must be read again
            self._held = _Held(value, moment, version)
        return value


class RememberedByKind(Generic[T]):
    """Likewise, one value for each kind of reader; those of one generation, `MOST_KINDS` at most: the others are built.

    Nothing of who asks is kept but their kind: `kind` and `build` are called in this order, under one generation.
    """

    def __init__(self) -> None:
        self._moment: TokenAndDay | None = None
        self._values: dict[Hashable, T] = {}
        self._writing = threading.Lock()

    def get(self, *, kind: Callable[[], Hashable], build: Callable[[], T]) -> T:
        """The value for this kind of reader; `build` gives the same for any two readers of a kind."""
        moment = _under(generation.now())
        if moment is None:
            return build()
        asked = kind()
        with self._writing:
            values = self._values if self._moment == moment else {}
        if asked in values:
            return values[asked]
        value = build()
        if _under(generation.read()) == moment:  # neither the reader's kind nor what was read has moved
            self._keep(moment, asked, value)
        return value

    def _keep(self, moment: TokenAndDay, asked: Hashable, value: T) -> None:
        with self._writing:
            if self._moment != moment:
                self._moment, self._values = moment, {}
            if len(self._values) < MOST_KINDS:
                self._values[asked] = value


def _under(token: str | None) -> TokenAndDay | None:
    return None if token is None else (token, timezone.localdate())
