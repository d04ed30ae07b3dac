"""Each answer says for which request it was made: a kept one names another's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

ASKED, MADE = "X-Asked-As", "X-Made-For"


class MadeFor:
    """Stands just under `KeptPages`, which keeps the header with the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._make = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._make(request)
        response[MADE] = request.headers.get(ASKED, "")
        return response
