"""The blocks of « Mon compte » that hold a form: how each is called, what it asks, what keeps it, what it says then."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.accounts.home.forms import AddressForm, BlockForm, HelpForm, NameForm, PhotoForm, WorkForm
from community.accounts.home.keeping import keep_photo, keep_words
from community.models import Member

Keep = Callable[[Member, dict[str, Any]], None]


@dataclass(frozen=True, kw_only=True)
class AccountBlock:
    """One form of the page. `name` is its template, its anchor and its key in the context."""

    name: str
    form: type[BlockForm]
    keep: Keep
    kept: Any = ""  # the sentence said beside it


def _words(member: Member, said: dict[str, Any]) -> None:
    keep_words(member=member, words=said)


def _photo(member: Member, said: dict[str, Any]) -> None:
    keep_photo(member=member, photo=said["photo"])


def _elsewhere(member: Member, said: dict[str, Any]) -> None:
    """An address is asked for, and kept much later (`address_views`)."""


ADDRESS = AccountBlock(name="address", form=AddressForm, keep=_elsewhere)

BLOCKS: dict[str, AccountBlock] = {
    block.name: block
    for block in (
        AccountBlock(
            name="name",
            form=NameForm,
            keep=_words,
            kept=_("C’est enregistré. Vos commentaires portent déjà ce nom."),
        ),
        AccountBlock(name="work", form=WorkForm, keep=_words, kept=_("C’est enregistré.")),
        AccountBlock(name="help", form=HelpForm, keep=_words, kept=_("C’est enregistré, merci pour les autres.")),
        AccountBlock(name="photo", form=PhotoForm, keep=_photo, kept=_("Votre photo est en place.")),
        ADDRESS,
    )
}
