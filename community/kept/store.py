"""Where pages are kept: in the memory of each process, the one asked longest ago leaving first.

A Django cache like another (`CACHES["pages"]`), because none of Django's own bounds the bytes it holds: its file cache
throws a third away at random once it has three hundred pages. What was compared: docs/decisions/0019.
"""

import threading
from collections import OrderedDict
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache


class BoundedMemory(BaseCache):
    """Values whose `size` (bytes) is summed; nothing goes out of date by itself, and nothing is copied.

    OPTIONS: MAX_ENTRIES, and MAX_BYTES for all of them together. A value larger than a tenth of that is not kept.
    """

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._most_bytes = int(params.get("OPTIONS", {}).get("MAX_BYTES", 32 * 1024 * 1024))
        self._values: OrderedDict[str, Any] = OrderedDict()
        self._bytes = 0
        self._writing = threading.Lock()

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with self._writing:
            value = self._values.get(key)
            if value is None:
                return default
            self._values.move_to_end(key)
            return value

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        if value.size > self._most_bytes // 10:
            self.delete(key)
            return
        with self._writing:
            self._forget(key)
            self._values[key] = value
            self._bytes += value.size
            while len(self._values) > self._max_entries or self._bytes > self._most_bytes:
                _oldest, gone = self._values.popitem(last=False)
                self._bytes -= gone.size

    def delete(self, key: str, version: int | None = None) -> bool:
        with self._writing:
            return self._forget(key)

    def clear(self) -> None:
        with self._writing:
            self._values.clear()
            self._bytes = 0

    def held(self) -> tuple[int, int]:
        """How many values, and their bytes."""
        with self._writing:
            return len(self._values), self._bytes

    def _forget(self, key: str) -> bool:
        gone = self._values.pop(key, None)
        self._bytes -= gone.size if gone is not None else 0
        return gone is not None
