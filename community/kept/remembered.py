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


def _under(token: str | None) -> TokenAndDay | None:
    return None if token is None else (token, timezone.localdate())
