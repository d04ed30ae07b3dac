"""Where pages are kept: in the memory of each process, the least recently asked leaving first (LRU).

A Django cache like another (`CACHES["pages"]`), because none of Django's own bounds the bytes it holds: its file cache
throws a third away at random once it has three hundred pages. What was compared: docs/decisions/0020.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache


@dataclass(slots=True)
class _Shelf:
    """The values of one LOCATION. Django makes a cache object for each thread: all of a process share this one."""

    values: OrderedDict[str, Any] = field(default_factory=OrderedDict)
    size: int = 0
    changing: threading.Lock = field(default_factory=threading.Lock)

    def put(self, key: str, value: Any) -> None:
        self.forget(key)
        self.values[key] = value
        self.size += value.size

    def forget(self, key: str) -> bool:
        gone = self.values.pop(key, None)
        self.size -= gone.size if gone is not None else 0
        return gone is not None

    def forget_oldest(self) -> None:
        self.forget(next(iter(self.values)))


_shelves: dict[str, _Shelf] = {}


class BoundedMemory(BaseCache):
    """Values whose `size` (bytes) is summed; nothing goes out of date by itself, and nothing is copied.

    OPTIONS: MAX_ENTRIES, and MAX_BYTES for all of them together. A value larger than a tenth of that is not kept.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._most_bytes = int(params.get("OPTIONS", {}).get("MAX_BYTES", 32 * 1024 * 1024))
        self._shelf = _shelves.setdefault(location, _Shelf())

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with self._shelf.changing:
            value = self._shelf.values.get(key)
            if value is None:
                return default
            self._shelf.values.move_to_end(key)
            return value

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        if value.size > self._most_bytes // 10:
            self.delete(key)
            return
        with self._shelf.changing:
            self._shelf.put(key, value)
            while len(self._shelf.values) > self._max_entries or self._shelf.size > self._most_bytes:
                self._shelf.forget_oldest()

    def delete(self, key: str, version: int | None = None) -> bool:
        with self._shelf.changing:
            return self._shelf.forget(key)

    def clear(self) -> None:
        with self._shelf.changing:
            self._shelf.values.clear()
            self._shelf.size = 0

    def held(self) -> tuple[int, int]:
        """How many values, and their bytes."""
        with self._shelf.changing:
            return len(self._shelf.values), self._shelf.size
