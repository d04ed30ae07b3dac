"""What is true of every page that a visitor may be shown again, checked at each one that any test opens.

Made again an hour later, it is the same: no person, no token, no relative time stands in it. Making it asks no table
that is left out of the generation, where a change would not be seen; and reads of its address what its view declares.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import time_machine
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone

from community.kept import left_out, pages
from community.kept.permission import permission

NEVER_SHOWN = left_out.TABLES.keys() - {"kept_generation", "kept_raise"}  # these are asked by what compares
_TABLE = re.compile(r'(?:FROM|JOIN) "?(\w+)"?')


class MadeTwice:
    """Stands just under `KeptPages`. Off while a test counts questions: `settings.MADE_TWICE = False`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.make = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.make(request)
        if not settings.MADE_TWICE or request.method != "GET" or pages.address(request) is None:
            return response
        if isinstance(response, HttpResponse) and pages.may_be_kept(request=request, response=response):
            faults = list(self._faults(request, response))
            assert not faults, "\n".join(faults)
        return response

    def _faults(self, request: HttpRequest, response: HttpResponse) -> Iterator[str]:
        """All of them, for whoever mends the first would only meet the next."""
        other = WSGIRequest(request.environ)
        other.GET = asked = Listening(request.environ["QUERY_STRING"])
        with tables_read() as tables, at_another_hour():
            again = self.make(other)
        if blind := ", ".join(sorted(tables & NEVER_SHOWN)):
            yield f"{request.path} reads {blind}, where a change does not raise the generation"
        allowed = permission(request=request, response=response)
        if undeclared := ", ".join(sorted(asked.names - set(allowed.parameters if allowed else ()))):
            yield f"{request.path} reads more than it declares: {undeclared}"
        if not isinstance(again, HttpResponse) or again.content != response.content:
            yield f"{request.get_full_path()} is not the same when made again"


@contextmanager
def at_another_hour() -> Iterator[None]:
    """An hour later, or earlier just before midnight: pages are kept for a day at most, and may say what day it is."""
    now = timezone.localtime()
    later, earlier = now + timedelta(hours=1), now - timedelta(hours=1)
    with time_machine.travel(later if later.date() == now.date() else earlier):
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
