"""What « Mon compte » shows beside its forms, in a number of queries that does not grow."""

from typing import Any

from community.accounts.home.addresses import asked_by
from community.accounts.home.mails import MAILS
from community.models import Member, Membership


def account_of(*, member: Member) -> dict[str, Any]:
    """The places of a member, the address that waits for a click, the mails that there are."""
    return {
        "places": places_of(member=member),
        "address_change": asked_by(member=member),
        "mails": MAILS,
    }


def places_of(*, member: Member) -> list[Membership]:
    """The structures where they belong, by name, each with its place."""
    return list(Membership.objects.filter(member=member).select_related("structure").order_by("structure__title", "pk"))
