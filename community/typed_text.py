"""What XML and mails bear of a text, whatever characters were once stored."""

import re

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (https://www.w3.org/TR/xml/#charsets)."""


def printable(text: str) -> str:
    """The text without the characters that XML refuses."""
    return UNPRINTABLE.sub("", text)
