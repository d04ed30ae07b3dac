"""What ends when an account changes hands: its sessions and the codes already sent."""

from collections.abc import Iterable

from django.utils.crypto import get_random_string

from community.accounts import codes
from community.addresses import canonical
from community.models import Member
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail

CHANGES_HANDS = {"email", "is_active"}


def renew_entry(*, member: Member, fields: Iterable[str] | None) -> None:
    """Before `member` is saved with another address, or closed: make what they hold now worthless, for ever.

    `fields`: those that are saved, None for all. The sessions' own check holds the address and whether the account is
    open; the key keeps them dead when the address comes back or the account is opened again. Codes are forgotten.
    """
    if member.pk is None or (fields is not None and CHANGES_HANDS.isdisjoint(fields)):
        return
    before = Member.objects.filter(pk=member.pk).values("email", "is_active").first()
    if before is None:
        return
    if before["email"] != canonical(member.email) or (before["is_active"] and not member.is_active):
        member.entry_key = get_random_string(32)
        Member.objects.filter(pk=member.pk).update(entry_key=member.entry_key)  # `fields` may leave it out
        codes.forget(address=before["email"])


def tell_the_address_left(*, member: Member, address: str, by_themselves: bool = False) -> None:
    """Tell the mailbox that opened the account until now; not which one does from now on."""
    context = {"by_themselves": by_themselves}
    notify(recipients=[member], kind=CommunityMail.ADDRESS_CHANGED, context=context, address=address)
