"""At start-up: every page type is found or declared not to be, and something on this host can find it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from wagtail.models import Page, get_page_models

from search.things.registry import is_settled


@register("search")
def every_page_type_is_settled(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """E001: a new page type that nobody registered would silently never be found."""
    return [
        Error(
            f"{model._meta.label} is neither findable nor declared unsearchable.",
            hint="Register its FindableKind or call declare_unsearchable(), in ready(): see search/things/registry.py.",
            obj=model,
            id="search.E001",
        )
        for model in get_page_models()
        if model is not Page and not model._meta.abstract and not is_settled(model)
    ]


@register("search")
def something_answers(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """W001: readers would get nothing but titles. E002: the server's certificate could never be believed."""
    found: list[CheckMessage] = []
    if settings.SEARCH_ENGINE == "embedded" and not settings.SEARCH_EMBEDDED_HERE:
        hint = "Name an index in FAIRE_AVEC_SEARCH_EMBEDDED_HERE, or choose SEARCH_ENGINE=elasticsearch."
        found.append(Warning("No search index answers on this host: titles only.", hint=hint, id="search.W001"))
    authority = settings.ELASTICSEARCH_CA_CERTS
    if authority and not Path(authority).is_file():
        found.append(Error(f"ELASTICSEARCH_CA_CERTS: there is no file {authority}.", id="search.E002"))
    return found
