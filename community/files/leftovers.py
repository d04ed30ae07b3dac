"""Files that no row of the database names: left by a request that failed, by a process that was killed."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError
from django.db.models import FileField
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from community.files.storing import arrivals

logger = logging.getLogger(__name__)

AT_ONCE = 500  # names in one question to the database


def without_leftovers(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A middleware: a file stored by a request whose rows were taken back goes with them."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        with arrivals() as names:
            response = get_response(request)
        if names:
            _forget(names)
        return response

    return answer


def leftovers(*, older_than: timedelta) -> Iterator[str]:
    """Names of stored files that no row names, of a certain age: a younger one may be waiting for its row."""
    root = Path(settings.MEDIA_ROOT)
    latest = time.time() - older_than.total_seconds()
    old: list[str] = []
    for path in root.rglob("*"):
        with suppress(FileNotFoundError):
            if path.is_file() and path.stat().st_mtime < latest:
                old.append(str(path.relative_to(root)))
    for start in range(0, len(old), AT_ONCE):
        some = old[start : start + AT_ONCE]
        named = _named(some)
        yield from (name for name in some if name not in named)


def _forget(names: Iterable[str]) -> None:
    """Where the database does not answer, `remove_leftovers` does it another day."""
    with suppress(DatabaseError, InterfaceError):  # a connection that is closed is not one that fails
        for name in set(names) - _named(names):
            logger.warning("removed, no row names it: %s", name)
            default_storage.delete(name)


def _named(names: Iterable[str]) -> set[str]:
    """Those of these names that a row holds, whatever its table."""
    found: set[str] = set()
    for field in _columns():
        rows = field.model._base_manager.filter(**{f"{field.name}__in": list(names)})
        found.update(rows.values_list(field.name, flat=True))
    return found


def _columns() -> Iterator[Any]:
    for model in apps.get_models():
        yield from (field for field in model._meta.local_fields if isinstance(field, FileField))
