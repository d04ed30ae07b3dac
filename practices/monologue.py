"""The name before each paragraph of a transcript: where one person alone speaks, the page has said it already."""

import re

_LONGEST_NAME = 80  # as long as « qui parle » may be
_NAMED = re.compile(r"^[ \t]*(?P<name>[^\W\d_][^:\n.!?,;«»]*?)[ \t\u00a0\u202f]*:[ \t\u00a0\u202f]+", re.MULTILINE)
_SEVERAL = 2  # once proves nothing: « Un conseil : … » may begin a paragraph


def only_speaker(*, transcript: str, speaker: str) -> str:
    """The name that stands before every paragraph; empty where several people speak, or where none is named.

    A name said once counts if it is the one the page gives: a short film has one paragraph.
    """
    paragraphs = [part for part in re.split(r"\n\s*\n", transcript.strip()) if part]
    found = [_NAMED.match(part) for part in paragraphs]
    names = {match["name"] if match and len(match["name"]) <= _LONGEST_NAME else "" for match in found}
    name = names.pop() if len(names) == 1 else ""
    return name if len(paragraphs) >= _SEVERAL or name.casefold() == speaker.strip().casefold() else ""


def without_name(text: str, name: str, /) -> str:
    """The same words without this name at the head of their paragraphs; the text stored keeps it."""
    return _NAMED.sub(lambda match: "" if match["name"] == name else match[0], text) if name else text
