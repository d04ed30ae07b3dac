"""What is true of every page that a visitor may be shown again, checked at each one that any test opens.

Made twice, it is the same twice: no person, no token, no relative time stands in it. Making it asks no table that is
left out of the generation, in which a change would not be seen; and reads of its address what its view declares.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict

from community.kept import left_out, pages
from community.kept.permission import permission

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
            other = WSGIRequest(request.environ)
            other.GET = asked = Listening(request.environ["QUERY_STRING"])
            with only_tables_that_raise(request.path):
                again = self.make(other)
            allowed = permission(request=request, response=response)
            assert allowed is not None
            assert asked.names <= set(allowed.parameters), f"{request.path} reads more than it declares: {asked.names}"
            assert isinstance(again, HttpResponse)
            assert again.content == response.content, f"{request.get_full_path()} is not the same when made again"
        return response


class Listening(QueryDict):
    """The parameters of an address, and the names of those that were asked for."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.names: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().getlist(key, default)


@contextmanager
def only_tables_that_raise(path: str) -> Iterator[None]:
    def watched(execute: Any, sql: str, *rest: Any) -> Any:
        asked = set(_TABLE.findall(sql)) & left_out.TABLES.keys()
        assert not asked, f"{path} reads {', '.join(sorted(asked))}, where a change does not raise the generation"
        return execute(sql, *rest)

    with connection.execute_wrapper(watched):
        yield
