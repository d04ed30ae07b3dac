"""Quoting: a passage of the page or of a comment, or a moment of a film; and whether those words are really there.

Words taken back disappear from quotes too: a quote is shown as long as what it quotes is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.comments.models import LONGEST_QUOTE, PeerComment
from community.letters import plain

ReadWords = Callable[[Any], str]

_quotable: dict[type[Page], ReadWords] = {}

_SIGNS = str.maketrans(dict.fromkeys("«»“”„\"'’‘`()[]{}.,;:!?…·-–—_/\\*\u00a0\u202f\u200b\u00ad", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a comment quotes: words of the page, or of `comment`; or a second of the page's recording."""

    text: str = ""
    comment: PeerComment | None = None
    second: int | None = None


def register_quotable(model: type[Page], words: ReadWords) -> None:
    """Say which words of this kind of page everybody reads there: a quote must be among them.

    `words` gives the whole text as it is shown, and nothing that is not. Called from `ready()`.
    """
    _quotable[model] = words


def check_quote(*, page: Page, quote: Quote) -> Quote:
    """The same quote, tidied. Raises ValidationError, with a sentence, when its words are not where it says."""
    text = " ".join(quote.text.split()).strip("«» ")
    if not text:
        return Quote(second=quote.second)
    if len(text) > LONGEST_QUOTE:
        raise ValidationError(_("Ce passage est trop long : citez quelques phrases au plus."))
    if quote.comment is not None:
        if not stands_in(text, quote.comment.comment):
            raise ValidationError(
                _("Ces mots ne sont pas dans ce commentaire. Recopiez-les tels qu’ils y sont, ou ne citez rien.")
            )
        return Quote(text=text, comment=quote.comment, second=quote.second)
    if not stands_in(text, words_of(page=page)):
        raise ValidationError(
            _("Ces mots ne sont pas sur la page. Recopiez-les tels qu’ils y sont, ou laissez ce champ vide.")
        )
    return Quote(text=text, second=quote.second)


def words_of(*, page: Page) -> str:
    """The words that everybody who reads this page finds there; its title alone for a kind that registered none."""
    read = _quotable.get(type(page))
    return f"{page.title}\n{read(page)}" if read else page.title


def stands_in(quoted: str, words: str) -> bool:
    """Whether these words follow one another there: letters are compared, not signs, spaces and capitals."""
    bare = _bare(quoted)
    return bool(bare) and f" {bare} " in f" {_bare(words)} "


def _bare(text: str) -> str:
    return " ".join(plain(text.translate(_SIGNS)).split())
