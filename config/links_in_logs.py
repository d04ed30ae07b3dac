"""Links that let in whoever reads them: the log leaves them out, and the pages that they open tell them to no other.

A refused request is logged by its path, and a page asks for its style by saying where it stands. `deploy/nginx.conf`
has the same list, for its own logs.
"""

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

LINK = re.compile(
    r"(/invitation/|/(?:rejoindre/demander|questions)/(?:confirmer|oublier)/"
    r"|/compte/(?:adresse/lien|mes-donnees/revenir|password/reset)/)[^/?'\"]+(?:(?<=key)/[^/?'\"]+)?",
    re.IGNORECASE,
)


class WithoutLinks(logging.Filter):
    """Writes « /invitation/… » for the address of an invitation, wherever a line of the log says it."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if LINK.search(said):
            record.msg, record.args = LINK.sub(r"\1…", said), ()
        return True


class LinksStayHere:
    """Where a page of such a link leads to, only the name of the site is told as the place that one comes from.

    Not « no-referrer »: browsers send the forms of such a page with `Origin: null`, which is refused.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if LINK.search(request.path):
            response.headers.setdefault("Referrer-Policy", "strict-origin")
        return response
