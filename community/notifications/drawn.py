"""A mail as it is drawn: the words of its text, in one column; what it asks for is a button.

The words stand once, in the text (`templates/emails/*.txt`): this reads them, and adds nothing but their shape. What
people wrote is escaped. A button leads to this site only, whoever wrote the line it comes from; nothing is fetched from
anywhere, so that nobody learns who reads a mail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

LONGEST_LABEL = 60  # characters of a button: beyond, the sentence stands above it
_CODE = re.compile(r"\d{4}\s\d{4}")
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph; or, with an address, a link below it. `is_act`: the one thing that the mail asks for.

    `is_code`: digits alone, to be read from one screen and typed on another.
    """

    text: str
    address: str = ""
    is_act: bool = False
    is_code: bool = False


def drawn(*, subject: str, body: str, signature: str) -> str:
    """The HTML of a mail. The last paragraph of the body, as `emails/base.txt` writes it, says why it was sent."""
    *said, why = _BETWEEN_PARAGRAPHS.split(body.strip())
    context = {"subject": subject, "blocks": list(_blocks(said)), "why": why, "signature": signature}
    return render_to_string("emails/letter.html", context)


def _blocks(paragraphs: list[str]) -> Iterator[Block]:
    has_act = False
    for paragraph in paragraphs:
        above: list[str] = []
        for line in paragraph.split("\n"):
            if not _is_of_this_site(line):
                above.append(line)
                continue
            yield from _link(above, line, is_act=not has_act)
            above, has_act = [], True
        if text := "\n".join(above).strip():
            yield Block(text=text, is_code=_CODE.fullmatch(text) is not None)


def _link(above: list[str], address: str, *, is_act: bool) -> Iterator[Block]:
    """A link, under the name that the line above gives it: « Lire et répondre : »."""
    *before, name = above or [""]
    label = name.rstrip().removesuffix(":").rstrip()
    if not label or len(label) > LONGEST_LABEL:
        before, label = [*before, name], _("Ouvrir la page")
    if text := "\n".join(before).strip():
        yield Block(text=text)
    yield Block(text=label, address=address.strip(), is_act=is_act)


def _is_of_this_site(line: str) -> bool:
    return line.startswith(f"{settings.SITE_URL}/") and not re.search(r"\s", line.strip())
