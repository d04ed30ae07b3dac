"""What runs at every save of every model is nearly nothing: sessions, counters and rows of the outbox are saved too."""

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal

from tests.architecture.house import APPS

HEARS_EVERY_MODEL = {"community.receivers.keep_texts_printable": "what no form has seen may be in any row"}


class Anything:
    """A model that no receiver can know."""


def heard_by(signal: Signal) -> set[str]:
    """Those of our receivers that are told of any model at all."""
    receivers, _asynchronous = signal._live_receivers(Anything)
    called = [getattr(one, "func", one) for one in receivers]  # of a partial, what it calls
    return {f"{one.__module__}.{one.__qualname__}" for one in called if one.__module__.startswith(APPS)}


def test_a_receiver_names_the_models_it_is_about() -> None:
    heard = set().union(*map(heard_by, (pre_save, post_save, pre_delete, post_delete, m2m_changed)))
    assert heard - HEARS_EVERY_MODEL.keys() == set(), "name its senders: it runs at every save of every model"
    assert HEARS_EVERY_MODEL.keys() - heard == set(), "no longer connected: take it off the list"
