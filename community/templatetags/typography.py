"""What people typed, as it is shown: « mot ? » never leaves its mark alone on the next line, addresses are links."""

import re

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString

from community import addresses_in_text

register = template.Library()

NO_BREAK_SPACE = "\u00a0"
BEFORE_SIGN = re.compile(r" (?=[;:!?»%€])")
AFTER_QUOTE = re.compile(r"(?<=«) ")


@register.filter(is_safe=True)
@stringfilter
def french_spaces(text: str) -> str:
    """Put non-breaking spaces where French typography wants them; nothing else changes."""
    return AFTER_QUOTE.sub(NO_BREAK_SPACE, BEFORE_SIGN.sub(NO_BREAK_SPACE, text))


@register.filter
@stringfilter
def linked(text: str) -> SafeString:
    """Escape the text and make links of its addresses; before `linebreaks`, after `french_spaces`."""
    return addresses_in_text.linked(text)
