"""Somebody who leaves, as those who forget them are told; and what each app has to forget."""

from collections.abc import Callable
from dataclasses import dataclass

from community.models import Departure, Member
from community.rights.former import former_addresses, former_names

Forget = Callable[["Leaver"], None]

_forgetting: list[Forget] = []


@dataclass(frozen=True, kw_only=True)
class Leaver:
    """Whom to forget. Their rows are still there, and go just after."""

    pk: int
    names: tuple[str, ...]
    """The one they have, and those that rows still tell (`former`)."""
    addresses: tuple[str, ...]
    erases_words: bool


def register_forgetting(forget: Forget) -> None:
    """Have an app forget what foreign keys do not take along; called from `ready()`.

    `forget` runs in the transaction in which the account goes; run twice, it does no harm.
    """
    if forget not in _forgetting:
        _forgetting.append(forget)


def forget_everywhere(leaver: Leaver) -> None:
    """All that apps have registered."""
    for forget in _forgetting:
        forget(leaver)


def leaver_of(*, member: Member, departure: Departure) -> Leaver:
    """Whom this departure is about."""
    addresses = (member.email, *former_addresses(member=member))
    return Leaver(
        pk=member.pk,
        names=(member.display_name, *former_names(member=member, addresses=addresses)),
        addresses=addresses,
        erases_words=departure.words == Departure.Words.ERASED,
    )
