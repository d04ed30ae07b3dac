"""What each kind of page shows besides its own text: models ask here, and import none of the queries that answer.

Registered in `ready()`, by the app that has the kind of page.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

Context = Callable[[Any, HttpRequest], Mapping[str, Any]]

_contexts: dict[type[Page], Context] = {}


def register_context(*, model: type[Page], context: Context) -> None:
    """Have the template of this kind of page receive what `context` gives, asked with the page and the request."""
    _contexts[model] = context


def context_of(*, page: Page, request: HttpRequest) -> Mapping[str, Any]:
    """What the template of this page receives besides the page; nothing where nothing is registered."""
    context = _contexts.get(type(page))
    return context(page, request) if context else {}
