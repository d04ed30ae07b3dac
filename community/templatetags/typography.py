"""French spacing of what people typed: « mot ? » never leaves its question mark alone on the next line."""

import re

from django import template
from django.template.defaultfilters import stringfilter

register = template.Library()

NO_BREAK_SPACE = "\u00a0"
BEFORE_SIGN = re.compile(r" (?=[;:!?»%€])")
AFTER_QUOTE = re.compile(r"(?<=«) ")


@register.filter(is_safe=True)
@stringfilter
def french_spaces(text: str) -> str:
    """Put non-breaking spaces where French typography wants them; nothing else changes."""
    return AFTER_QUOTE.sub(NO_BREAK_SPACE, BEFORE_SIGN.sub(NO_BREAK_SPACE, text))
