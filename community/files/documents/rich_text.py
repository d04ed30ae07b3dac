"""An RTF text: its groups of notes are taken out (`\\info`, the table of who changed what), its text stays.

A group is what stands between two braces; it is found by counting them, past escaped braces and raw data (`\\bin`).
"""

import re

from community.files.documents.refusals import Refused

# Names of authors come in order, and the text points at them by number: each keeps its place, and loses its name.
TABLE_OF_AUTHORS = b"{\\*\\revtbl "
NOTES = re.compile(
    rb"\{\s*(?:\\\*\s*)?\\(?:info|userprops|revtbl|atnid|atnauthor|xmlnstbl|docvar|generator|template|password)(?![a-z])"
)
TOKEN = re.compile(rb"\\bin(\d+) ?|\\[\\{}]|[{}]")


def without_notes(content: bytes) -> bytes:
    """The same text without its notes. Raises Refused where a group does not end."""
    kept: list[bytes] = []
    at = 0
    while found := NOTES.search(content, at):
        end = _end_of_group(content, found.start())
        kept.append(content[at : found.start()])
        if b"revtbl" in found[0]:
            names = max(0, content.count(b"{", found.start() + 1, end))
            kept.append(TABLE_OF_AUTHORS + b"{Auteur;}" * names + b"}")
        at = end
    kept.append(content[at:])
    return b"".join(kept)


def _end_of_group(content: bytes, start: int) -> int:
    depth, at = 0, start
    while token := TOKEN.search(content, at):
        at = token.end()
        if token[1]:
            at += min(int(token[1][:12]), len(content))
        elif token[0] == b"{":
            depth += 1
        elif token[0] == b"}":
            depth -= 1
            if not depth:
                return at
    raise Refused("damaged")
