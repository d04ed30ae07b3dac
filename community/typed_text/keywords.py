"""Keywords: how they are cut from what is typed, and when two of them are the same word."""

import re
from collections.abc import Iterable
from typing import Any

from taggit.managers import TaggableManager
from taggit.models import TagBase
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.forms.tags import TagField

from community.letters import plain
from community.typed_text.characters import typed

_QUOTED_OR_NOT = re.compile(r'"([^"]*)"|([^,;\n"]+)')


def split(text: str, /) -> list[str]:
    """The keywords of a text, cut at commas, semicolons and ends of lines, with single spaces, in their order."""
    return _tidy(re.split(r"[,;\n]", text))


def once_each(words: Iterable[str], /) -> list[str]:
    """Each keyword once, as it was first written: capitals, accents and the shape of apostrophes do not count."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(plain(word), word)
    return list(found.values())


def as_known(words: Iterable[str], /, *, model: type[TagBase]) -> list[str]:
    """The same keywords, each in the spelling that the site already has for it, if it has one.

    Every name is read: a network has some hundreds of keywords.
    """
    names: list[str] = list(model._default_manager.order_by("pk").values_list("name", flat=True))
    exact, spellings = set(names), {plain(name): name for name in reversed(names)}
    return once_each(word if word in exact else spellings.get(plain(word), word) for word in words)


def from_string(text: str, /) -> list[str]:
    """What a field of keywords in the admin holds (settings.TAGGIT_TAGS_FROM_STRING); quotes keep a comma inside."""
    parts = (quoted or plain_one for quoted, plain_one in _QUOTED_OR_NOT.findall(text or ""))
    return sorted(once_each(_tidy(parts)))


class KeywordField(TagField):
    """The admin's field of keywords: the site's own spelling, when it has one."""

    def clean(self, value: Any) -> list[str]:
        cut = value.replace("\n", ",") if isinstance(value, str) else value
        words: list[str] = super().clean(cut)
        return sorted(as_known(words, model=self.tag_model)) if self.free_tagging else words


def use_our_keyword_field() -> None:
    """For every model with keywords that the admin edits."""
    register_form_field_override(
        TaggableManager, override=lambda field: {"form_class": KeywordField, "tag_model": field.related_model}
    )


def _tidy(words: Iterable[str]) -> list[str]:
    return [tidy for word in words if (tidy := typed(" ".join(word.split())))]
