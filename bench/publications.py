"""Publications to be timed: sheets ready to go on line, the act itself, and the same act with nobody indexing."""

import random
import string
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import signals

from practices.models import PracticePage

SEED = 20_261_124
_SAVING: tuple[Any, ...] = (
    signals.pre_save,
    signals.post_save,
    signals.pre_delete,
    signals.post_delete,
    signals.m2m_changed,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet that nobody finds yet; `word` stands in its title and nowhere else."""

    page_id: int
    word: str


def drafts(number: int, /) -> list[Draft]:
    """As many copies of the demonstration's sheets, complete, in the same structures, not on line."""
    chance = random.Random(SEED)
    models = list(PracticePage.objects.live())
    made = []
    with transaction.atomic():
        for place in range(number):
            model, word = models[place % len(models)], "".join(chance.choices(string.ascii_lowercase, k=11))
            named = {"title": f"{model.title} {word}", "slug": f"brouillon-{word}"}
            copy = model.copy(copy_revisions=False, keep_live=False, log_action=None, update_attrs=named)
            made.append(Draft(copy.pk, word))
    return made


def publish(draft: Draft, /) -> None:
    """Put the sheet's latest revision on line as contributions do: in one transaction."""
    with transaction.atomic():
        publish_step_by_step(draft)


def publish_step_by_step(draft: Draft, /) -> None:
    """As the admin does: each save is committed by itself, and what the first one wakes runs beside the others."""
    PracticePage.objects.get(pk=draft.page_id).latest_revision.publish()


class Indexing:
    """Takes the receivers of `search` away and gives them back; each state keeps what Django remembers of it."""

    def __init__(self) -> None:
        self._states = {signal: (_as_it_is(signal), _without_search(signal)) for signal in _SAVING}

    def turn(self, *, on: bool) -> None:
        """Off: a site that has no search at all."""
        for signal, (with_it, without) in self._states.items():
            signal.receivers, signal.sender_receivers_cache = with_it if on else without


def _as_it_is(signal: Any) -> tuple[Sequence[Any], Any]:
    return signal.receivers, signal.sender_receivers_cache


def _without_search(signal: Any) -> tuple[Sequence[Any], Any]:
    """The cache is made of the same stuff: a dictionary that forgets models that are gone."""
    kept = [registered for registered in signal.receivers if not _is_of_search(registered)]
    return kept, type(signal.sender_receivers_cache)()


def _is_of_search(registered: Any) -> bool:
    receiver = registered[1]
    if isinstance(receiver, weakref.ref):
        receiver = receiver()
    return getattr(receiver, "__module__", "").startswith("search.")
