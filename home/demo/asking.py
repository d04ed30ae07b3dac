"""The people of the demonstration who ask to come in: accounts, news of a parcours, one that was answered."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.models import EntryRequest, Member, ParcoursPage
from home.demo.people import FACILITATOR


def ask(item: Mapping[str, Any], *, parcours: Mapping[str, ParcoursPage]) -> EntryRequest:
    """A request as it stands once its address has confirmed it, dated from today."""
    asked_at = timezone.now() - timedelta(days=item["days"])
    answer = item.get("answer", "")
    answered = {
        "outcome": EntryRequest.Outcome.ANSWERED,
        "answer": answer,
        "answered_at": asked_at + timedelta(days=1),
        "answered_by": Member.objects.get(email=FACILITATOR),
    }
    return EntryRequest.objects.create(
        kind=item["kind"],
        parcours=parcours.get(item["parcours"]),
        name=item["name"],
        address=item["address"],
        structure_name=item["structure"],
        reason=item["reason"],
        asked_at=asked_at,
        confirmed_at=asked_at,
        **(answered if answer else {}),
    )
