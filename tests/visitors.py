"""What is true of every page that a visitor may be shown again, checked at each one that any test opens.

Made again for somebody else, an hour later, it is the same: no person, no token, no relative time stands in it. Making
it asks no table that is left out of the generation, where a change would not be seen; and reads of its address what its
view declares.
"""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import time_machine
from django.conf import settings
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone

from community.kept import left_out, pages, parts
from community.kept.permission import permission

NEVER_SHOWN = left_out.TABLES.keys() - {"kept_generation", "kept_raise"}  # these are asked by what compares
_TABLE = re.compile(r'(?:FROM|JOIN) "?(\w+)"?')


class MadeTwice:
    """Stands just under `KeptPages`. Off while a test counts questions: `settings.MADE_TWICE = False`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.make = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.make(request)
        if not settings.MADE_TWICE or is_among_others() or request.method != "GET" or pages.address(request) is None:
            return response
        if isinstance(response, HttpResponse) and pages.may_be_kept(request=request, response=response):
            faults = list(self._faults(request, response))
            assert not faults, "\n".join(faults)
        return response

    def _faults(self, request: HttpRequest, response: HttpResponse) -> Iterator[str]:
        """All of them, for whoever mends the first would only meet the next."""
        other = WSGIRequest(somebody_else(request.environ))
        other.GET = asked = Listening(request.environ["QUERY_STRING"])
        caches[parts.STORE].clear()
        with tables_read() as tables, later_that_day():
            again = self.make(other)
        if blind := ", ".join(sorted(tables & NEVER_SHOWN)):
            yield f"{request.path} reads {blind}, where a change does not raise the generation"
        allowed = permission(request=request, response=response)
        if undeclared := ", ".join(sorted(asked.names - set(allowed.parameters if allowed else ()))):
            yield f"{request.path} reads more than it declares: {undeclared}"
        if not isinstance(again, HttpResponse) or again.content != response.content:
            yield f"{request.get_full_path()} is not the same when made again"


def is_among_others() -> bool:
    """A thread of a server: the clock, which is one for all of them, is left alone."""
    return threading.current_thread() is not threading.main_thread()


def somebody_else(environ: Mapping[str, Any]) -> dict[str, Any]:
    """Who asks for the same address, from elsewhere, with another browser, and has never come."""
    kept = {name: value for name, value in environ.items() if name not in ("HTTP_COOKIE", "HTTP_REFERER")}
    return kept | {"REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Another/1.0", "HTTP_ACCEPT_LANGUAGE": "br"}


@contextmanager
def later_that_day() -> Iterator[None]:
    """An hour later, or before midnight: pages are kept for a day at most, and may say what day it is."""
    now = timezone.localtime()
    midnight_is_near = now.replace(hour=23, minute=59, second=30)  # time to make the page before the day is another
    with time_machine.travel(min(now + timedelta(hours=1), max(now, midnight_is_near))):
        yield


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """The names of the tables that are asked within, filled as they are."""
    tables: set[str] = set()

    def watched(execute: Any, sql: str, *rest: Any) -> Any:
        tables.update(_TABLE.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(watched):
        yield tables


class Listening(QueryDict):
    """The parameters of an address, and the names of those that were asked for."""

    def __init__(self, *typed: Any, **how: Any) -> None:
        super().__init__(*typed, **how)
        self.names: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().getlist(key, default)
