"""What people typed, as it is shown: addresses are links. French spaces are the whole page's: community/typography/."""

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString

from community import addresses_in_text

register = template.Library()


@register.filter
@stringfilter
def linked(text: str) -> SafeString:
    """Escape the text and make links of its addresses; before `linebreaks`."""
    return addresses_in_text.linked(text)
