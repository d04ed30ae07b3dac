"""What the front door gives to find: its pages of text."""

import re
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from home.models import ContentPage, HomePage
from search.things.registry import FindableKind, declare_unsearchable, register

_END_OF_BLOCK = re.compile(r"</(?=p>|h\d>|li>|ul>|ol>|blockquote>)")


def text(page: ContentPage) -> str:
    """Its words, without the markup."""
    body = _END_OF_BLOCK.sub("\n\n</", page.body)
    return f"{page.introduction}\n\n{unescape(strip_tags(body))}"


def register_findable() -> None:
    """Called from `ready()`."""
    register(
        FindableKind(
            name="page",
            label=_("Page du site"),
            plural=_("Pages du site"),
            counted=lambda n: ngettext("%(n)d page du site", "%(n)d pages du site", n) % {"n": n},
            model=ContentPage,
            text=text,
            is_browsed=False,
            position=7,
        )
    )
    declare_unsearchable(HomePage)
