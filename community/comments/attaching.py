"""Pages joined to a comment: which kinds may be, how one is named in a form, and the cards that are read.

A page is named by its address, pasted, or by its title. `?t=83` in the address joins that moment of its recording.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.letters import plain
from community.models.members import Member
from community.models.visible import IN_A_LIST
from community.paging import number_in
from community.typed_text.characters import printable
from community.visibility import visible_to

CARD = "community/comments/card.html"
MOST_LOOKED_AT = 50  # pages whose address or title is close, before asking which one may be read
MOST_CLOSE = 5  # titles proposed when several are meant
MOST_WORDS = 8
LONGEST_MOMENT = 10**6  # seconds: eleven days
WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)  # wherever it stands: « Regarde https://… ! »
PUNCTUATION = "«»“”\"' \u00a0’.,;:!?…()[]-–—"

MakeMoment = Callable[[int], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachable:
    """A kind of page that may be joined: the template of its card, and how a second of its recording is said."""

    template: str
    moment: MakeMoment | None
    is_recorded: Callable[[Any], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A page to join; with a second, a moment of its recording."""

    page: Page
    second: int | None = None


_attachable: dict[type[Page], Attachable] = {}


def register_attachable(
    *models: type[Page],
    template: str = CARD,
    moment: MakeMoment | None = None,
    is_recorded: Callable[[Any], bool] = lambda page: True,
) -> None:
    """Let these kinds of pages be joined to comments; called from `ready()`.

    `template` receives `card` (`cards.Card`). `moment`, for a kind with a recording, makes of a second an object with
    `clock`, `spoken` and `suffix`; `is_recorded` says which pages of this kind have one.
    """
    for model in models:
        _attachable[model] = Attachable(template=template, moment=moment, is_recorded=is_recorded)


def attachable(*, page_type: type[Page] | None) -> Attachable | None:
    """What was registered for this kind of page; None where it is not joined to comments."""
    return _attachable.get(page_type) if page_type else None


def has_moments(*, page: Page) -> bool:
    """Whether this page, given as its own type, has a recording of which a moment may be quoted."""
    kind = attachable(page_type=type(page))
    return kind is not None and kind.moment is not None and kind.is_recorded(page)


def moment_of(*, page_type: type[Page] | None, second: int | None) -> Any:
    """A moment of a recording of this kind of page; None for a kind that has none."""
    kind = attachable(page_type=page_type)
    return kind.moment(second) if kind and kind.moment and second is not None else None


def attached_named(*, typed: str, member: Member) -> Attached:
    """The page that this address or this title names, among those that this person reads.

    Raises ValidationError with a sentence that says what to do; it tells nothing of a page that is hidden from them.
    """
    found = _readable(_at_address(typed), member)
    if found:
        return Attached(page=found[0], second=_second_in(typed, found[0]))
    if _looks_like_an_address(typed):
        raise ValidationError(
            _(
                "Rien à joindre à cette adresse. Ouvrez la fiche ou le témoignage, puis copiez l’adresse que montre "
                "votre navigateur."
            )
        )
    for called in _called(typed):
        found = found or _readable(called, member)
    if len(found) == 1:
        return Attached(page=found[0])
    if found:
        titles = ", ".join(f"« {page.title} »" for page in found[:MOST_CLOSE])
        said = _("Plusieurs pages peuvent être la vôtre : %(titles)s. Recopiez le titre entier, ou collez l’adresse.")
        raise ValidationError(said % {"titles": titles + ("…" if len(found) > MOST_CLOSE else "")})
    raise ValidationError(_("Rien n’a ce titre. Vérifiez les mots, ou collez l’adresse de la page où vous la lisez."))


def _pages() -> Any:
    kinds = ContentType.objects.get_for_models(*_attachable).values() if _attachable else []
    return Page.objects.filter(content_type__in=list(kinds))


def _readable(pages: Iterable[Page], member: Member) -> Sequence[Page]:
    pks = [page.pk for page in pages]
    return list(visible_to(Page.objects.filter(pk__in=pks), member).only(*IN_A_LIST).order_by("pk")) if pks else []


def _address_in(typed: str) -> str:
    pasted = WEB_ADDRESS.search(typed)
    return pasted[0].rstrip(PUNCTUATION) if pasted else typed.strip(PUNCTUATION)


def _at_address(typed: str) -> Sequence[Page]:
    try:
        path = printable(unquote(urlsplit(_address_in(typed)).path))  # « %00 » is one that no database bears
    except ValueError:  # « http://[ » is no address
        return []
    asked = f"/{path.strip('/')}/"
    pages = _pages().filter(slug=asked.split("/")[-2]).only(*IN_A_LIST)[:MOST_LOOKED_AT]
    return [page for page in pages if asked.endswith(unquote(urlsplit(page.get_url() or "?").path or "?"))]


def _second_in(typed: str, page: Page) -> int | None:
    kind = attachable(page_type=page.specific_class)
    if kind is None or kind.moment is None:
        return None
    said = parse_qs(urlsplit(_address_in(typed)).query).get("t", [""])[0]
    second = number_in(said)
    return second if second is not None and second < LONGEST_MOMENT else None


def _called(typed: str) -> tuple[Sequence[Page], Sequence[Page]]:
    """The pages that have this title, then those whose title has these words, in any order."""
    words = _words(typed)
    if not words:
        return [], []
    close = _pages().order_by("-live", "pk").only(*IN_A_LIST)
    for word in words[:MOST_WORDS]:
        close = close.filter(title__icontains=word)
    pages = list(close[:MOST_LOOKED_AT])
    return [page for page in pages if _words(page.title) == words], pages


def _words(text: str) -> list[str]:
    """As the database compares them, bare."""
    return [word for each in plain(text).split() if (word := each.strip(PUNCTUATION))]


def _looks_like_an_address(text: str) -> bool:
    return "://" in text or text.startswith(("/", "www."))
