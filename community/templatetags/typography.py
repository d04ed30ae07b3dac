"""What people typed, as it is shown: addresses are links. French spaces are the whole page's: community/typography/."""

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString

from community import addresses_in_text
from community.typed_text.characters import printable

register = template.Library()


@register.filter
@stringfilter
def linked(text: str) -> SafeString:
    """Escape the text and make links of its addresses; before `linebreaks`."""
    return addresses_in_text.linked(text)


@register.filter
@stringfilter
def in_their_words(text: str) -> str:
    """In a mail, what somebody typed: a line that is an address of this site becomes no button."""
    lines = printable(text).split("\n")  # as the letter will be cut
    return "\n".join(f" {line}" if line.startswith(f"{settings.SITE_URL}/") else line for line in lines)
