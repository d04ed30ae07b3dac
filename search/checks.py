"""At start-up: every page type is found, or somebody said that it is not."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page, get_page_models

from search.kinds import is_settled


@register("search")
def every_page_type_is_settled(app_configs: Any = None, **_: Any) -> list[CheckMessage]:
    """E001: a new page type that nobody registered would silently never be found."""
    return [
        Error(
            f"{model._meta.label} is neither findable nor declared unsearchable.",
            hint="Register a Kind or call declare_unsearchable() in an app's ready() (see search/kinds.py).",
            obj=model,
            id="search.E001",
        )
        for model in get_page_models()
        if model is not Page and not model._meta.abstract and not is_settled(model)
    ]
