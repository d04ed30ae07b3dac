"""What a view says of an answer that may be kept whole for every visitor. Without a word from it, nothing is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase

_ON_RESPONSE = "_may_be_kept"
_ON_REQUEST = "_must_not_be_kept"


@dataclass(frozen=True, slots=True)
class Permission:
    """`parameters`: what the page reads of its address.

    `reading`: what `signals.kept_page_read` tells each time the answer is shown again, None when nobody counts.
    """

    parameters: Collection[str]
    reading: Any = None


def let_it_be_kept(
    *, request: HttpRequest, response: HttpResponseBase, parameters: Collection[str] = (), reading: Any = None
) -> None:
    """Let an answer be shown again to other visitors who ask for the same address.

    `parameters`: those that the page reads. An address that says anything else is answered anew each time, so that
    nobody fills the store with addresses made up.
    """
    if request.GET.keys() <= set(parameters) and not getattr(request, "is_preview", False):
        setattr(response, _ON_RESPONSE, Permission(parameters, reading))


def keep_nothing(*, request: HttpRequest) -> None:
    """Say, from anywhere under a page, that it is not as it should be: an engine did not answer, an index lags."""
    setattr(request, _ON_REQUEST, True)


def is_as_it_should_be(*, request: HttpRequest) -> bool:
    """Whether nothing under this request said `keep_nothing`."""
    return not getattr(request, _ON_REQUEST, False)


def permission(*, request: HttpRequest, response: HttpResponseBase) -> Permission | None:
    """What the view allowed, unless something under it said no."""
    return getattr(response, _ON_RESPONSE, None) if is_as_it_should_be(request=request) else None
