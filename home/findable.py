"""What the front door gives to find: its pages of text."""

from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from home.models import ContentPage, HomePage
from search.things.registry import FindableKind, declare_unsearchable, register


def text(page: ContentPage) -> str:
    """Its words, without the markup."""
    return f"{page.introduction}\n{unescape(strip_tags(page.body.replace('</', ' </')))}"


def register_findable() -> None:
    """Called from `ready()`."""
    register(
        FindableKind(
            name="page",
            label=_("Page du site"),
            plural=_("Pages du site"),
            model=ContentPage,
            text=text,
            is_browsed=False,
            position=6,
        )
    )
    declare_unsearchable(HomePage)
